"""References: ids whose fields declare which classes of record they may point to."""

from typing import Annotated, Any

from attrs import field, frozen

from nmpolicy.vocabulary.identifiers import Slug


@frozen(init=False)
class Ref(Slug):
    """Marks a text as the id of a record in one of the named tables of the collection.

    A record's constructor checks only the form of the id. Rules check that the collection has the record and that it
    is of an accepted class.

    >>> Ref("orders", "measures").tables
    ('orders', 'measures')

    .. versionadded:: 0.1
    """

    tables: tuple[str, ...] = field()
    """The accepted tables, by the names of the collection's fields; empty means any table."""

    def __init__(self, *tables: str) -> None:
        """Name the accepted tables; none means any."""
        self.__attrs_init__(tables)  # pyright: ignore[reportAttributeAccessIssue]  # attrs generates it


def ref_marker(item: Any) -> Ref | None:
    """Return the `Ref` of an annotated type, or None if the type is not a reference."""
    return next((marker for marker in getattr(item, "__metadata__", ()) if isinstance(marker, Ref)), None)


ActorRef = Annotated[str, Ref("people", "organizations", "posts")]
EventRef = Annotated[str, Ref("events")]
InstrumentRef = Annotated[str, Ref("orders", "measures")]
LegalTextRef = Annotated[str, Ref("orders", "measures", "provisions")]
OfficeRef = Annotated[str, Ref("organizations", "posts")]
OrganizationRef = Annotated[str, Ref("organizations")]
PostRef = Annotated[str, Ref("posts")]
ProvisionRef = Annotated[str, Ref("provisions")]
SourceRef = Annotated[str, Ref("sources")]
AnyRef = Annotated[str, Ref()]
