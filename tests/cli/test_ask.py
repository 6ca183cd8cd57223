"""The commands that answer questions."""

import json
from datetime import date
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import BUNDLED, run
from each_case import each_case
from nmpolicy.cli.main import COMMANDS
from nmpolicy.cli.render.match_list import match_list
from nmpolicy.rules.examples import CITY, JANE, MAYOR, SPEAKER, duty, order, statement, term

#: Each question, with its arguments besides a collection.
QUESTIONS = [
    "in-force",
    "offices",
    "lineage abq-eo-2025-07-21",
    "duties APD",
    "due --from 2025-08-01 --to 2025-12-31",
    "stances",
    "timeline",
    "series",
]


def printed(tmp_path: Path, command: str, *records: nm.Record) -> str:
    path = tmp_path / "a.json"
    nm.dump(nm.Collection.of(records, id="demo", title="T"), path)
    code, shown = run(*command.split(), str(path))
    assert code == 0
    assert max(map(len, shown.splitlines())) < 80
    return shown


def reached(*stages: str) -> list[nm.Milestone]:
    return [nm.Milestone(stage=stage, date=day or None) for stage, _, day in (each.partition(" ") for each in stages)]


@pytest.mark.parametrize("command", QUESTIONS)
def test_each_answers_in_words_and_as_data(command: str, tmp_path: Path) -> None:
    code, shown = run(*command.split(), *BUNDLED)
    assert code == 0
    assert max(len(line) for line in shown.splitlines()) < 80
    code, data = run(*command.split(), *BUNDLED, "--format", "json")
    assert code == 0
    assert isinstance(json.loads(data), list | dict)
    bad = tmp_path / "bad.json"
    bad.write_text("{]")
    assert run(*command.split(), str(bad))[0] == 2
    bad.write_text("{}")
    assert run(*command.split(), str(bad))[0] == 1


def test_every_question_is_tried() -> None:
    assert [command.split()[0] for command in QUESTIONS] == list(COMMANDS["Ask"])


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("in-force", "This collection has no orders or measures."),
        ("due --from 2025-08-01 --to 2025-12-31", "Nothing on record."),
        ("stances", "No one on record takes a stance."),
        ("timeline", "This collection has no dates."),
        (
            "series",
            "No order names a series or has a number, and no order or measure has dates for signing and publication.",
        ),
    ],
)
def test_an_empty_answer_says_so(command: str, words: str, tmp_path: Path) -> None:
    assert " ".join(printed(tmp_path, command).split()).endswith(words)


def test_kept_unknown_fields_are_in_the_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    said = statement(stances=[nm.TargetStance(topic="x", stance="support", extra={"page": [1, {"a": 2.5}]})])
    nm.dump(nm.Collection.of([said], id="demo", title="T"), path, unknown="keep")
    code, data = run("stances", "--format", "json", "--unknown", "keep", str(path))
    assert code == 0
    assert json.loads(data)[0]["stated"][0]["stance"]["extra"] == {"page": [1, {"a": 2.5}]}


def test_in_force_gives_reasons(tmp_path: Path) -> None:
    new = order(id="new", title="New", milestones=reached("signed 2025-07-21"))
    open_ = order(id="open", title="Open", milestones=reached("signed 2025"))
    end = nm.Relation(id="r", subject="new", predicate="repeals", object="order")
    records = [order(title="Old", milestones=reached("signed 2024")), new, open_, end]
    assert printed(tmp_path, "in-force --on 2025-08-01", *records).splitlines() == [
        "In force on 2025-08-01",
        "----------------------",
        "New [new]",
        "    signed 2025-07-21",
        "    no end is recorded",
        "",
        "Not in force on 2025-08-01",
        "--------------------------",
        "Old [order]",
        "    repealed by new on 2025-07-21 (New)",
        "",
        "Unknown for 2025-08-01",
        "----------------------",
        "Open [open]",
        "    signed 2025",
    ]
    assert "Unknown, or in force for only part of 2025-07\n" in printed(tmp_path, "in-force --on 2025-07", *records)
    path = str(tmp_path / "a.json")
    code, data = run("in-force", "--on", "2025-08-01", "--id", "open", "--format", "json", path)
    (found,) = json.loads(data)
    assert (code, found["record"], found["answer"], found["on"]) == (0, "open", None, "2025-08-01")
    assert [each["on"] for each in json.loads(run("in-force", "--format", "json", path)[1])] == [str(date.today())] * 3  # noqa: DTZ011  # the day where the reader is
    assert "no record has the id 'nothing'" in run("in-force", "--id", "nothing", path)[1]
    assert run("in-force", "--on", "today", path) == run("in-force", path)


