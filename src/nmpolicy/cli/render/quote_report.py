"""The result of anchoring the quotes of a draft."""

from collections.abc import Iterator, Sequence

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.evidence.nearest import MOST_WORDS, NearestPassage, cut
from nmpolicy.evidence.normalization import normalized
from nmpolicy.evidence.quotes import AnchoredQuotes, QuoteProblem
from nmpolicy.evidence.word_index import letters
from nmpolicy.problems import pointer
from nmpolicy.records.field_texts import WITHHELD

#: Marks that are hard to see in quotation marks.
_MARKS = {'"': "a quotation mark", "'": "an apostrophe or single quotation mark", "-": "a dash or hyphen"}


def quote_report(found: AnchoredQuotes, problems: Sequence[QuoteProblem], file: str, *, write: bool) -> str:
    """Return each quote that has a problem, and counts. The problems are those of the result, perhaps redacted."""
    return "\n".join([*_problem_lines(problems), *(wrapped(line, 0, 4) for line in _counts(found, file, write=write))])


def _problem_lines(problems: Sequence[QuoteProblem]) -> Iterator[str]:
    for problem in problems:
        yield wrapped(f"{problem.record} {pointer(problem.path)} in {problem.evidence}", 0, 4)
        yield wrapped(f"{problem.status}: {problem.reason}", 4)
        yield wrapped(f"Quote: {_quoted(problem.evidence.quote)}", 4, 2)
        for (number, start), text in zip(problem.locations, problem.excerpts, strict=False):
            yield wrapped(f"Paragraph {number:,}, character {start:,}: {_quoted(text)}", 4, 2)
        if problem.nearest:
            yield from (wrapped(line, 4, 2) for line in _nearest_lines(problem.nearest, problem.evidence.quote))


def _nearest_lines(nearest: NearestPassage, quote: str) -> Iterator[str]:
    yield f"Paragraph {nearest.paragraph:,}: {_quoted(nearest.passage)}"
    if letters(nearest.longest_part) != letters(normalized(quote)):  # else only capital letters or marks differ
        yield f"Longest part found: {_quoted(nearest.longest_part)}"
    if nearest.quoted and nearest.in_text:
        yield f"First difference: the quote has {_quoted(nearest.quoted)}, the text {_quoted(nearest.in_text)}"
    elif nearest.quoted:
        yield f"First difference: the quote adds {_quoted(nearest.quoted)}"
    elif nearest.in_text:
        yield f"First difference: the quote leaves out {_quoted(nearest.in_text)}"
    else:
        yield f"They do not differ in the first {MOST_WORDS} words"


def _quoted(text: str) -> str:
    if text in _MARKS:
        return _MARKS[text]
    return f"“{' '.join(cut(text).split())}”" if text else WITHHELD


def _counts(found: AnchoredQuotes, file: str, *, write: bool) -> Iterator[str]:
    total = found.anchored + len(found.problems)
    if found.problems:
        written = "nothing was written; " if write else ""
        what = "it" if len(found.problems) == 1 else "them"
        yield f"{len(found.problems):,} of {counted(total, 'quote')} cannot be anchored; {written}correct {what} and try again"
    elif not total:
        yield f"No quote in {file} cites one of the texts" if found.without_text else f"{file} has no quotes to anchor"
    elif write:
        yield f"Anchored {counted(total, 'quote')} in {file}"
    else:
        yield f"{counted(total, 'quote')} can be anchored; add --write to do it"
    if found.without_text:
        listed = ", ".join(f"{source} ({count:,})" for source, count in found.without_text.items())
        yield f"Still quotes, because no text was given: {listed}"
