"""The passage that is most like a quote, and where the two differ."""

from each_case import each_case
from nmpolicy.evidence.nearest import cut, nearest_passage
from nmpolicy.evidence.normalization import normalized
from nmpolicy.evidence.word_index import WordIndex

INDEX = WordIndex(
    "A headline\n\nThe mayor “signed” the order on Monday, officials said.\n\nThe un-signed order: 市长签署了 order 5."
)


@each_case(
    ("quote", "passage", "longest_part", "difference"),
    [
        ("mayor “signed” an order", (2, 'mayor "signed" the order'), 'mayor "signed', ("an", "the")),
        ("The mayor signed the order", (2, 'The mayor "signed" the order'), "The mayor signed the order", ("", '"')),
        (
            "The mayor “quickly signed” the order",
            (2, 'The mayor "signed" the order'),
            'signed" the order',
            ("quickly", ""),
        ),
        ("The mayor the order on", (2, 'The mayor "signed" the order on'), "the order on", ("", '"signed"')),
        ("the mayor “signed”", (2, 'The mayor "signed"'), 'the mayor "signed', ("the", "The")),
        (
            "Yesterday the order on Monday",
            (2, 'signed" the order on Monday'),
            "the order on Monday",
            ("Yesterday", 'signed"'),
        ),
        (
            "officials said. The unsigned order",
            (3, "The un-signed order"),
            "The unsigned order",
            ("officials said.", ""),
        ),
        ("on Monday, officials say so", (2, "on Monday, officials said."), "on Monday, officials", ("say so", "said.")),
        ("市长否决了", (3, "市长签署了"), "市长", ("否决", "签署")),
        (
            "The mayor “signed” order on Monday",
            (2, 'The mayor "signed" the order on Monday'),
            'The mayor "signed',
            ("", "the"),
        ),
        ("mayor “Signed” the", (2, 'mayor "signed" the'), 'mayor "Signed" the', ("Signed", "signed")),
        ("Signed” the order", (2, 'signed" the order'), 'Signed" the order', ("Signed", "signed")),
        ("zebra headline zebra", (1, "A headline"), "headline", ("zebra", "A")),
    ],
)
def test_the_first_difference(
    quote: str, passage: tuple[int, str], longest_part: str, difference: tuple[str, str]
) -> None:
    found = nearest_passage(INDEX, normalized(quote))
    assert found is not None
    assert ((found.paragraph, found.passage), found.longest_part) == (passage, longest_part)
    assert (found.quoted, found.in_text) == difference
    assert INDEX.paragraphs[found.paragraph - 1].startswith(found.passage, found.start)


def test_there_is_none_without_a_common_word() -> None:
    assert nearest_passage(INDEX, "zebra") is None
    assert nearest_passage(INDEX, "...") is None
    assert nearest_passage(WordIndex(""), "order") is None


def test_in_a_long_paragraph_only_the_words_around_it_are_compared() -> None:
    before, after = " ".join(f"b{n}" for n in range(40)), " ".join(f"a{n}" for n in range(40))
    found = nearest_passage(WordIndex(f"{before} The mayor signed the order. {after}"), "mayor signed an order")
    assert found is not None
    assert (found.start, found.passage) == (len(before) + 5, "mayor signed the order")


def test_a_text_that_is_not_too_long_is_not_cut() -> None:
    assert cut("Monday", 6) == "Monday"