@each_case(
    ("written", "reason"),
    [
        ("2025-13", "months go from 01 to 12"),
        ("8/1/2025", "'8/1/2025' is not a date; did you mean 2025-08-01 or 2025-01-08?"),
        ("8/31/2025", "did you mean 2025-08-31?"),
        ("August 1, 2025", "did you mean 2025-08-01?"),
        ("tomorrow", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
@each_case(
    "command",
    [
        *("in-force --on", "offices --on", "duties mayor --on", "find x --in-force-on"),
        *("due --to 2026 --from", "due --from 2024 --to"),
    ],
)
def test_a_wrong_date_is_refused_with_what_was_meant(command: str, written: str, reason: str) -> None:
    code, shown = run(*command.split(), written, *BUNDLED)
    assert code == 2
    assert reason in shown


def test_an_order_in_force_in_part_names_the_part_and_its_latest_source(tmp_path: Path) -> None:
    sources = [nm.Source(id=f"s-{date}", kind="other", title="S", date=date) for date in ("1918", "2026-01-01")]
    old = order(title="Old", milestones=reached("signed 1917"), evidence=[nm.Evidence(source="s-1918")])
    new = order(id="new", title="New", milestones=reached("signed 1920"), evidence=[nm.Evidence(source="s-2026-01-01")])
    part = nm.Relation(id="r", subject="new", predicate="repeals", object="order", section="Section 3")
    command = "in-force --on 2025-08-01"
    assert printed(tmp_path, command, *sources, old, new, part).splitlines() == [
        "In force on 2025-08-01",
        "----------------------",
        "Old [order]; in part",
        "    signed 1917",
        "    no end is recorded (its latest source: 1918)",
        "    repealed by new in 1920, in part: Section 3 (New)",
        "New [new]",
        "    signed 1920",
        "    no end is recorded",
        "",
        "Sources on these orders and measures end on 2026-01-01.",
    ]
    alone = printed(tmp_path, f"{command} --id order", *sources, old, new, part)
    assert alone.splitlines()[-1] == "Sources on it end on 1918."
    undated = nm.Source(id="s-2026-01-01", kind="other", title="S")
    shown = printed(tmp_path, command, sources[0], undated, old, new, part)
    assert shown.count("(its latest source: 1918)") == 1  # that of the new order may be later
    assert shown.splitlines()[-2:] == [
        "A source on these orders and measures has no date: s-2026-01-01. The others end",
        "on 1918.",
    ]
    assert printed(tmp_path, f"{command} --id new", undated, new).splitlines()[-1] == (
        "A source on it has no date: s-2026-01-01."
    )
    many = [nm.Source(id=f"u{n}", kind="other", title="S") for n in range(5)]
    cited = nm.Order(id="all", kind="other", title="All", evidence=[nm.Evidence(source=each.id) for each in many])
    assert printed(tmp_path, f"{command} --id all", *many, cited).splitlines()[-1] == (
        "5 sources on it have no date: u0, u1, u2, and 2 more."
    )
    found = json.loads(printed(tmp_path, f"{command} --id order --format json", *sources, old, new, part))
    assert found[0]["parts"] == [{"record": "r", "label": "repealed by new in 1920, in part: Section 3"}]


def test_offices_show_holders_vacancies_and_overlaps(tmp_path: Path) -> None:
    records: list[nm.Record] = [
        *(MAYOR, JANE, nm.Person(id="john-doe", name="John Doe")),
        term(id="a", start_date="2013-01-01", end_date="2017-01-01"),
        term(id="b", start_date="2018-01-01", end_date="2022-01-01"),
        term(id="c", member="john-doe", start_date="2021-01-01", end_date="2025"),
    ]
    assert printed(tmp_path, "offices --post Mayor --on 2025-03-01", *records).splitlines() == [
        "Mayor of Springfield, on 2025-03-01",
        "-----------------------------------",
        "John Doe may have held the office, from 2021-01-01 to 2025 [c]",
        "",
        "Vacant",
        "  2017-01-02 to 2017-12-31: no one on record held the office",
        "",
        "More holders than seats",
        "  c begins before b ends",
    ]
    path = str(tmp_path / "a.json")
    assert "Jane Roe held the office [b]" in run("offices", "--post", "mayor", "--on", "2019", path)[1]
    assert "No one on record held the office." in run("offices", "--post", "mayor", "--on", "2000", path)[1]
    assert "'jane-roe' is a person, not a post" in run("offices", "--post", "jane-roe", path)[1]


def test_a_name_of_several_offices_shows_each_of_them(tmp_path: Path) -> None:
    posts = [nm.Post(id=f"mayor-{town}", name=f"Mayor of {town}") for town in ("aa", "bb", "cc")]
    shown = printed(tmp_path, "offices --post mayor --on 2025-07", *posts[:2], nm.Post(id="clerk", name="Clerk"))
    assert [line for line in shown.splitlines() if line.startswith("Mayor")] == [
        "Mayor of aa, in 2025-07",
        "Mayor of bb, in 2025-07",
    ]


def test_of_many_offices_the_vacancies_are_shown_on_request(tmp_path: Path) -> None:
    posts = [nm.Post(id=f"ward-{number}", name=f"Ward {number}") for number in range(10)]
    seats = [
        *(MAYOR, JANE),
        term(id="a", start_date="2013-01-01", end_date="2017-01-01"),
        term(id="b", start_date="2018-01-01", end_date="2022-01-01"),
    ]
    hint = "To see the vacancies and the overlapping terms of an office, name it with --post."
    shown = " ".join(printed(tmp_path, "offices --on 2020", *posts, *seats).split())
    assert (shown.endswith(hint), "Vacant" in shown) == (True, False)
    assert "Vacant" in run("offices", "--post", "mayor", "--on", "2020", str(tmp_path / "a.json"))[1]
    assert hint not in " ".join(printed(tmp_path, "offices --on 2020", *posts, MAYOR).split())


def test_a_record_that_is_no_actor_has_no_duties() -> None:
    code, shown = run("duties", "abq-eo-2025-07-21", *BUNDLED)
    message = "'abq-eo-2025-07-21' is an order, not a person, an organization or a post"
    assert (code, message in " ".join(shown.split())) == (2, True)


def test_an_ambiguous_name_lists_the_candidates(tmp_path: Path) -> None:
    bodies = [nm.Organization(id=id, name=f"{id.title()} police") for id in ("city", "state")]
    printed(tmp_path, "stances", *bodies)
    code, shown = run("duties", "police", str(tmp_path / "a.json"))
    assert code == 2
    assert "'police' matches 2 records: City police [city], State police [state]; use an id" in " ".join(shown.split())
    assert "no record is named 'sity'; similar ids: city" in run("duties", "sity", str(tmp_path / "a.json"))[1]
    assert "the name is blank" in run("duties", " ", str(tmp_path / "a.json"))[1]


def test_duties_are_grouped_by_deontic(tmp_path: Path) -> None:
    more = {
        "obligation": "report",
        "prohibition": "hide",
        "permission": "publish",
        "right": "ask",
        "recommendation": "answer",
    }
    acts = [duty(id=f"order.{aim}", bearers=["city"], deontic=[deontic], aim=aim) for deontic, aim in more.items()]
    bare = duty(id="order.bare", bearers=["city"], deontic=[], aim="wait", or_else_provisions=["order.fine"])
    over = duty(id="old.pay", instrument="old", bearers=["city"], aim="pay")
    orders = [
        order(title="An order", milestones=reached("signed 2024")),
        order(id="old", title="Old", milestones=reached("expired 2020")),
    ]
    perhaps = [order(id="new", title="New"), duty(id="new.see", instrument="new", bearers=["city"], aim="see")]
    shown = printed(tmp_path, "duties city --on 2025", CITY, *orders, *acts, bare, over, *perhaps)
    titles = [
        line for line, under in zip(shown.splitlines(), shown.splitlines()[1:], strict=False) if set(under) == {"-"}
    ]
    assert titles == [
        "Obligations",
        "Prohibitions",
        "Permissions",
        "Rights",
        "Recommendations",
        "Other provisions",
        "May also apply",
        "Not in force",
    ]
    assert "under An order; in force: signed 2024; no end is recorded [order.report]" in " ".join(shown.split())
    assert "; see order.fine for violations [order.bare]" in " ".join(shown.split())
    assert "under New; may be in force: no milestone is recorded [new.see]" in shown
    assert "under Old; not in force: " in shown
    assert "No provision in this collection applies." in printed(tmp_path, "duties city", CITY)


def test_a_lineage_is_a_tree(tmp_path: Path) -> None:
    chain = [
        nm.Relation(id=f"r-{n:02}", subject=f"o-{n + 1:02}", predicate="amends", object=f"o-{n:02}") for n in range(15)
    ]
    circle = nm.Relation(
        id="z", subject="o-00", predicate="repeals", object="o-01", effective_date="2025", scope=["o-01.a"]
    )
    orders = [order(id=f"o-{n:02}", title=f"Order {n}") for n in range(16)]
    shown = printed(tmp_path, "lineage o-00", *orders, *chain, circle).splitlines()
    assert shown[2:5] == [
        "  repeals Order 1 [o-01] in 2025, in part: o-01.a",
        "    amends Order 0 [o-00] (shown above)",
        "  amended by Order 1 [o-01]",
    ]
    assert "(13) amended by Order 13 [o-13]" in shown[-4] + shown[-5] + shown[-3]
    assert "It changes nothing on record, and nothing on record changes it." in " ".join(
        printed(tmp_path, "lineage order", order()).split()
    )


def test_due_lists_acts_by_day(tmp_path: Path) -> None:
    by = duty(id="order.by", deadline=nm.Deadline(date="2025-10-01"))
    after = duty(id="order.after", deadline=nm.Deadline(within="P30D", after="effective"))
    month = duty(id="order.month", deadline=nm.Deadline(date="2025-12"))
    shown = printed(
        tmp_path, "due --from 2025-08-01 --to 2025-12-15", order(milestones=reached("signed 2024")), month, after, by
    )
    lines = shown.splitlines()
    assert lines[3].startswith("2025-10-01  ")
    assert "2025-12-01 to 2025-12-31, possibly" in lines
    assert lines[lines.index("No known date") + 1].startswith("  - Clinic MUST report")
    assert "(the records give no date for the milestone 'effective' of order)" in " ".join(shown.split())
    assert "swap the two dates" in run("due", "--from", "2025-02", "--to", "2025-01", *BUNDLED)[1]


def test_due_lists_what_lapsed_what_is_never_due_and_runs_of_possible_days(tmp_path: Path) -> None:
    made = order(milestones=reached("signed 2025-01"))
    ended = order(id="old", milestones=reached("signed 2025-01-01", "expired 2025-03-31"))
    late = duty(id="old.late", instrument="old", deadline=nm.Deadline(date="2025-04-02"))
    soon = duty(id="old.soon", instrument="old", deadline=nm.Deadline(within="P5D", business_days=True, after="signed"))
    never = duty(id="order.never", recurrence="FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")
    monthly = duty(id="order.monthly", recurrence="FREQ=MONTHLY;UNTIL=20250228")
    weekly = duty(id="order.weekly", recurrence="FREQ=WEEKLY;BYDAY=MO;UNTIL=20250131")
    shown = printed(tmp_path, "due --from 2025-01-01 --to 2025-04-30", made, ended, late, soon, never, monthly, weekly)
    lines = shown.splitlines()
    starts = [line for line in lines if line.startswith("2025")]
    assert starts == [
        "2025-01-01 to 2025-02-28, possibly",
        "2025-01-06, possibly",
        "2025-01-08 or later, possibly",
        "2025-01-13, possibly",
        "2025-01-20, possibly",
        "2025-01-27, possibly",
        "2025-04-02, lapsed",
    ]
    text = " ".join(shown.split())
    assert "(its order expired on 2025-03-31)" in text
    assert "(it is due on 2025-01-08 or later, depending on the holidays)" in text
    assert "Never due - Clinic MUST report each visit" in text


def test_an_act_says_when_it_was_due(tmp_path: Path) -> None:
    by = nm.Deadline(date="2025-03-31")
    acts = [
        duty(id="order.once", bearers=["city"], aim="report", deadline=by),
        duty(id="order.often", bearers=["city"], aim="report", deadline=by, recurrence="FREQ=YEARLY"),
    ]
    records = [CITY, order(title="An order", milestones=reached("signed 2025-03-01")), *acts]
    shown = " ".join(printed(tmp_path, "duties city --on 2026", *records).split())
    assert (
        "was due by 2025-03-31; under An order; in force: signed 2025-03-01; no end is recorded [order.once]" in shown
    )
    assert "was first due by 2025-03-31; under An order; in force" in shown
    assert "was due" not in printed(tmp_path, "duties city --on 2025-03-31", *records)


def test_orders_with_one_title_are_shown_with_their_numbers(tmp_path: Path) -> None:
    orders = [
        order(
            id=f"eo-{number}", title="Emergency order", number=number, milestones=reached(f"signed 2025-03-0{number}")
        )
        for number in "123"
    ]
    extends = nm.Relation(id="r", subject="eo-2", predicate="extends", object="eo-1", end_date="2025-03-09")
    act = duty(id="eo-1.report", instrument="eo-1", bearers=["city"])
    records = [CITY, MAYOR, *orders, extends, act]
    shown = printed(tmp_path, "timeline", *records)
    assert "2025-03-01  Emergency order No. 1: signed\n" in shown
    assert "2025-03-02  Emergency order No. 2: signed; extends Emergency order No. 1" in shown
    assert "(Emergency order No. 2)" in printed(tmp_path, "in-force --on 2025-03-05", *records)
    assert "under Emergency order No. 1; in force" in printed(tmp_path, "duties city --on 2025-03-05", *records)


def test_duties_end_with_the_instruments_of_which_provisions_are_missing(tmp_path: Path) -> None:
    signed = reached("signed 2024")
    many = [
        order(id=f"some-{n:02}", title=f"Order {n}", provision_coverage="some", milestones=signed) for n in range(12)
    ]
    shown = " ".join(printed(tmp_path, "duties city --on 2025", CITY, *many, order(milestones=signed)).split())
    assert "Only some provisions are recorded of: Order 0 [some-00], Order 1 [some-01]," in shown
    assert "Order 9 [some-09], and 2 more." in shown
    assert "The records do not say whether all provisions of An order [order] are recorded." in shown
    shown = " ".join(printed(tmp_path, "duties city --on 2025", CITY, many[0]).split())
    assert "Only some provisions are recorded of: Order 0 [some-00]." in shown
    assert "whether all" not in shown
    shown = " ".join(printed(tmp_path, "duties city --on 2025", CITY, order(milestones=signed)).split())
    assert "The records do not say whether all provisions of An order [order] are recorded." in shown
    code, data = run("duties", "city", "--on", "2025", "--format", "json", str(tmp_path / "a.json"))
    assert (code, json.loads(data)) == (0, {"duties": [], "provision_gaps": {"unknown": ["order"]}})


def test_duties_count_more_than_three_instruments_of_unknown_coverage(tmp_path: Path) -> None:
    orders = [order(id=f"eo-{n}", title=f"Order {n}", milestones=reached("signed 2024")) for n in range(4)]
    shown = " ".join(printed(tmp_path, "duties city --on 2025", CITY, *orders[:3]).split())
    assert "whether all provisions of Order 0 [eo-0], Order 1 [eo-1], and Order 2 [eo-2] are recorded." in shown
    shown = " ".join(printed(tmp_path, "duties city --on 2025", CITY, *orders).split())
    assert "The records do not say whether all provisions of 4 instruments are recorded." in shown


def test_stances_are_a_table_that_fits(tmp_path: Path) -> None:
    stances = [nm.TargetStance(topic=f"topic {n}", stance="oppose", objection="too-far") for n in range(15)]
    long = nm.Organization(id="long", name="An organization of a name that needs more than its column", size=3)
    said = [
        nm.Statement(id="a", speakers=["long"], stances=stances),
        nm.Statement(
            id="b", speakers=["jane-roe"], date="2025", stances=[nm.TargetStance(target="order", stance="support")]
        ),
        nm.Statement(
            id="c", speakers=["jane-roe"], date="2024", stances=[nm.TargetStance(target="order", stance="oppose")]
        ),
        nm.Statement(id="d", speakers=["jane-roe"], stances=[nm.TargetStance(stance="unclear")]),
    ]
    shown = printed(tmp_path, "stances", JANE, long, order(title="An order"), *said)
    (jane,) = (line for line in shown.splitlines() if line.startswith("Jane Roe"))
    (numbers,) = (
        line for line in shown.splitlines() if "16" in line.split() and line.strip()[0].isdigit() and ":" not in line
    )
    assert jane.split()[2] == "-+"
    assert jane.index("-+") + 2 == numbers.index("16") + 2
    assert "(3)" in shown
    assert "  16: An order [order]" in shown
    assert "  17: (not stated)" in shown
    assert "to 15: too far" in " ".join(shown.split())


def test_series_shows_coverage_and_delays(tmp_path: Path) -> None:
    orders = [
        order(
            id="a", title="A", series="2025", number="3", milestones=reached("signed 2025-07-21", "issued 2025-07-25")
        ),
        order(id="b", title="B", series="2025", number="5", milestones=reached("signed 2025-07", "issued 2025-08-02")),
        order(id="c", title="C", series="2025", number="8", milestones=reached("signed 2025-03-01")),
        order(id="d", series="2025", number="8"),
        order(id="e", series="2025", number="IX"),
        order(id="f", series="2025"),
        order(id="g", number="1"),
    ]
    assert printed(tmp_path, "series", *orders).splitlines() == [
        "2025",
        "----",
        "6 orders, 3 to 8",
        "  begins at 3",
        "  missing 3 numbers: 4, 6 to 7",
        "  repeated: 8 (c, d)",
        "  number and date out of order: c",
        "  number cannot be read: e",
        "  no number: f",
        "",
        "Numbered orders without a series",
        "--------------------------------",
        "g",
        "",
        "Publication delays",
        "------------------",
        "4 days      A [a]: 2025-07-21 to 2025-07-25",
        "2 to 32 days",
        "            B [b]: 2025-07 to 2025-08-02",
    ]
    code, data = run("series", "--format", "json", str(tmp_path / "a.json"))
    assert code == 0
    assert json.loads(data) == {
        "series": [
            {
                "name": "2025",
                "issued_by": ["mayor"],
                "held": 6,
                "first": "3",
                "last": "8",
                "late_starts": ["3"],
                "missing": [
                    {"first": "4", "last": "4", "count": 1, "before": "b"},
                    {"first": "6", "last": "7", "count": 2, "before": "c"},
                ],
                "repeated": [{"number": "8", "orders": ["c", "d"], "different_years": False}],
                "misplaced": [{"order": "c", "after": "a"}],
                "unreadable": ["e"],
                "unnumbered": ["f"],
            }
        ],
        "without_series": ["g"],
        "publication_delays": [
            {"record": "a", "signed": "2025-07-21", "published": "2025-07-25", "least": 4, "most": 4},
            {"record": "b", "signed": "2025-07", "published": "2025-08-02", "least": 2, "most": 32},
        ],
    }


def test_series_of_one_name_are_told_apart_by_their_issuers(tmp_path: Path) -> None:
    shown = printed(
        tmp_path,
        "series",
        MAYOR,
        CITY,
        order(id="a", series="orders", number="1", milestones=reached("signed 2024")),
        order(id="b", series="Orders", number="2"),
        order(id="c", series="orders", number="1", milestones=reached("signed 2025")),
        order(id="d", series="orders", number="12-13", issued_by=["city"]),
        order(id="e", series="orders", number="12-15", issued_by=["city"]),
        order(id="f", series="orders", number="x", issued_by=[]),
    )
    assert shown.splitlines() == [
        "orders, issued by Mayor of Springfield",
        "--------------------------------------",
        "3 orders, 1 to 2",
        "  used again in another year: 1 (a, c)",
        "  no gaps",
        "",
        "orders, issued by City of Springfield",
        "-------------------------------------",
        "2 orders, 12-13 to 12-15",
        "  number can be read in two ways: d, e",
        "",
        "orders",
        "------",
        "1 order",
        "  number cannot be read: f",
    ]


def test_a_gap_that_is_not_listed_is_still_shown(tmp_path: Path) -> None:
    numbers = ["A-1", "A-300", "B-1", *(str(number) for number in range(2, 203))]
    orders = [order(id=f"o-{n}", series="orders", number=number) for n, number in enumerate(numbers)]
    shown = printed(tmp_path, "series", *orders).splitlines()
    assert shown[2:] == [
        "204 orders, A-1 to A-300",
        "  gaps that other orders may fill in part: A-2 to A-299",
    ]


def test_a_long_list_of_gaps_is_cut(tmp_path: Path) -> None:
    orders = [order(id=f"a-{n}", series="orders", number=str(n)) for n in range(1, 2101, 2)]
    words = " ".join(printed(tmp_path, "series", *orders).split())
    assert "1,050 orders, 1 to 2099 missing 1,049 numbers: 2, 4, 6," in words
    assert words.endswith("80 and 1,009 more")
    one = order(id="one", series="orders", number="7")
    assert printed(tmp_path, "series", one).splitlines()[2:] == ["1 order, 7", "  begins at 7"]


def test_several_sequences_of_a_series_can_begin_late(tmp_path: Path) -> None:
    orders = [order(id=f"a-{n}", series="orders", number=number) for n, number in enumerate(("XO 8", "Total: 12"))]
    assert printed(tmp_path, "series", *orders).splitlines()[2:] == [
        "2 orders, XO 8 to Total: 12",
        "  prefixes or years that begin later than 1: Total: 12, XO 8",
        "  no gaps",
    ]


def test_of_many_delays_the_longest_are_shown(tmp_path: Path) -> None:
    orders = [
        order(id=f"a-{n}", title=f"A {n}", milestones=reached("signed 2025-07-01", f"issued 2025-07-{n:02}"))
        for n in range(3, 15)
    ]
    assert printed(tmp_path, "series", *orders).splitlines() == [
        "Publication delays",
        "------------------",
        "12 were published 2 to 13 days after they were signed, half of them within 7",
        "days. The longest delays (--format json lists all):",
        *(f"{f'{n - 1} days':12}A {n} [a-{n}]: 2025-07-01 to 2025-07-{n}" for n in range(14, 9, -1)),
    ]


def test_stances_toward_one_record() -> None:
    code, shown = run("stances", "--target", "abq-eo-2025-07-21", *BUNDLED)
    assert code == 0
    assert "1: Albuquerque's immigrant-friendly executive order" in shown
    assert "  2: " not in shown
    assert run("stances", "--target", "abq-eo", *BUNDLED)[0] == 2


def test_a_collection_without_posts(tmp_path: Path) -> None:
    assert printed(tmp_path, "offices", CITY) == "This collection has no posts.\n"


def test_an_id_that_two_records_share_does_not_stop_an_answer(tmp_path: Path) -> None:
    shared = duty(id="clinic", bearers=["mayor"], deadline=nm.Deadline(date="2025-08-01"))
    records = (
        nm.Organization(id="clinic", name="A clinic"),
        MAYOR,
        order(milestones=reached("signed 2025-07-21")),
        shared,
    )
    assert "2025-08-01" in printed(tmp_path, "due --from 2025-08-01 --to 2025-08-31", *records)
    assert "Mayor of Springfield" in printed(tmp_path, "duties mayor --on 2025-08-01", *records)


def test_sentences_name_bearers_and_provisions_inside_them_by_section(tmp_path: Path) -> None:
    made = order(milestones=reached("signed 2025-01-01"), title="Clinics")
    clinic = duty(section="Section 1")
    later = order(id="later", title="Later order", milestones=reached("signed 2025-06-01"))
    own = duty(id="later.a", instrument="later", section="Section 9")
    ends = nm.Relation(id="r-1", subject="later.a", predicate="repeals", object=clinic.id, effective_date="2025-06-01")
    wide = nm.Relation(id="r-2", subject="later", predicate="responds-to", object="order")
    records = (SPEAKER, made, clinic, later, own, ends, wide)
    name = "Section 9 of Later order [later.a] repeals Section 1 of Clinics [order.report]"
    assert name in " ".join(printed(tmp_path, "timeline", *records).split())
    shown = printed(tmp_path, f"in-force --on 2025-07-01 --id {clinic.id}", *records)
    assert "\nA clinic MUST report each visit [order.report]\n" in shown
    assert "(Section 9 of Later order [later.a])" in " ".join(shown.split())
    demo = nm.Collection.of(records, id="demo", title="T")
    lines = match_list(demo, nm.find(demo, classes=[nm.Relation]), "a.json").splitlines()
    assert lines[0] == "r-1  later.a repeals order.report on 2025-06-01, in part: order.report"
    assert lines[1] == "r-2  Later order responds to Clinics"
    assert "A clinic MUST report each visit" in match_list(demo, nm.find(demo, "report"), "a.json")
    shown = printed(tmp_path, f"show {clinic.id}", *records)
    assert "It is repealed by Section 9 of Later order [later.a] on 2025-06-01" in " ".join(shown.split())
