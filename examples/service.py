"""Serve a folder of collections on the web, and check collections that are posted.

Run it with `FOLDER=data uvicorn --app-dir examples service:app`. It needs FastAPI, uvicorn and the extra `report`.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import attrs
from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

import nmpolicy as nm
from nmpolicy.errors import DocumentError, InvalidValueError
from nmpolicy.problems import Problem

MAX_BYTES = 10_000_000
#: The collections by the names of their files. The names of private individuals are withheld at once.
COLLECTIONS = {
    path.stem: nm.redact(nm.load(path)).collection for path in sorted(Path(os.environ["FOLDER"]).glob("*.json"))
}
app = FastAPI(title="Policy records")


def named(name: str) -> nm.Collection:
    """Return the collection that the address names."""
    if name not in COLLECTIONS:
        raise HTTPException(404, f"there is no collection {name!r}; /collections lists them")
    return COLLECTIONS[name]


async def posted(request: Request) -> bytes:
    """Return what was posted, and refuse it as soon as it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413, f"a collection can have up to {MAX_BYTES:,} bytes here; split it")
    return bytes(body)


def today() -> str:
    """Return the date where the server is."""
    return datetime.now().astimezone().date().isoformat()


On = Annotated[str, Query(default_factory=today)]


@app.get("/collections")
def titles() -> dict[str, str]:
    """Return the name and the title of each collection."""
    return {name: collection.title for name, collection in COLLECTIONS.items()}


@app.get("/collections/{name}")
def records(collection: Annotated[nm.Collection, Depends(named)]) -> Response:
    """Return a collection as JSON."""
    return Response(nm.dumps(collection), media_type="application/json")


@app.get("/collections/{name}/page")
def page(collection: Annotated[nm.Collection, Depends(named)], on: On) -> HTMLResponse:
    """Return a web page about a collection."""
    return HTMLResponse(nm.report.to_html(collection, on=on))


@app.get("/collections/{name}/in-force")
def in_force(collection: Annotated[nm.Collection, Depends(named)], on: On) -> dict[str, bool | None]:
    """Say of each order and measure whether it is in force; null if the records do not decide it."""
    return {each.record: each.answer for each in nm.in_force_all(collection, on)}


@app.post("/check")
def check(body: Annotated[bytes, Depends(posted)]) -> JSONResponse:
    """Check a collection. The status is 422 if it has errors."""
    report = nm.validate(nm.loads(body))
    return problems(report.problems, 200 if report.ok else 422)


@app.exception_handler(DocumentError)
def unreadable(_request: Request, error: DocumentError) -> JSONResponse:
    """Answer a post that is not a collection."""
    return problems(error.problems, 422)


@app.exception_handler(InvalidValueError)
def invalid(_request: Request, error: InvalidValueError) -> JSONResponse:
    """Answer a date that does not exist."""
    return JSONResponse({"detail": str(error)}, 422)


def problems(found: Iterable[Problem], status: int) -> JSONResponse:
    """Return problems as JSON objects, each with its code, severity, JSON Pointer, message and record."""
    objects: list[dict[str, Any]] = [attrs.asdict(problem) for problem in found]
    return JSONResponse({"problems": objects}, status)
