"""The types and docstrings that an editor shows, as pyright's language server reports them."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import literals
import pytest

import nmpolicy as nm
from nmpolicy.vocabulary import literals as generated

SOURCE = Path(nm.__file__).parents[1]
SERVER = shutil.which("pyright-langserver", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
TEXT = """\
import nmpolicy as nm

nm.Order(id="a", kind="", title="A")
nm.Statement(id="b", medium="")
nm.Provision(id="c", deontic=[""])

def show(order: nm.Order, row: dict[str, str]) -> None:
    order.issued_by
    order.evidence
    nm.Order(id="a", kind=row["kind"], title="A")
"""


class LanguageServer:
    """A client of a language server, which speaks JSON-RPC over standard input and output."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path, text: str) -> None:
        """Start a session and open a file with the text."""
        assert process.stdin
        assert process.stdout
        self._input, self._output = process.stdin, process.stdout
        self._text, self._uri = text, (folder / "orders.py").as_uri()
        self._last_id = 0
        root = {"uri": folder.as_uri(), "name": folder.name}
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        self.ask("initialize", {"processId": None, "workspaceFolders": [root], "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})
        document = {"uri": self._uri, "languageId": "python", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return the result of the response with its id."""
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message:
                self._answer(message)
            elif message["id"] == self._last_id:
                assert "error" not in message, message
                return message["result"]

    def at(self, method: str, before: str, after: str = "") -> Any:
        """Ask about the position in the file between two texts."""
        start, _, _ = self._text.partition(before + after)
        assert start != self._text
        lines = (start + before).split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": self._uri}, "position": position})

    def completions(self, before: str) -> list[str]:
        """Return the texts that complete a string literal."""
        return [json.loads(item["label"]) for item in self.at("completion", before)["items"]]

    def _answer(self, request: dict[str, Any]) -> None:
        """Answer a request of the server: it asks for its configuration, and whether it may watch files."""
        if "id" not in request:
            return
        result = None
        if request["method"] == "workspace/configuration":
            settings = {"python": {"pythonPath": sys.executable}, "python.analysis": {"extraPaths": [str(SOURCE)]}}
            result = [settings.get(item.get("section")) for item in request["params"]["items"]]
        self._send({"id": request["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._input.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._output.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._output.read(length))
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    if SERVER is None:
        pytest.skip("pyright is not installed")
    folder = tmp_path_factory.mktemp("editor")
    with subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        try:
            yield LanguageServer(process, folder, TEXT)
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("before", "vocabulary"),
    [
        ('kind="', nm.OrderKind),
        ('medium="', nm.Medium),
        ('deontic=["', nm.Deontic),
    ],
)
def test_a_term_is_completed(server: LanguageServer, before: str, vocabulary: type[nm.OrderKind]) -> None:
    assert sorted(server.completions(before)) == sorted(vocabulary)


@pytest.mark.parametrize(
    ("before", "after", "docstring"),
    [
        ("order.issued_", "by", "The offices and bodies that issued it (schema.org: legislationPassedBy)."),
        ("order.evid", "ence", "The supporting passages."),
        ("ki", 'nd=row["kind"]', "The kind of order."),
    ],
)
def test_hovering_a_field_shows_its_docstring(server: LanguageServer, before: str, after: str, docstring: str) -> None:
    assert docstring in server.at("hover", before, after)["contents"]["value"]


@pytest.mark.parametrize("cls", ["Order", "Statement", "Provision"])
def test_no_parameter_shows_as_any(server: LanguageServer, cls: str) -> None:
    (signature,) = server.at("signatureHelp", f"nm.{cls}(")["signatures"]
    assert "title: str" in signature["label"] or "summary: str" in signature["label"]
    assert not re.search(r"\bAny\b", signature["label"])


def test_the_literals_are_those_of_the_terms() -> None:
    assert Path(generated.__file__).read_text("utf-8") == literals.literals_module(), "run `make docs`"
