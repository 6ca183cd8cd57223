"""Synonyms of fields and terms: each leads to a name that exists, and none hides a name of ours."""

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTermError
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.vocabulary import terms
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.spelling import near_spellings
from nmpolicy.vocabulary.synonyms import FIELDS, FIELDS_OF, field_suggestions, term_suggestions
from nmpolicy.vocabulary.term_synonyms import TERMS

CLASSES = {cls.__name__: cls for cls in (*TABLES.values(), *PARTS, Collection)}
NAMES = {name: [field.name for field in attrs.fields(cls)] for name, cls in CLASSES.items()}
ANY_NAME = {field for names in NAMES.values() for field in names}


def test_every_field_synonym_leads_to_a_field() -> None:
    assert {target for targets in FIELDS.values() for target in targets} <= ANY_NAME


@each_case("name", FIELDS_OF)
def test_synonyms_of_a_class_lead_to_its_fields_and_are_none(name: str) -> None:
    assert set(FIELDS_OF[name].values()) <= set(NAMES[name])
    assert not set(FIELDS_OF[name]) & set(NAMES[name])


@each_case("name", TERMS)
def test_synonyms_of_a_vocabulary_lead_to_its_terms_and_are_none(name: str) -> None:
    known = {*getattr(terms, name)}
    assert set(TERMS[name].values()) <= known
    assert not set(TERMS[name]) & known


@each_case(
    ("cls", "word", "field"),
    [
        ("Order", "name", "title"),
        ("Order", "expires", "milestones"),
        ("Order", "revoked", "milestones"),
        ("Order", "mayor", "issued_by"),
        ("Order", "state", "division"),
        ("Order", "orderNumber", "number"),
        ("Measure", "introducedBy", "sponsors"),
        ("Order", "date", "milestones"),
        ("Measure", "status", "milestones"),
        ("Measure", "sponsor", "sponsors"),
        ("Order", "signed_by", "milestones"),
        ("Statement", "quote", "evidence"),
        ("Order", "author", "issued_by"),
        ("Order", "issuer", "issued_by"),
        ("Order", "datePublished", "milestones"),
        ("Order", "legislationDate", "milestones"),
        ("Order", "website", "url"),
        ("Order", "text", "summary"),
        ("Source", "datePublished", "date"),
        ("Source", "author", "authors"),
        ("Source", "name", "title"),
        ("Measure", "votes", "vote_events"),
        ("Measure", "roll_calls", "vote_events"),
        ("VoteEvent", "vote_events", "votes"),
        ("VoteEvent", "roll_call", "votes"),
        ("LegalBasis", "record", "law"),
        ("LegalBasis", "text", "citation"),
        ("VoteEvent", "yeas", "yes"),
        ("VoteEvent", "ayes", "yes"),
        ("VoteEvent", "nays", "no"),
        ("VoteEvent", "result", "passed"),
        ("Organization", "type", "classification"),
        ("Order", "type", "kind"),
        ("Organization", "label", "name"),
        ("Person", "fullName", "name"),
        ("Membership", "organization_id", "organization"),
        ("Membership", "organisation", "organization"),
        ("Membership", "person_id", "member"),
        ("Membership", "startDate", "start_date"),
        ("Membership", "from", "start_date"),
        ("Membership", "to", "end_date"),
        ("Event", "end", "end_date"),
        ("Relation", "from", "subject"),
        ("Collection", "licence", "license"),
        ("Collection", "persons", "people"),
        ("Collection", "bills", "measures"),
        ("Statement", "speaker", "speakers"),
        ("Milestone", "status", "stage"),
        ("Milestone", "when", "date"),
        ("Milestone", "signed_by", "by"),
        ("Order", "issued_on", "milestones"),
        ("Order", "signedAt", "milestones"),
        ("Order", "issue_date", "milestones"),
        ("Order", "agency", "issued_by"),
        ("Order", "html_url", "url"),
        ("Source", "published_on", "date"),
        ("Statement", "when", "date"),
        ("Statement", "position", "stances"),
        ("Vote", "name", "voter"),
        ("Vote", "vote", "option"),
        ("VoteEvent", "for", "yes"),
        ("VoteEvent", "no_votes", "no"),
        ("VoteEvent", "mover", "moved_by"),
        ("Organization", "kind", "classification"),
        ("Provision", "expires", "end_date"),
        ("Relation", "start_date", "effective_date"),
        ("Deadline", "due", "date"),
        ("Order", "tittle", "title"),
    ],
)
def test_a_key_suggests_the_field_that_it_means(cls: str, word: str, field: str) -> None:
    assert field_suggestions(word, cls, NAMES[cls])[0] == field


