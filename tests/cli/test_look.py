"""show and schema."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import BUNDLED, FAULTY, run
from nmpolicy.cli.main import main
from nmpolicy.cli.render.contents_page import contents_page
from nmpolicy.cli.render.overview import overview
from nmpolicy.records.contents_html import REDACTED_COPY


def test_show_prints_orders_stances_and_a_timeline() -> None:
    code, shown = run("show", *BUNDLED)
    assert code == 0
    for line in (
        "Source: New Mexico's largest city affirms 'immigrant-friendly' status",
        "Authority: Mayor of Albuquerque",
        "Stage: signed 2025-07-21, by Tim Keller",
        "- City staff MUST report any ICE activity at public facilities [11]",
        "- ICE MUST identify its officers clearly [10]",
        "It expands 2018 Immigrant-Friendly Resolution on 2025-07-21",
        "It is expanded by Albuquerque's immigrant-friendly executive order on",
        "Amy Barela, Chair of the Republican Party of New Mexico (social media)",
        "Fabiola Landeros, El CENTRO de Igualdad y Derechos",
        "about 2023  The arrested man's departure from Venezuela (according to Friends",
    ):
        assert line in shown
    assert max(len(line) for line in shown.splitlines() if "https://" not in line) <= 80
    assert "\x1b" not in shown
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_show_reads_files_and_standard_input(albuquerque: nm.Collection, tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    nm.dump(albuquerque, path)
    assert run("show", str(path)) == run("show", "-", text=nm.dumps(albuquerque)) == run("show", *BUNDLED)


def test_show_of_an_empty_collection() -> None:
    code, shown = run("show", "-", text='{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    assert (code, shown) == (0, "A demonstration\n===============\n\nIt has no records yet.\n")


def test_show_warns_of_errors(spoiled: Path) -> None:
    result = CliRunner().invoke(main, ["show", str(spoiled)])
    assert (result.exit_code, result.stderr) == (
        0,
        "This collection has 7 errors; `nmpolicy validate` lists them.\n",
    )


def test_problems_of_show_go_to_standard_error() -> None:
    result = CliRunner().invoke(main, ["show", "-"], input="[]")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "expected an object, not a list" in result.stderr


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_show_keeps_to_the_width_of_the_terminal(columns: int) -> None:
    done = CliRunner().invoke(main, ["show", *BUNDLED], env={"COLUMNS": str(columns)})
    longest = max(len(line) for line in done.output.splitlines() if "https://" not in line)
    assert longest <= min(columns, 96)


def test_show_counts_only_errors_of_the_selected_rules(project: Path) -> None:
    assert "This collection has 9 errors" in run("show", str(FAULTY))[1]
    project.write_text('[tool.nmpolicy]\nignore = ["NMP1", "NMP2", "NMP3", "NMP4", "NMP7"]\n')
    assert "This collection has 2 errors" in run("show", str(FAULTY))[1]


def city(number: int) -> nm.Collection:
    """Return the orders of a city, numbered from 1, by two mayors."""
    post = nm.Post(id="mayor", name="Mayor")
    source = nm.Source(id="s", kind="other", title="Register", date="2026")
    orders = [
        nm.Order(
            id=f"eo-{n}",
            kind="executive-order",
            title=f"Order {n} on \x1b[2J parks and a very long list of other things that the mayor wants to tell",
            number=f"{n}",
            series=f"Series {n % 20}",
            issued_by=[post],
            milestones=[nm.Milestone(stage="signed", date=f"{1990 + n % 30}", by=[f"signer-{n % 15}"])],
        )
        for n in range(1, number + 1)
    ]
    undated = nm.Order(id="undated", kind="other", title="Undated")
    sources = [nm.Source(id=f"s-{n}", kind="other", title=f"Source {n}") for n in range(9)]
    return nm.Collection.of([post, source, *orders, undated, *sources], id="c", title="A city", summary="Its orders.")


def test_a_large_collection_is_shown_as_an_overview(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    nm.dump(city(300), path)
    code, shown = run("show", str(path))
    page = shown.splitlines()
    assert code == 0
    assert len(page) < 90
    assert max(len(line) for line in page if str(path) not in line) <= 80
    for text in (
        "A city\n======\n\nIts orders.\n",
        "  sources 10   posts 1      orders 301",
        "  executive-order 300   other 1",
        "  (no series): 1 order\n  Series 0: 15 orders, 20 to 300\n  Series 1: 15 orders, 1 to 281\n  Series 2: 15",
        "  … and 9 more series",
        "1990 10 ",
        "unknown 1",
        "  Mayor [mayor]: 300",
        "  signer-1: 20\n",
        "  … and 3 more actors",
        "     300 in force\n       1 not decided by the records\n",
        "  Register (other, 2026) [s]",
        "  … and 5 more sources",
        "  one record: nmpolicy show ID",
    ):
        assert text in shown
    full = run("show", "--full", str(path))[1]
    assert len(full.splitlines()) > 1000
    assert run("show", str(path)) == (code, shown)


def test_a_redacted_copy_says_so(albuquerque: nm.Collection) -> None:
    copy = nm.redact(albuquerque).collection
    assert REDACTED_COPY in contents_page(copy, nm.PartialDate("2026-01-01"), "c.json")
    assert REDACTED_COPY in overview(copy)
    assert REDACTED_COPY in copy._repr_html_()
    assert REDACTED_COPY not in f"{overview(albuquerque)} {albuquerque._repr_html_()}"


def test_a_series_of_one_order_is_counted() -> None:
    one = nm.Order(id="o", kind="other", title="T", number="7", series="S")
    shown = contents_page(nm.Collection.of([one], id="c", title="T"), nm.PartialDate("2026-01-01"), "c.json")
    assert "S: 1 order, 7\n" in shown
    assert "Sources\n" not in shown


def test_orders_are_counted_by_the_year_in_which_they_were_made() -> None:
    dates = {"a": "2024-07-21~", "b": "2024-03", "c": "2024-12-31~", "d": "2023", "e": None}
    orders = [
        nm.Order(id=id, kind="other", title="T", milestones=[nm.Milestone(stage="signed", date=day)])
        for id, day in dates.items()
    ]
    shown = contents_page(nm.Collection.of(orders, id="c", title="T"), nm.PartialDate("2026-01-01"), "c.json")
    title, _, counts, *_ = shown[shown.index("Orders and measures by year") :].splitlines()
    assert (title, counts.split()) == ("Orders and measures by year", ["2023", "1", "2024", "2", "unknown", "2"])


def test_show_tells_everything_about_records_by_id(albuquerque: nm.Collection) -> None:
    code, shown = run("show", "tim-keller", "mayor-of-albuquerque", *BUNDLED)
    assert code == 0
    assert "Tim Keller\n==========\n\nPerson tim-keller\n" in shown
    assert "Mayor of Albuquerque\n====================\n\nPost mayor-of-albuquerque\n" in shown
    assert run("show", "tim-keller", "-", text=nm.dumps(albuquerque))[1] in shown + "\n"


def test_show_finds_twins_and_former_ids() -> None:
    twins = [nm.Person(id="a", name="Ann", aliases=["old"]), nm.Post(id="a", name="Clerk")]
    text = nm.dumps(nm.Collection.of(twins, id="c", title="T"))
    shown = run("show", "a", "-", text=text)[1]
    assert "Person a" in shown
    assert "Post a" in shown
    assert "Person a" in run("show", "old", "-", text=text)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tim-kelle",), "no record has the id 'tim-kelle'; similar ids: tim-keller"),
        (("xyz",), "no record has the id 'xyz'; search with `nmpolicy find xyz --bundled albuquerque"),
    ],
)
def test_an_unknown_id_is_an_error(arguments: tuple[str, ...], message: str) -> None:
    code, shown = run("show", *arguments, *BUNDLED)
    assert (code, message in " ".join(shown.split())) == (2, True)


def test_show_and_find_take_the_file_last() -> None:
    for name in ("show", "find"):
        code, shown = run(name, str(FAULTY), "eo-2025-03")
        assert (code, "FILE comes last" in shown) == (2, True)
        assert run(name, "missing.json")[0] == 2
        assert run(name, "word", "missing.json")[0] == 2
        assert "name a FILE" in run(name)[1]


def test_find_lists_one_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    nm.dump(city(30), path)
    code, shown = run("find", "parks", str(path))
    page = shown.splitlines()
    assert code == 0
    assert page[0].startswith("eo-1   1991        Order 1 on \\x1b[2J parks and a very long list of")
    assert page[1].startswith("eo-2 ")
    assert page[30] == ""
    assert "30 orders. See one: nmpolicy show eo-1 " in " ".join(shown.split())
    assert all(len(line) <= 80 for line in page[:30])
    assert run("find", "signed", str(path))[1].startswith("No record matches.")


def test_find_tells_what_may_match() -> None:
    code, shown = run("find", *BUNDLED, "--in-force-on", "2025-07", "--type", "order")
    assert code == 0
    assert "These may match; the records do not decide it:\nabq-eo-2025-07-21" in shown
    assert run("find", *BUNDLED, "--type", "source")[1].splitlines()[-3:-1] == ["1 source.", "See one:"]
    possible = run("find", *BUNDLED, "abq-eo-2025-07-21", "--in-force-on", "2025-07", "--type", "order")[1]
    assert "See one: nmpolicy show abq-eo-2025-07-21 --bundled" in " ".join(possible.split())


def test_find_as_json_and_its_errors() -> None:
    code, shown = run("find", "keller", *BUNDLED, "--type", "person", "--format", "json")
    assert (code, json.loads(shown)) == (0, [{"record": "tim-keller", "label": "Tim Keller", "answer": True}])
    code, shown = run("find", *BUNDLED, "--kind", "bylaw")
    assert code == 2
    assert "no record has the kind 'bylaw'; the collection has" in shown


def test_schema_prints_the_json_schema() -> None:
    code, shown = run("schema")
    assert code == 0
    assert json.loads(shown)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    code, shown = run("schema", "--draft")
    assert (code, json.loads(shown)["title"]) == (0, "Draft")


def test_find_shows_memberships_and_statements_in_words(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    mayor, ana = nm.Post(id="mayor", name="Mayor of Riverton"), nm.Person(id="ana", name="Ana")
    council = nm.Organization(id="council", name="Council")
    records = (
        mayor,
        ana,
        council,
        nm.Membership(id="a", member=ana, post=mayor, start_date="2010-01-01", end_date="2013"),
        nm.Membership(id="b", member=ana, organization=council, role="chair", end_date="2009"),
        nm.Membership(id="c", member=ana, organization=council, start_date="2015"),
        nm.Membership(id="d", member=ana, organization=council),
        nm.Statement(id="said", speakers=[ana], summary="Praised the trees."),
        nm.Statement(id="unsaid"),
    )
    nm.dump(nm.Collection(id="city", title="A city").add(*records), path)
    assert [line.rstrip() for line in run("find", str(path))[1].splitlines()[3:9]] == [
        "a        2010-01-01  Ana, Mayor of Riverton, 2010-01-01 to 2013",
        "b                    Ana, chair, Council, to 2009",
        "c        2015        Ana, Council, from 2015",
        "d                    Ana, Council",
        "said                 Ana: Praised the trees.",
        "unsaid               unsaid",
    ]


def test_the_hint_of_find_works_if_the_input_was_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    nm.dump(city(1), path)
    shown = run("find", "--type", "post", "-", text=path.read_bytes())[1]
    assert shown.splitlines()[-1] == "1 post. See one: nmpolicy show mayor FILE"
    assert "`nmpolicy find qqq FILE`" in run("show", "qqq", "-", text=path.read_bytes())[1]
