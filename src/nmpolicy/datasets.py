"""The bundled data sets."""

from importlib.resources import files

from nmpolicy.errors import UnknownDatasetError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import loads

_data = files("nmpolicy").joinpath("data")


def datasets() -> tuple[str, ...]:
    """The names of the bundled data sets.

    >>> datasets()
    ('albuquerque-immigrant-friendly-2025',)

    .. versionadded:: 0.1
    """
    return tuple(sorted(entry.name.removesuffix(".json") for entry in _data.iterdir() if entry.name.endswith(".json")))


def load_dataset(name: str) -> Collection:
    """A bundled data set. Raises `UnknownDatasetError`, a `LookupError`, for a name that is not among `datasets()`.

    >>> load_dataset("albuquerque-immigrant-friendly-2025")["tim-keller"].label
    'Tim Keller'

    .. versionadded:: 0.1
    """
    if name not in datasets():
        raise UnknownDatasetError(name, datasets())
    return loads(_data.joinpath(f"{name}.json").read_bytes())
