"""Evidence: incomplete character ranges are refused."""

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidValueError


@pytest.mark.parametrize(
    "fields", [{"start": 1}, {"length": 1, "paragraph": 1}, {"start": 0, "length": 2}, {"paragraph": 0}]
)
def test_half_a_character_range_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="Evidence"):
        nm.Evidence(source="article", **fields)  # type: ignore[arg-type]
