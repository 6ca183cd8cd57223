"""Count how far two people who recorded the same text agree, and write their pairs of codes as CSV.

Run it with `python examples/agreement.py ONE.json TWO.json PAIRS.csv`. It pairs the records with `nm.likely_same`, so
read the pairs before you trust the counts.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

import nmpolicy as nm


def codes(record: nm.Record) -> dict[str, str]:
    """Return the choices that a coder makes for a record: terms of the vocabulary, not texts."""
    if isinstance(record, nm.Provision):
        return {"provision kind": record.kind, "provision deontic": " ".join(sorted(record.deontic))}
    if isinstance(record, nm.Statement):
        stances = {each.stance.value for each in record.stances}
        return {"statement mode": record.mode or "", "statement stances": " ".join(sorted(stances))}
    return {}


def main(one_path: str, two_path: str, pairs_path: str) -> None:
    """Print what both have and what only one has, and in how many pairs a code is the same."""
    one, two = nm.load(one_path), nm.load(two_path)
    pairs = [(one[pair.ours], two[pair.theirs]) for pair in nm.likely_same(one, two) if pair.only]
    both = Counter(type(record).__name__ for record, _ in pairs)
    in_one = Counter(type(record).__name__ for record in one)
    in_two = Counter(type(record).__name__ for record in two)
    for name in sorted(in_one | in_two):
        alone = f"{in_one[name] - both[name]} only in the first file, {in_two[name] - both[name]} only in the second"
        print(f"{name}: {both[name]} in both, {alone}")

    rows = [
        (field, record.id, other.id, code, codes(other)[field])
        for record, other in pairs
        for field, code in codes(record).items()
    ]
    for field, count in Counter(row[0] for row in rows).items():
        same = sum(row[0] == field and row[3] == row[4] for row in rows)
        print(f"{field}: the same in {same} of {count} pairs")
    with Path(pairs_path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("field", "first_id", "second_id", "first_code", "second_code"), *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
