"""Documents as the API of federalregister.gov gives them, and their import."""

import json
from io import BytesIO
from typing import Any

import nmpolicy as nm
from nmpolicy.imports.federal_register.register_import import read_federal_register
from nmpolicy.imports.imported import Imported

OBAMA = {"name": "Barack Obama", "identifier": "barack-obama"}


def document(
    number: object, signed: str | None = "2009-01-21", notes: str | None = None, **more: Any
) -> dict[str, Any]:
    """Return a document about an executive order."""
    return {
        "document_number": f"E9-{number}",
        "executive_order_number": number,
        "title": f"Order on subject {number}",
        "type": "Presidential Document",
        "subtype": "Executive Order",
        "signing_date": signed,
        "publication_date": signed,
        "president": OBAMA,
        "disposition_notes": notes,
        **more,
    }


def page(*documents: object, **more: Any) -> dict[str, Any]:
    """Return an answer with documents."""
    return {"count": len(documents), "total_pages": 1, "results": [*documents], **more}


def stream(value: object) -> BytesIO:
    """Return a file of JSON."""
    return BytesIO(json.dumps(value).encode())


def read(*documents: object) -> Imported:
    """Import documents from one page."""
    return read_federal_register(stream(page(*documents)))


def relations(collection: nm.Collection) -> list[str]:
    """Return the relations, each as a line."""
    return [str(each).replace("us-", "") for each in collection.relations]


def messages(imported: Imported) -> list[str]:
    """Return the messages of the problems, without what is the same in all of them."""
    return [each.message.replace("; the order keeps the note in x-disposition_notes", "") for each in imported.problems]
