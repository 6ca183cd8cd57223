"""Parts of instruments: what ends a part leaves the whole in force, and a clause has days of its own."""

from itertools import count

import nmpolicy as nm
from each_case import each_case
from growth_ratio import growth
from nmpolicy.queries.force.parts import SectionIndex, is_partial, is_same_section, section_key
from nmpolicy.queries.force.relation_words import part_words
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

OLD = order(id="old", milestones=reached("signed 2020-03-25"))
NEW = order(id="new", milestones=reached("signed 2021-03-30"))


@each_case(
    ("named", "section", "same"),
    [
        ("Section 3", "Section 3", True),
        ("Section 3", " SECTION  3 ", True),
        ("Section 3", "Sec. 3", True),
        ("§ 3", "Section 3", True),
        ("Section 3(b)", "section 3 (b)", True),
        ("The preamble", "the preamble", True),
        ("Section 3", "Section 4", False),
        ("Section 3", "Section 30", False),
        ("Section 3(a)", "Section 3(b)", False),
        ("Section 3.1", "Section 3.2", False),
        ("Section 3", "Section 3(b)", None),
        ("Section 3(b)", "Section 3", None),
        ("Section 3", "Article 3", None),
        ("Section 3", "3", None),
        ("Sections 2 and 3", "Section 3", None),
        ("Section 3", "", None),
        ("", "", None),
    ],
)
def test_sections_are_compared_without_guessing(named: str, section: str, same: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    assert is_same_section(named, section) is same


@each_case("predicate", ["repeals", "rescinds", "supersedes", "replaces", "annuls", "suspends"])
def test_what_ends_a_section_leaves_the_order_in_force_in_part(predicate: str) -> None:
    part = nm.Relation(id="r", subject="new", predicate=predicate, object="old", section="Section 3")
    sections = ["Section 3", "Section 4", "Section 3(b)"]
    clauses = [duty(id=f"old.{n}", instrument="old", section=section) for n, section in enumerate(sections)]
    collection = collected(OLD, NEW, part, *clauses)
    force = nm.in_force(collection, "old", "2022-01-01")
    inverse = part.predicate.inverse
    assert (force.answer, [each.label for each in force.parts]) == (
        True,
        [f"{inverse} new on 2021-03-30, in part: Section 3"],
    )
    assert [nm.in_force(collection, each.id, "2022-01-01").answer for each in clauses] == [False, True, None]
    assert [nm.in_force(collection, each.id, "2021-03-29").answer for each in clauses] == [True, True, True]
    assert nm.in_force(collection, "old", "2021-03-29").parts == ()


def test_a_section_and_a_scope_both_count() -> None:
    part = nm.Relation(id="r", subject="new", predicate="repeals", object="old", section="Section 3", scope=["old.a"])
    clauses = [duty(id=f"old.{n}", instrument="old", section=f"Section {n}") for n in ("a", "3", "4")]
    collection = collected(OLD, NEW, part, *clauses)
    assert [nm.in_force(collection, each.id, "2022").answer for each in (OLD, *clauses)] == [True, False, False, True]
    assert nm.in_force(collection, "old", "2022").parts[0].label.endswith("in part: Section 3, old.a")
    of_a_clause = nm.Relation(id="r", subject="new", predicate="repeals", object="old.a", section="Section 3")
    assert nm.in_force(collected(OLD, NEW, of_a_clause, *clauses), "old.3", "2022").answer is True


def test_an_amendment_of_a_part_is_told_and_what_is_over_has_no_parts() -> None:
    amended = nm.Relation(id="r", subject="new", predicate="amends", object="old", section="Section 3")
    assert [each.record for each in nm.in_force(collected(OLD, NEW, amended), "old", "2022").reasons][-1:] == ["r"]
    ended = order(id="old", milestones=reached("signed 2020", "rescinded 2021-12-31"))
    assert nm.in_force(collected(ended, NEW, amended), "old", "2022").parts == ()


def test_a_clause_holds_on_its_own_days_and_with_its_instrument() -> None:
    decree = order(id="old", milestones=reached("signed 2020-03-18", "expired 2020-04-30"))
    days = ["2020-03-19", "2020-03-20", "2020-03-31", "2020-04-01", "2020-05-10"]

    def answers(start: str | None, end: str | None) -> list[bool | None]:
        clause = duty(id="old.close", instrument="old", start_date=start, end_date=end)
        return [nm.in_force(collected(decree, clause), "old.close", on).answer for on in days]

    assert answers("2020-03-20", "2020-03-31") == [False, True, True, False, False]
    assert answers(None, "2020-03-31") == [True, True, True, False, False]
    assert answers("2020-03-20", None) == [False, True, True, True, False]
    assert answers("2020-03-01", "2020-06-30") == [True, True, True, True, False]
    assert answers("2020-03", "2020-03") == [None, None, None, False, False]
    clause = duty(id="old.close", instrument="old", start_date="2020-03-20", end_date="2020-03-31")
    month = nm.in_force(collected(decree, clause), "old.close", "2020-04")
    assert [reason.label for reason in month.reasons] == ["its own last day is 2020-03-31"]
    assert nm.in_force(collected(decree, clause), "old.close", "2020").answer is None


def test_an_amended_order_is_in_force_as_a_whole_and_says_what_amended_it() -> None:
    old, new = (
        nm.Order(id=id, kind="other", title=id, milestones=reached(f"signed {on}"))
        for id, on in (("old", "2019-02-01"), ("new", "2019-03-04"))
    )
    provisions = [
        nm.Provision(id=f"old.{n}", instrument="old", kind="regulative", section=f"Section {n}") for n in (1, 2)
    ]
    amended = nm.Relation(id="r", subject="new", predicate="amends", object="old", scope=["old.1"])
    for relation in (
        amended,
        nm.Relation(id="r", subject="new", predicate="amends", object="old.1"),
        nm.Relation(id="r", subject="new", predicate="amends", object="old", section="Sec. 1"),
    ):
        collection = collected(old, new, *provisions, relation)
        for id, is_told in (("old", True), ("old.1", True), ("old.2", False)):
            force = nm.in_force(collection, id, "2019-04")
            told = [each.record for each in force.reasons if each.label.startswith("amended by new on 2019-03-04")]
            assert (force.answer, force.parts, told) == (True, (), ["r"] if is_told else [])
            before = nm.in_force(collection, id, "2019-03-01")
            assert "r" not in [each.record for each in before.reasons]
    whole = collected(old, new, nm.Relation(id="r", subject="new", predicate="amends", object="old"))
    assert "amended by new on 2019-03-04" in [each.label for each in nm.in_force(whole, "old", "2020").reasons]


def test_a_clause_may_hold_before_its_instrument_was_made() -> None:
    made = order(id="old", milestones=reached("signed 2020-03-25", "expired 2020-04-30"))
    draft = order(id="old", milestones=reached("announced 2020-03-25"))
    clause = duty(id="old.close", instrument="old", start_date="2020-03-01")
    days = ["2020-02-29", "2020-03-01", "2020-03-24", "2020-03-25", "2020-04-30", "2020-05-01"]
    collection = collected(made, clause)
    found = [nm.in_force(collection, "old.close", on) for on in days]
    assert [each.answer for each in found] == [False, True, True, True, True, False]
    assert [each.label for each in found[1].reasons] == ["its own first day is 2020-03-01"]
    assert nm.in_force(collection, "old", "2020-03-10").answer is False
    assert [nm.in_force(collected(draft, clause), "old.close", on).answer for on in days] == [False] * 6
    rough = duty(id="old.close", instrument="old", start_date="2020")
    assert nm.in_force(collected(made, rough), "old.close", "2020-03-10").answer is False


def test_an_index_of_sections_agrees_with_comparing_each() -> None:
    named = [
        "Section 3",
        "sec. 3",
        "Section 3(b)",
        "Section 3(b)(1)",
        "Section 4",
        "Article 3",
        "3",
        "the preamble",
        "",
    ]
    index = SectionIndex((each, place) for place, each in enumerate(named))
    for section in (*named, "Section 9", "Article 3(c)", "The  Preamble"):
        compared = ((place, is_same_section(section, each)) for place, each in enumerate(named))
        assert [*index.find(section)] == [pair for pair in compared if pair[1] is not False]


@each_case("predicate", ["repeals", "rescinds", "supersedes", "replaces", "annuls", "suspends"])
def test_a_section_of_a_clause_leaves_the_clause_in_force_in_part(predicate: str) -> None:
    part = nm.Relation(id="r", subject="new", predicate=predicate, object="old.a", section="Section 3(b)")
    sections = {"a": "Section 3", "b": "Section 3(b)", "c": "", "d": "Section 4"}
    clauses = [duty(id=f"old.{n}", instrument="old", section=section) for n, section in sections.items()]
    collection = collected(OLD, NEW, *clauses, part)
    label = f"{part.predicate.inverse} new on 2021-03-30, in part: Section 3(b), old.a"
    for id, told in ("old", [label]), ("old.a", [label]), ("old.b", []), ("old.c", []), ("old.d", []):
        before, after = (nm.in_force(collection, id, on) for on in ("2021-03-29", "2022"))
        assert (before.answer, before.parts, after.answer) == (True, (), True)
        assert [each.label for each in after.parts] == told


def test_an_amended_or_extended_section_of_a_clause_is_told_of_that_clause_alone() -> None:
    new = order(id="new", milestones=reached("signed 2021-03-30", "expired 2021-12-31"))
    clauses = [duty(id=f"old.{n}", instrument="old") for n in "ab"]

    def told(predicate: str, id: str) -> list[str]:
        part = nm.Relation(id="r", subject="new", predicate=predicate, object="old.a", section="(b)")
        found = nm.in_force(collected(OLD, new, *clauses, part), id, "2022")
        return [each.label for each in (*found.reasons, *found.parts) if each.record == "r"]

    amended = "amended by new on 2021-03-30, in part: (b)"
    assert [told("amends", id) for id in ("old", "old.a", "old.b")] == [[f"{amended}, old.a"], [amended], []]
    extended = "extended by new from 2021-03-30 through 2021-12-31, in part: (b), old.a"
    assert [told("extends", id)[-1:] for id in ("old", "old.a", "old.b")] == [[extended], [extended], []]


def test_a_suspended_section_of_a_clause_comes_back() -> None:
    suspended = nm.Relation(id="s", subject="new", predicate="suspends", object="old.a", section="(b)")
    lifted = nm.Relation(id="l", subject="later", predicate="lifts", object="old.a", section="(b)")
    later = order(id="later", milestones=reached("signed 2021-06-01"))
    collection = collected(OLD, NEW, later, duty(id="old.a", instrument="old"), suspended, lifted)
    for id in "old", "old.a":
        assert [len(nm.in_force(collection, id, on).parts) for on in ("2021-05-31", "2021-06-01")] == [1, 0]


def test_a_word_has_no_number_in_it() -> None:
    assert section_key("Appendix") == "appendix"
    assert is_same_section("Part IV", "part iv(a)") is None
    assert is_same_section("Part IV", "part V") is False


def test_the_time_grows_with_the_length_of_a_section() -> None:
    def texts(size: int) -> list[str]:
        return [f"{'iv' * size}!{next(numbers)}" for _ in range(40)]

    numbers = count()  # no text is read twice, since sections are cached
    assert growth(lambda found: [is_same_section(each, "Section 3") for each in found], texts, 400) < 9


def test_the_other_parts_of_a_relation_are_not_looked_at_for_each_of_them() -> None:
    def with_parts(size: int) -> tuple[nm.Collection, nm.Relation]:
        named = [duty(id=f"old.p-{each}", instrument="old") for each in range(size)]
        ends = nm.Relation(id="r", subject="new", predicate="repeals", object="old", scope=[each.id for each in named])
        return collected(OLD, NEW, ends, *named), ends

    def ask(given: tuple[nm.Collection, nm.Relation]) -> None:
        for _ in range(300):
            assert is_partial(*given)
            assert not part_words(*given, "old.p-0")

    assert growth(ask, with_parts, 500) < 2.5
