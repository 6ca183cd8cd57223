"""The codes of the problems that keep a document from being read, each with its meaning and a way to fix it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class ProblemCode(NamedTuple):
    """The meaning of a code that does not belong to a rule."""

    meaning: str
    """One sentence that says what is wrong."""
    fix: str
    """The way to fix it."""


#: The problems that reading a document, or the tables of an export, can find. The rules only run on one without them.
CODES: Mapping[str, ProblemCode] = MappingProxyType(
    {
        "NMP001": ProblemCode(
            "The file cannot be read.",
            "Check the path, the permissions and the kind of file; a compressed file must be complete.",
        ),
        "NMP002": ProblemCode("The text is not UTF-8.", "Save the file in UTF-8, and look for letters that changed."),
        "NMP003": ProblemCode(
            "The text is not JSON.",
            "Go to the line and the column, where the first mistake is: often a comma, a quotation mark or a bracket.",
        ),
        "NMP004": ProblemCode(
            "The text is nested too deeply.",
            "Look for a program that wrote lists inside lists; a collection needs no more than eight levels.",
        ),
        "NMP005": ProblemCode(
            "A line of JSON Lines is too long.",
            "Put each record on a line of its own. A line can have up to 16 MiB.",
        ),
        "NMP006": ProblemCode(
            "The file is larger than the limit on what is read.",
            "Name a smaller file, or, if you trust this one, raise the limit with `--max-bytes` or `max_bytes`.",
        ),
        "NMP007": ProblemCode(
            "There are more problems than are listed.",
            "Fix those that are listed, and read the document again. Many problems often have a common cause.",
        ),
        "NMP010": ProblemCode(
            "The format version is missing or unknown.",
            'Add `"nmpolicy": 1` to a file that lacks it; for a newer version, install a newer nmpolicy.',
        ),
        "NMP011": ProblemCode(
            "An object has a duplicate key.", "Keep one of them; put several values into a list, if the field has one."
        ),
        "NMP012": ProblemCode("A required field is missing.", "Add it; the page of records says what each one holds."),
        "NMP013": ProblemCode(
            "A field is unknown.",
            "Correct its name, or begin it with `x-` to keep it; `--unknown keep` keeps all such fields.",
        ),
        "NMP014": ProblemCode(
            "A value has the wrong type.",
            'Write the type that the message names, such as `true` rather than `"yes"`; nothing is converted.',
        ),
        "NMP015": ProblemCode(
            "A value is outside its vocabulary.",
            "Choose one of the allowed terms. If none fits, take `other` where it is allowed, or leave the field out.",
        ),
        "NMP016": ProblemCode(
            "A date does not exist, or is not written as YYYY, YYYY-MM or YYYY-MM-DD.",
            "Write the part that the source gives, such as 2025-07 for July 2025, and add nothing to it.",
        ),
        "NMP017": ProblemCode(
            "An id or a reference is not a slug.",
            "Use lowercase letters from a to z and digits, joined by hyphens or dots, as in `eo-2025-07`.",
        ),
        "NMP018": ProblemCode(
            "A value does not have the format or the range that its field requires.",
            "Write it as the message says. If an export reports it, that format cannot hold the value.",
        ),
        "NMP019": ProblemCode(
            "A table or a column is missing or repeated, or a row has the wrong number of cells.",
            "Compare the file with a new export, and restore its tables and its first row.",
        ),
        "NMP020": ProblemCode(
            "A row does not say which record or part it belongs to, or at which position.",
            "Write the id of the record or the part into the column that the message names.",
        ),
        "NMP021": ProblemCode(
            "An export without the names of private individuals is not the whole collection.",
            "Import an export made with `--include-private`, or pass `--allow-redacted`.",
        ),
    }
)
