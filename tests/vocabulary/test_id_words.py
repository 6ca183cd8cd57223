"""Ids that have another id as a part."""

from each_case import each_case
from nmpolicy.vocabulary.id_words import IdWordIndex

INDEX = IdWordIndex(
    [
        ("jane-roe", "people"),
        ("roe-2025", "statements"),
        ("wxyz-2025-06-03", "sources"),
        ("eo-5.report", "provisions"),
        *((f"wabc-{number}", "sources") for number in range(4)),
        *((f"kqed-{number}", "sources") for number in range(100)),
    ]
)


@each_case(
    ("part", "kinds", "ids"),
    [
        ("roe", [], ["jane-roe", "roe-2025"]),
        ("Roe", ["people", "posts"], ["jane-roe"]),
        ("roe", ["sources"], []),
        ("2025-06-03", [], []),  # a number alone means nothing
        ("wxyz", ["sources"], ["wxyz-2025-06-03"]),
        ("wxyz-06", [], []),
        ("wxyz-2025", [], ["wxyz-2025-06-03"]),
        ("5.report", [], ["eo-5.report"]),
        ("ro", [], []),
        ("wabc", [], []),  # too many
        ("kqed", [], []),
        ("", [], []),
        ("roe" * 100, [], []),
    ],
)
def test_few_ids_of_the_right_kind_that_have_the_part_are_found(part: str, kinds: list[str], ids: list[str]) -> None:
    assert INDEX.having(part, kinds) == ids
