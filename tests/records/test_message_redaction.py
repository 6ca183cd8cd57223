"""Messages about records: they repeat neither the names of private individuals nor values in their records."""

import attrs

import nmpolicy as nm
from named_collections import NAMES, SECRETS
from nmpolicy.records.message_redaction import message_to_show, path_to_show, without_values
from nmpolicy.vocabulary.folding import fold

PAPER = nm.Source(id="paper", kind="news-article", title="A paper")
ZORA = nm.Person(
    id="zora-quillfeather",
    name=NAMES[0],
    other_names=NAMES[1:],
    private=True,
    aliases=["paper", "quillfeather"],
    identifiers=[nm.Identifier(scheme="wikidata", identifier="Q4711")],
    evidence=[nm.Evidence(source="papre", supports=["nmae"], quote="Zora spoke")],
    extra={"x-age": 41, "x-home": [{"Zora": "Quirk Street"}]},
)
DEMO = nm.Collection(id="demo", title="T", sources=[PAPER], people=[ZORA, nm.Person(id="ann", name="Ann Ty")])


def shown(message: str, record: nm.Record | None = None) -> str:
    return message_to_show(DEMO, record, message)


def test_a_message_about_any_record_lacks_the_names() -> None:
    for name in NAMES:
        found = shown(f"{name!r} is {name}, and ann is not; see 'zora-quillfeather' and zora-quillfeather")
        assert found.count("zora-quillfeather") == 2
        rest = fold(found.replace("zora-quillfeather", ""))
        assert not any(secret in rest for secret in SECRETS)
    assert shown("'Mr. Quillfeather' and 'the Zora Quillfeathers'") == "(withheld) and (withheld)"
    ann = nm.Person(id="ann", name="Ann Quillfeather")
    assert message_to_show(DEMO.replace(ann), None, "'Ann Quillfeather'") == "'Ann Quillfeather'"
    plain = "'Ann Ty' is named as 'ann' is"
    assert shown(plain) == plain
    assert message_to_show(nm.Collection(id="demo", title="T"), None, plain) is plain


def test_a_quoted_text_that_is_cut_inside_a_name_is_withheld() -> None:
    for cut in (
        "'by Zora Quil'…",
        '"O\'Quirk and Quillf"…',
        "'Mr. Quillfeath'…",
        "'by Zora Quil…'",
        repr("x" * 50 + " Zora Qui"),
    ):
        assert shown(f"{cut} is too long") == "(withheld) is too long"
    long = attrs.evolve(PAPER, id="zora-" + "-".join("abcdefgh" * 8))
    assert message_to_show(DEMO.add(long), None, f"see {long.id!r}") == f"see {long.id!r}"
    for other in ("'by Ann Ty and Qu'…", "''…", "'by Ann Tyler of'…", "Zora … and 'x'"):
        assert shown(f"{other} is too long") == f"{other} is too long"


def test_a_message_about_a_private_individual_lacks_all_values_but_ids_and_evidence() -> None:
    assert shown("no record has the id 'papre'; did you mean 'paper'?", ZORA) == (
        "no record has the id 'papre'; did you mean 'paper'?"
    )
    assert shown("Person has no field 'nmae'; did you mean 'name'?", ZORA).endswith("'nmae'; did you mean 'name'?")
    assert shown("the alias 'quillfeather' is an id", ZORA) == "the alias (withheld) is an id"
    assert shown("'somebody' is 41 years old", ZORA) == "(withheld) is (withheld) years old"
    for unquoted in ("lives in Quirk Street", "has Q4711", "quotes Zora"):
        assert shown(unquoted, ZORA).startswith("the value is not valid here, and is not shown")


def test_an_apostrophe_is_not_a_quotation_mark() -> None:
    assert without_values("the record's name isn't 'Zora', it's \"O'Quirk\"", []) == (
        "the record's name isn't (withheld), it's (withheld)"
    )


def test_the_path_to_an_unknown_field_of_a_private_individual_ends_before_it() -> None:
    path = ("evidence", 0, "x-Zora")
    assert path_to_show(DEMO, ZORA, path) == ("evidence", 0)
    assert path_to_show(DEMO, PAPER, path) == path
    assert path_to_show(DEMO, PAPER, ("notes", 0, f"x-{NAMES[0]}", "a")) == ("notes", 0)
    assert path_to_show(DEMO, DEMO, path) == path
    plain = nm.Collection(id="demo", title="T")
    assert path_to_show(plain, plain, path) is path


def test_findings_of_rules_are_told_in_this_way() -> None:
    titled = attrs.evolve(PAPER, title=" ", suppressions=[nm.Suppression(code="NMP702", justification=NAMES[0])])
    person = attrs.evolve(ZORA, extra={"Zora": 1}, suppressions=[nm.Suppression(code="ZORA123", justification="x")])
    report = nm.validate(nm.Collection(id="demo", title="T", sources=[titled], people=[person]))
    texts = [*map(str, report.problems), *(each.justification or "" for each in report.suppressed)]
    assert any("NMP701 zora-quillfeather /people/0:" in each for each in texts)
    assert any("no rule has the code (withheld)" in each for each in texts)
    assert "a private individual" in texts
    words = fold("\n".join(texts).replace("zora-quillfeather", "").replace("(/people/0)", ""))
    assert not any(secret in words for secret in SECRETS)
