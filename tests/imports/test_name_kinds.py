"""The kinds of actors that names refer to."""

import pytest

from nmpolicy.imports.name_kinds import NameKind, kind_of_name


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            NameKind.PERSON,
            "Ana Bass; Smith, John; Council Member Bass; Council President Ann Bo; Mayor Bo; Supervisor Lee",
        ),
        (NameKind.ORGANIZATION, "City Council; Office of the Mayor; *Rules Committee; Department of Parks; Council"),
        (NameKind.OFFICE, "Mayor; The Mayor; City Manager; Council President; President of the Council"),
        (NameKind.NOBODY, "By Request; VACANT; ; by request of the Mayor; Various"),
    ],
)
def test_what_a_name_names(kind: NameKind, names: str) -> None:
    assert {kind_of_name(each.strip()) for each in names.split(";")} == {kind}
