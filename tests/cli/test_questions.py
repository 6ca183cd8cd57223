"""The questions, and their valid answers."""

from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import run
from each_case import each_case
from nmpolicy.cli.questions import QUESTIONS
from nmpolicy.cli.starting_collection import StartingFacts
from pseudo_terminal import names, run_on_a_terminal

TITLED = ("--kind", "executive-order", "--title", "Rents")


def refused(*arguments: str) -> str:
    """The error of a command that asks nothing and writes nothing, on one line."""
    code, shown = run("new", "-", *arguments)
    assert code == 2
    return " ".join(shown.partition("Error: ")[2].split())


def test_the_questions_are_those_of_the_answers() -> None:
    assert [*StartingFacts.__annotations__] == [*(question.name for question in QUESTIONS), "id"]


def test_a_terminal_asks_for_what_no_option_says(tmp_path: Path) -> None:
    typed = "\nRent\udcff\n  Rents \n\nFeb 3\n2026-02-03\nCity of Riverton\nMayor\nA story\n\n\n\n"
    code, shown = run_on_a_terminal("new", "r.json", "--kind", "proclamation", typed=typed, folder=tmp_path)
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.partition("Wrote")[0] == (
        "Press Enter to leave a question open, and Ctrl-C to stop.\n\n"
        'Its title, such as "Rents During the Flood": \n'
        "Error: this cannot be left open.\n"
        'Its title, such as "Rents During the Flood": Rent\udcff\n'
        "Error: the answer is not in the encoding of the terminal.\n"
        'Its title, such as "Rents During the Flood":   Rents \n'
        "Its number, as its text writes it, such as 2026-02: \n"
        "Date on which the order was signed, such as 2026-02-03: Feb 3\n"
        "Error: 'Feb 3' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if\n"
        "approximate, ? if uncertain, % if both\n"
        "Date on which the order was signed, such as 2026-02-03: 2026-02-03\n"
        'Name of the government, such as "City of Riverton": City of Riverton\n'
        'Name of the office that issued the order, such as "Mayor of Riverton": Mayor\n'
        "Title of your source, such as a headline: A story\n"
        "Its web address, such as https://example.org/story: \n"
        "Date of its publication, such as 2026-02-04: \n"
        "Kind of source, such as news-article or official-document [news-article]: \n"
    )
    collection = nm.load(tmp_path / "r.json")
    assert [record.label for record in collection] == ["A story", "City of Riverton", "Mayor", "Rents"]


def test_questions_stay_out_of_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    with path.open("wb") as file:
        typed = "\n租金\n\n\n\n\n\n\n\nrents\n"
        code, shown = run_on_a_terminal("new", "-", typed=typed, folder=tmp_path, stdout=file.fileno())
    assert (code, "Kind of source" in shown, "Error: no id can be made of this title." in shown) == (0, False, True)
    assert path.read_text("utf-8").startswith("{")
    assert nm.load(path).orders == (nm.Order(id="rents", kind="executive-order", title="租金"),)


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_person_may_leave_without_a_trace(key: str, tmp_path: Path) -> None:
    code, shown = run_on_a_terminal("new", "r.json", typed=f"ordinance\n{key}", folder=tmp_path)
    assert (code, shown.endswith("\nNothing was written.\n"), names(tmp_path)) == (130, True, [])


def test_nothing_is_asked_with_no_input(tmp_path: Path) -> None:
    code, shown = run_on_a_terminal("new", "r.json", "--no-input", typed="", folder=tmp_path)
    assert (code, "nothing is asked here, so --kind and --title must be set" in shown) == (2, True)


def test_what_is_required_is_named() -> None:
    assert refused() == "nothing is asked here, so --kind and --title must be set"
    assert refused("--title", " ", "--kind", "bill") == "nothing is asked here, so --title must be set"
    assert (
        refused("--kind", "bill", "--title", "租金")
        == "no id can be made of this title; set --id, such as --id eo-2026-02"
    )


def test_a_fact_that_the_kind_does_not_have_is_refused() -> None:
    assert refused(*TITLED, "--body", "Council") == "--body does not fit --kind executive-order; leave one of them out"
    for option in (("--office", "Mayor"), ("--signed", "2026")):
        assert "does not fit --kind ordinance" in refused("--kind", "ordinance", "--title", "Rents", *option)


@each_case(
    ("option", "answer", "message"),
    [
        ("--kind", "decree", "did you mean 'executive-order'? Allowed: executive-order, "),
        ("--kind", "Ordinance", "did you mean 'ordinance'?"),
        ("--kind", "xyzzy", "'xyzzy' is not a kind of order or measure. Allowed: "),
        ("--source-kind", "newspaper", "'newspaper' is not a valid source kind"),
        ("--signed", "yesterday", "'yesterday' is not a date"),
        ("--source-url", "javascript:alert(1)", "is not a web address"),
        ("--id", "EO 5", "is not an id"),
        ("--title", "A\x1b[2Jtitle", "control character in it ('\\x1b')"),
        ("--title", "Two\nlines", "control character in it ('\\n')"),
        ("--title", "A\udcfftitle", "half of a surrogate pair"),
    ],
)
def test_an_invalid_answer_is_refused(option: str, answer: str, message: str) -> None:
    assert message in refused(*TITLED, option, answer)


@each_case("title", ['"Rents", \\ and <b>', "🏠 Rents 👩‍👩‍👧", "\u202eRents\u202c", "إيجار rents", "r" * 1_000_000])
def test_a_title_is_kept_as_it_is(title: str) -> None:
    code, shown = run("new", "-", "--kind", "memorandum", "--title", title, "--id", "rents")
    assert (code, nm.loads(shown).orders[0].title) == (0, title)
