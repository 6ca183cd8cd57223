"""The ids that records had before."""

from collections.abc import Iterable, Iterator, Mapping

from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey


def _aliases(collection: Collection) -> Iterator[tuple[str, str]]:
    return ((alias, record.id) for record in collection for alias in record.aliases)


def _by_alias(aliases: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for alias, id in aliases:
        found[alias] = min(id, found.get(alias, id))
    return found


#: The record that each alias is one of; of several, the first by alphabet.
ALIASES = Survey(_aliases, _by_alias)
