"""References: an id whose field declares which classes of record it may point at."""

from typing import Annotated

from attrs import field, frozen

from nmpolicy.vocabulary.identifiers import Slug


@frozen(init=False)
class Ref(Slug):
    """Marks a text that is the id of a record in one of these tables of the collection.

    Only the form of the id is checked when a record is made: whether the record is there, and of the right
    class, is a question to the whole collection, and so a rule.

    >>> Ref("orders", "measures").tables
    ('orders', 'measures')

    .. versionadded:: 0.1
    """

    #: Names of the collection's fields; none means any table.
    tables: tuple[str, ...] = field()

    def __init__(self, *tables: str) -> None:
        """Name the tables; none means any."""
        self.__attrs_init__(tables)  # pyright: ignore[reportAttributeAccessIssue]  # attrs makes it


ActorRef = Annotated[str, Ref("people", "organizations", "posts")]
EventRef = Annotated[str, Ref("events")]
InstrumentRef = Annotated[str, Ref("orders", "measures")]
OfficeRef = Annotated[str, Ref("organizations", "posts")]
OrganizationRef = Annotated[str, Ref("organizations")]
PersonRef = Annotated[str, Ref("people")]
PostRef = Annotated[str, Ref("posts")]
ProvisionRef = Annotated[str, Ref("provisions")]
SourceRef = Annotated[str, Ref("sources")]
AnyRef = Annotated[str, Ref()]
