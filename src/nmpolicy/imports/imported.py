"""The result of an import: the collection, and the input that the records do not hold."""

from collections.abc import Mapping

from attrs import field, frozen

from nmpolicy.problems import Problem
from nmpolicy.records.collection import Collection


@frozen(kw_only=True)
class Imported:
    """A collection that was made from other people's data, and a count of the data left out.

    .. versionadded:: 0.1
    """

    collection: Collection
    """The records. Each one cites the source that the data came from."""
    left_out: Mapping[str, int] = field(factory=dict)
    """The number of values of each kind that no field holds, such as `{"documents.images": 102}`."""
    problems: tuple[Problem, ...] = ()
    """The values that could not be read, each with its place in the input. Their records keep them in `x-` fields."""
