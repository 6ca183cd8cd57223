"""The example that imports New York's orders: on a made-up compilation, and on the real one where it is at hand."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import nmpolicy as nm

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "import_new_york.py"
COMPILATION = ROOT.parent / "shared" / "corpora" / "nyc-executive-orders"
ORDER = "NOW, THEREFORE, it is hereby ordered: Section 1. "


def row(eo_id: str, signed: str | None, text: str) -> dict[str, object]:
    year, series, number = eo_id.split("-")
    return {
        "eo_id": eo_id,
        "number": number,
        "year": int(year),
        "is_emergency": series == "EEO",
        "date_signed": signed,
        "mayor": "Doe",
        "title": None,
        "source_pdf_url": f"https://city.example/{eo_id}.pdf",
        "text_source": "ocr",
        "text": text,
    }


ROWS = [
    row("2030-EO-004", "2030-02-01", ORDER + "There shall be an office. § 2. Its head is a director."),
    row(
        "2030-EO-005", None, "EXECUTIVE ORDER No. 5 March I, 2030 " + ORDER + "This Order shall expire on May 2, 2031."
    ),
    row(
        "2031-EO-006",
        "2031-01-10",
        ORDER + "Section 2 of Executive Order No. 4, dated February 1, 2030, is hereby repealed. § 2. "
        "Executive Order 77 of 1970 is repealed. § 3. This Order shall take effect on January 20, 2031.",
    ),
    row(
        "2030-EEO-1",
        "2030-03-01",
        ORDER + "A state of emergency is declared. § 2. Pools are closed. § 3. This Order shall take effect\n"
        "immediately. It shall remain in effect for five (5) days unless it is terminated earlier.",
    ),
    row(
        "2030-EEO-1.1",
        "2030-03-06",
        ORDER + "I hereby direct that the State of Emergency declared in Emergency Executive Order No. 1, dated March "
        "1,2030, and extended by subsequent orders, is extended for thirty (30) days. § 2. I hereby direct that section I "
        "of Emergency Executive Order No. 1 is extended for five days. § 3. This Order shall take effect immediately and "
        "shall remain in effect for five (5) days.",
    ),
    row(
        "2030-EEO-1.2",
        "2030-03-11",
        ORDER + "Section 2 of Emergency Executive Order No. 1.1 is hereby amended to read as follows: Section 2 of "
        "Emergency Executive Order No. 1 is hereby extended for five days. § 2. Section 1 of Emergency Executive Order "
        "No. 1.1, dated March 6, 2030, is extended for five days.",
    ),
]
SUPERSESSION = {
    "edges": [{"actor": "2031-EO-006", "target": "2030-EO-004", "verb": "repealed", "partial": True}],
    "dangling_citations": [{"actor": "2031-EO-006", "target": "1970-EO-077", "verb": "repealed"}],
}


def imported(folder: Path, file: Path) -> tuple[nm.Collection, str]:
    """The collection that the example writes, and what it prints about citations that it cannot resolve."""
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, EXAMPLE, folder, file], capture_output=True, encoding="utf-8", check=True
    )
    return nm.load(file), done.stderr


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[nm.Collection, str]:
    folder = tmp_path_factory.mktemp("compilation")
    text = "".join(f"{json.dumps(each)}\n" for each in ROWS)
    (folder / "orders.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "supersession.json").write_text(json.dumps(SUPERSESSION), "utf-8")
    return imported(folder, folder / "imported.json")


def test_orders_have_the_stages_that_their_texts_state(made_up: tuple[nm.Collection, str]) -> None:
    stages = {order.id: [str(each) for each in order.milestones] for order in made_up[0].orders}
    assert stages == {
        "2030-eo-004": ["signed 2030-02-01"],
        "2030-eo-005": ["signed 2030-03-01", "expired 2031-05-02"],
        "2031-eo-006": ["signed 2031-01-10", "effective 2031-01-20"],
        "2030-eeo-1": ["signed 2030-03-01", "expired 2030-03-06"],
        "2030-eeo-1.1": ["signed 2030-03-06", "expired 2030-03-11"],
        "2030-eeo-1.2": ["signed 2030-03-11"],
    }


def test_extensions_and_repeals_name_the_part_and_the_last_day(made_up: tuple[nm.Collection, str]) -> None:
    assert [(str(each), each.end_date) for each in made_up[0].relations] == [
        ("2030-eeo-1.1 extends 2030-eeo-1 (State of Emergency)", "2030-04-05"),
        ("2030-eeo-1.1 extends 2030-eeo-1 (section 1)", "2030-03-11"),
        ("2030-eeo-1.2 extends 2030-eeo-1.1 (Section 1)", "2030-03-16"),
        ("2031-eo-006 repeals 2030-eo-004 (Section 2)", None),
    ]


def test_an_order_that_is_not_held_is_reported(made_up: tuple[nm.Collection, str]) -> None:
    assert made_up[1] == "2031-EO-006 repeals an order that cannot be found: 1970-EO-077\n"


def test_the_result_has_no_errors(made_up: tuple[nm.Collection, str]) -> None:
    assert nm.validate(made_up[0]).ok


def test_all_orders_that_the_compilers_found_to_be_ended_are_not_in_force(tmp_path: Path) -> None:
    if not COMPILATION.exists():
        pytest.skip(f"the compilation is not at {COMPILATION}")
    collection, unresolved = imported(COMPILATION, tmp_path / "imported.json")
    rows = map(json.loads, gzip.decompress((COMPILATION / "orders.jsonl.gz").read_bytes()).splitlines())
    ended = {each["eo_id"].lower() for each in rows if each["in_effect"] is False}
    answers = {each.record: each.answer for each in nm.in_force_all(collection, "2026-07-23")}
    assert Counter(answers[id] for id in ended) == {False: 140}
    assert len(answers) == 2291
    assert len(unresolved.splitlines()) < 120
    assert nm.validate(collection).ok
