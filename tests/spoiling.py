"""Compare the fast reader, the slow reader and the JSON Schema on documents that are spoilt at random.

`python tests/spoiling.py 20000 7` compares them on 20,000 documents, made from the seed 7, half of them spoilt in their
structure and half in their bytes. Every fifth is JSON Lines. A difference is printed with the shortest text that
shows it.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from nmpolicy.serialization.json_format import TYPES
from reader_agreement import Validator, Validators, disagreement, lines_disagreement, validators
from spoilt_bytes import spoilt_bytes
from spoilt_structure import spoilt_structure
from valid_documents import supply

MUTATORS: Mapping[str, Callable[..., str | bytes]] = {"structure": spoilt_structure, "bytes": spoilt_bytes}
LINES_EVERY = 5  # documents, one is JSON Lines
PROGRESS_EVERY = 50_000  # documents, it prints how many they were
JUDGE_EVERY = 50  # answers of the faster validator, one is checked


class Judged(NamedTuple):
    """A fast validator. A slow one checks some of its answers."""

    fast: Validator
    judge: Validator
    asked: "count[int]"

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts plain data."""
        answer = self.fast.is_valid(instance)
        if next(self.asked) % JUDGE_EVERY == 0 and self.judge.is_valid(instance) != answer:
            raise AssertionError("the validators differ")
        return answer


def judged() -> Validators:
    """Return validators by jsonschema-rs, judged by jsonschema."""
    import jsonschema  # noqa: PLC0415  # the tests do not need both
    import jsonschema_rs  # noqa: PLC0415

    fast, judge = validators(jsonschema_rs.Draft202012Validator), validators(jsonschema.Draft202012Validator)
    asked = count()
    records = {name: Judged(fast.records[name], judge.records[name], asked) for name in TYPES}
    return fast._replace(document=Judged(fast.document, judge.document, asked), records=records)


def differences(numbers: range, seed: int, mutators: Sequence[str], schema: Validators) -> Iterator[tuple[str, str]]:
    """Yield the kind of each difference, and a message with the number of the document and its shortest text."""
    parts = supply()
    for number in numbers:
        if number % PROGRESS_EVERY == PROGRESS_EVERY - 1:
            print(f"{number + 1:,}", flush=True)  # noqa: T201
        mutator = mutators[number % len(mutators)]
        lines = number // len(mutators) % LINES_EVERY == 0
        schema.seen[f"spoilt {mutator}, {'lines' if lines else 'documents'}"] += 1
        text = MUTATORS[mutator]((seed << 32) + number, parts, lines=lines)
        if difference := _difference(text, schema, lines=lines):
            short = _shortest(text, difference, schema, lines=lines)
            yield _kind(difference), f"{number} ({mutator}): {difference}\n    {short!r}"


def _difference(text: Any, schema: Validators, *, lines: bool) -> str:
    try:
        return lines_disagreement(text, schema) if lines else disagreement(text, schema)
    except Exception as error:  # noqa: BLE001  # an exception is a difference, too
        return f"{type(error).__name__}: {error}"


def _kind(difference: str) -> str:
    return re.sub("[0-9]+", "0", difference)[:60]


def _shortest(text: Any, difference: str, schema: Validators, *, lines: bool) -> Any:
    """Return the text without all the pieces that can go and leave the difference."""
    unseen = schema._replace(seen=schema.seen.copy())
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if _kind(_difference(shorter, unseen, lines=lines)) == _kind(difference):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def main() -> None:
    """Compare the readers and the schema on many documents, and print every kind of difference."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, help="number of documents")
    options.add_argument("seed", type=int, nargs="?", default=0, help="seed of the documents")
    options.add_argument("--mutator", choices=[*MUTATORS], help="use only this one")
    chosen = options.parse_args()
    print(f"{chosen.count:,} documents, seed {chosen.seed}", flush=True)  # noqa: T201  # it is a command
    schema, kinds = judged(), set()
    mutators = [chosen.mutator] if chosen.mutator else [*MUTATORS]
    for kind, message in differences(range(chosen.count), chosen.seed, mutators, schema):
        if kind not in kinds:
            kinds.add(kind)
            print(message, flush=True)  # noqa: T201
    counts = (f"{times:>9,} {what}" for what, times in sorted(schema.seen.items()))
    print("\n".join(counts))  # noqa: T201
    sys.exit(f"{len(kinds)} kinds of difference" if kinds else 0)


if __name__ == "__main__":
    main()