@each_case(
    ("vocabulary", "word", "term"),
    [
        ("OrderKind", "decree", "executive-order"),
        ("OrderKind", "Executive Order", "executive-order"),
        ("OrderKind", "emergencyOrder", "emergency-order"),
        ("MeasureKind", "law", "statute"),
        ("MeasureKind", "bills", "bill"),
        ("Stage", "enacted", "became-law"),
        ("Stage", "cancelled", "rescinded"),
        ("Stage", "SIGNED", "signed"),
        ("RelationKind", "revokes", "rescinds"),
        ("Stance", "favour", "support"),
        ("Deontic", "must", "obligation"),
        ("VoteOption", "yea", "yes"),
        ("VoteOption", "Nay", "no"),
        ("VoteOption", "not present", "absent"),
        ("VoteRequirement", "2/3", "two-thirds"),
        ("LogicalOperator", "any", "or"),
        ("RelationKind", "vacates", "annuls"),
        ("OrganizationClassification", "police", "law-enforcement"),
        ("OrderKind", "proclamaton", "proclamation"),
        ("Stage", "announce", "announced"),
        ("Stage", "singed", "signed"),
        ("Stage", "approved", "passed"),
        ("Stage", "terminated", "rescinded"),
        ("Medium", "statement", "press-release"),
        ("Medium", "news conference", "press-conference"),
        ("OrganizationClassification", "office", "agency"),
        ("RelationKind", "repealing", "repeals"),
    ],
)
def test_a_term_suggests_the_one_that_it_means(vocabulary: str, word: str, term: str) -> None:
    assert term_suggestions(word, vocabulary, [*getattr(terms, vocabulary)])[0] == term


@each_case("word", ["", "-", "@", "qqqqqq", "s", "x" * 10_000])
def test_a_word_that_means_nothing_suggests_nothing(word: str) -> None:
    assert field_suggestions(word, "Order", NAMES["Order"]) == ()
    assert term_suggestions(word, "OrderKind", [*nm.OrderKind]) == ()


@each_case(
    ("vocabulary", "word"),
    [
        ("Stage", "used"),
        ("Stage", "opposed"),
        ("Stage", "noted"),
        ("Stage", "heard"),
        ("EventKind", "immigration"),
        ("EventKind", "selection"),
        ("OrganizationClassification", "nonprofit"),
        ("OrganizationClassification", "organization"),
        ("Medium", "better"),
        ("VoteOption", "not"),
        ("Stance", "report"),
    ],
)
def test_a_word_of_another_meaning_suggests_no_term(vocabulary: str, word: str) -> None:
    assert term_suggestions(word, vocabulary, [*getattr(terms, vocabulary)]) == ()


@each_case("vocabulary", Term.__subclasses__())
def test_every_term_is_found_by_a_mistake_in_it(vocabulary: type[Term]) -> None:
    known = [str(term) for term in vocabulary]
    for term in known:
        if len(term) > 5:
            swapped = f"{term[:2]}{term[3]}{term[2]}{term[4:]}"
            for word in (swapped, f"{term[:3]}{term[4:]}", f"{term[:3]}{term[2:]}"):
                assert term in {word, *near_spellings(word, known)}, word


@each_case("vocabulary", Term.__subclasses__())
def test_a_word_outside_any_vocabulary_is_refused_by_name(vocabulary: type[Term]) -> None:
    with pytest.raises(InvalidTermError, match="'qqqqqq' is not a valid"):
        vocabulary("qqqqqq")


@pytest.mark.parametrize("word", ["amended by", "amended-by", "AMENDED_BY"])
def test_an_inverse_relation_says_to_swap_its_ends(word: str) -> None:
    with pytest.raises(InvalidTermError, match=r"; write 'amends' and swap its subject and object\. Allowed:"):
        nm.RelationKind(word)


def test_a_relation_that_is_its_own_inverse_needs_no_swap() -> None:
    with pytest.raises(InvalidTermError, match="did you mean 'conflicts-with'"):
        nm.RelationKind("conflicts with")


def test_constructors_suggest_by_meaning() -> None:
    with pytest.raises(InvalidTermError, match="'decree' is not a valid order kind; did you mean 'executive-order'"):
        nm.Order(id="o", kind="decree", title="O")


@each_case("word", ["votes", "vote_events", "sections", "amended_by", "requirements"])
def test_a_word_with_a_meaning_elsewhere_is_not_taken_for_a_misspelling(word: str) -> None:
    assert field_suggestions(word, "Order", NAMES["Order"]) == ()


@pytest.mark.parametrize(
    ("cls", "word", "field"),
    [
        (nm.OrderKind, "resolution", "measures"),
        (nm.OrderKind, "Law", "measures"),
        (nm.MeasureKind, "decree", "orders"),
        (nm.MeasureKind, "executive-order", "orders"),
    ],
)
def test_a_kind_of_the_other_class_of_instruments_names_its_place(cls: type, word: str, field: str) -> None:
    with pytest.raises(InvalidTermError, match=f"; records of that kind belong in the '{field}' of the collection."):
        cls(word)
