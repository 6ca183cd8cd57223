"""Actors: private individuals are not named."""

import nmpolicy as nm


def test_a_private_individual_is_not_named_in_a_line_of_text() -> None:
    somebody = nm.Person(id="a", name="Some Body", private=True)
    assert "Some Body" not in f"{somebody} {somebody!r} {somebody.label}"
    assert nm.Person(id="a").label == "a"


def test_a_public_person_withholds_nothing() -> None:
    somebody = nm.Person(id="a", name="Some Body", evidence=[nm.Evidence(source="s", quote="Some Body")])
    assert somebody.without_withheld() is somebody
