"""The passage that is most like a quote, and where the two differ."""

from each_case import each_case
from nmpolicy.evidence.nearest import nearest_passage
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
