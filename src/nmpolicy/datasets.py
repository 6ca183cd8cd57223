"""List and load the data sets that come with nmpolicy."""

from pathlib import Path

from nmpolicy.errors import UnknownDatasetError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import loads

_DATA = Path(__file__).with_name("data")


def datasets() -> tuple[str, ...]:
    """Return the names of the bundled data sets.

    >>> datasets()
    ('albuquerque-immigrant-friendly-2025',)

    .. versionadded:: 0.1
    """
    return tuple(sorted(path.stem for path in _DATA.glob("*.json")))


def load_dataset(name: str) -> Collection:
    """Load a bundled data set.

    >>> load_dataset("albuquerque-immigrant-friendly-2025")["tim-keller"].label
    'Tim Keller'

    Raises `UnknownDatasetError`, a `LookupError`, if no data set has this name.

    .. versionadded:: 0.1
    """
    if name not in datasets():
        raise UnknownDatasetError(name, datasets())
    return loads(_DATA.joinpath(f"{name}.json").read_bytes())
