"""export graph."""

from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import BUNDLED, run
from nmpolicy.exports import to_graph

FORMS = {".graphml": "graphml", ".gexf": "gexf", ".dot": "dot", ".GV": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


@pytest.mark.parametrize("suffix", FORMS)
def test_the_name_of_the_file_says_the_form(albuquerque: nm.Collection, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"graph{suffix}"
    code, shown = run("export", "graph", *BUNDLED, "-o", str(out))
    assert (code, shown.startswith(f"Wrote {out}\nLeft out, because the format has no place for it:\n")) == (0, True)
    assert out.read_text("utf-8") == to_graph(albuquerque, FORMS[suffix]).content  # type: ignore[arg-type]
    assert run("export", "graph", *BUNDLED, "-o", str(out))[0] == 2


def test_standard_output_needs_a_form(albuquerque: nm.Collection) -> None:
    around = ("--around", "tim-keller", "--depth", "2")
    code, shown = run("export", "graph", *BUNDLED, "--as", "mermaid", *around)
    assert (code, to_graph(albuquerque, "mermaid", around="tim-keller", depth=2).content in shown) == (0, True)
    hint = "choose a form with --as, or name a file that ends in one of .graphml, .gexf, .dot, .gv, .mmd, .mermaid"
    for output in ([], ["-o", "-"], ["-o", "graph.txt"]):
        code, shown = run("export", "graph", *BUNDLED, *output)
        assert (code, hint in " ".join(shown.split())) == (2, True)


def test_a_name_that_says_another_form_is_refused(tmp_path: Path) -> None:
    code, shown = run("export", "graph", *BUNDLED, "--as", "dot", "-o", str(tmp_path / "x.mmd"))
    assert (code, "x.mmd is for mermaid; choose another one, or --as mermaid" in " ".join(shown.split())) == (
        2,
        True,
    )


def test_a_large_picture_comes_with_a_hint(tmp_path: Path) -> None:
    orders = [nm.Order(id=f"o{n}", kind="other", title=f"A -> {n}", issued_by=["city"]) for n in range(201)]
    file = tmp_path / "orders.json"
    nm.dump(nm.Collection.of([nm.Organization(id="city", name="City"), *orders], id="demo", title="T"), file)
    hint = "The picture has 201 edges; --around ID and a smaller --depth make one that is easier to read"
    out = ("-o", str(tmp_path / "graph.dot"), "--force")
    assert hint in " ".join(run("export", "graph", str(file), *out)[1].split())
    assert "The picture" not in run("export", "graph", str(file), *out, "--around", "o1")[1]


def test_an_unknown_record_and_a_depth_without_one_are_told() -> None:
    code, shown = run("export", "graph", *BUNDLED, "--as", "dot", "--around", "tim-kellr")
    assert (code, shown) == (2, "Error: no record has the id 'tim-kellr'; did you mean 'tim-keller'?\n")
    code, shown = run("export", "graph", *BUNDLED, "--as", "dot", "--depth", "2")
    assert (code, "--depth needs --around ID" in shown) == (2, True)
