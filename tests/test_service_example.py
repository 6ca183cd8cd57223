"""The example of a web service: it serves records and pages, and says what is wrong with a post."""

import asyncio
import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import nmpolicy as nm
from named_collections import NAMES, SECRETS, with_names

ROOT = Path(__file__).parents[1]
pytest.importorskip("fastapi", reason="FastAPI is not installed")

Answer = tuple[int, str]


async def ask(app: Any, method: str, address: str, body: bytes) -> Answer:
    """Speak ASGI with an application, as a server does, and return the status and the text of its answer."""
    parts = urlsplit(address)
    scope = {
        "type": "http",
        "method": method,
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, albuquerque: nm.Collection) -> Callable[..., Answer]:
    folder = tmp_path_factory.mktemp("collections")
    nm.dump(albuquerque, folder / "albuquerque.json")
    nm.dump(with_names(albuquerque, NAMES[0]), folder / "named.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLDER", str(folder))
        app = runpy.run_path(str(ROOT / "examples" / "service.py"))["app"]
    return lambda method, address, body=b"": asyncio.run(ask(app, method, address, body))


def test_it_serves_titles_records_pages_and_answers(service: Callable[..., Answer], albuquerque: nm.Collection) -> None:
    assert json.loads(service("GET", "/collections")[1])["albuquerque"] == albuquerque.title
    _, text = service("GET", "/collections/albuquerque")
    assert nm.loads(text) == nm.redact(albuquerque).collection
    assert service("GET", "/collections/albuquerque/page?on=2025-08-01") == (
        200,
        nm.report.to_html(albuquerque, on="2025-08-01"),
    )
    _, text = service("GET", "/collections/albuquerque/in-force?on=2025-07")
    assert json.loads(text)["abq-eo-2025-07-21"] is None
    assert service("GET", "/collections/albuquerque/in-force")[0] == 200


@pytest.mark.parametrize("address", ["/collections/named", "/collections/named/page", "/collections/named/in-force"])
def test_it_names_no_private_individual(service: Callable[..., Answer], address: str) -> None:
    status, text = service("GET", address)
    assert status == 200
    assert not [word for word in SECRETS if word in text.lower()]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/collections/nowhere", 404, "there is no collection 'nowhere'"),
        ("/collections/..%2Fsecret/page", 404, "there is no collection"),
        ("/collections/albuquerque/page?on=2025-02-30", 422, "2025-02-30"),
        ("/collections/albuquerque/in-force?on=soon", 422, "'soon' is not a date"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    service: Callable[..., Answer], address: str, status: int, words: str
) -> None:
    found, text = service("GET", address)
    assert (found, words in json.loads(text)["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("body", "status", "codes"),
    [
        (b"{", 422, ["NMP003"]),
        (b"", 422, ["NMP003"]),
        (b"\xff", 422, ["NMP002"]),
        (b"[" * 10_000, 422, ["NMP004"]),
        (b'{"nmpolicy": 1, "id": "a", "titel": "A"}', 422, ["NMP013", "NMP012"]),
        (b'{"nmpolicy": 1, "id": "a", "title": "A"}', 200, []),
    ],
)
def test_what_is_wrong_with_a_post_comes_back_as_problems(
    service: Callable[..., Answer], body: bytes, status: int, codes: list[str]
) -> None:
    found, text = service("POST", "/check", body)
    assert (found, [problem["code"] for problem in json.loads(text)["problems"]]) == (status, codes)


def test_records_that_break_rules_and_long_posts_are_refused(service: Callable[..., Answer]) -> None:
    status, text = service("POST", "/check", (ROOT / "examples" / "springfield.json").read_bytes())
    problems = json.loads(text)["problems"]
    assert (status, problems[0]["severity"], len(problems)) == (422, "error", 20)
    assert service("POST", "/check", b" " * 10_000_001)[0] == 413


def test_the_guide_shows_the_whole_program() -> None:
    page = (ROOT / "docs" / "how-to" / "fastapi.md").read_text("utf-8")
    assert f"```py\n{(ROOT / 'examples' / 'service.py').read_text('utf-8')}```\n" in page
