"""Reading a mapping from TOML. Every problem in it is found at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import define, field

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidDocumentError, InvalidValueError, UnreadableDocumentError
from nmpolicy.imports.spreadsheets.column_mapping import (
    LISTS,
    PLACEHOLDER,
    ROLES,
    SEPARATORS,
    ColumnMapping,
    ColumnUse,
    DateForm,
    Kind,
    value_key,
)
from nmpolicy.imports.spreadsheets.csv_sheet import plain_name
from nmpolicy.imports.spreadsheets.mapping_values import (
    hint_of_role,
    to_encoding,
    to_forms,
    to_kind,
    to_record,
    to_relation,
    to_separators,
    to_stage,
    to_text,
    to_texts,
    to_undated,
    to_year,
)
from nmpolicy.imports.spreadsheets.status_cells import wrong_braces
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.serialization.files import AnyPath, name_of, read_bytes
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, Stage
from nmpolicy.vocabulary.values import Language, describe, value_check

T = TypeVar("T")
_TEXTS = ("jurisdiction", "post", "body", "division", "id", "series")
_TABLES = ("columns", "dates", "relations", "types", "statuses", "signers")
_KEYS = (
    "record",
    "kind",
    *_TEXTS,
    "encoding",
    "language",
    "date_form",
    "first_year",
    "blank",
    "ignore",
    "ignore_rows",
    "undated",
    *_TABLES,
)


def read_mapping(mapping: AnyPath | Mapping[str, Any], *, max_bytes: int = MAX_BYTES) -> ColumnMapping:
    """Read the mapping of a spreadsheet from a TOML file, or from the tables and values that such a file holds.

    Raises `UnreadableDocumentError` if the file cannot be read, has more than `max_bytes` bytes or is not TOML, and
    `InvalidDocumentError` with each key that is unknown, missing or has a wrong value.

    >>> read_mapping({"record": "order", "kind": "decree", "columns": {"numbr": "No."}, "dates": {}, "post": "Mayor"})
    Traceback (most recent call last):
    nmpolicy.errors.InvalidDocumentError: mapping: error NMP015 /kind: ... did you mean 'executive-order'? (and 2 more)

    .. versionadded:: 0.1
    """
    if isinstance(mapping, Mapping):
        return _Reading("mapping").mapping(mapping)
    name = name_of(mapping)
    import tomllib  # noqa: PLC0415  # slow to import

    try:
        data = tomllib.loads(read_bytes(mapping, max_bytes).decode("utf-8-sig").replace("\r\n", "\n"))
    except ValueError as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"it is not TOML: {error}"
        problem = Problem("NMP002", Severity.ERROR, "", f"{reason}; correct it, or draft a new one with --draft")
        raise UnreadableDocumentError((problem,), name) from error
    return _Reading(name).mapping(data)


@define
class _Reading:
    """The reading of a mapping, and the problems that it finds."""

    file: str
    problems: list[Problem] = field(factory=list)

    def mapping(self, data: Mapping[str, Any]) -> ColumnMapping:
        self._known(data, _KEYS)
        tables = {name: self._table(data, name) for name in _TABLES}
        form = self._value(data, "date_form", to_forms) or ()
        first_year = self._value(data, "first_year", to_year)
        texts: dict[str, Any] = {name: text for name in _TEXTS if (text := self._value(data, name, to_text))}
        if not texts.get("jurisdiction", "-").strip() or data.get("jurisdiction") == "":
            self._report("NMP018", "the name is blank; write that of the city, county or state", "jurisdiction")
        found: dict[str, Any] = {
            "record": self._value(data, "record", to_record),
            "kind": self._value(data, "kind", to_kind),
            "date_form": form,
            "first_year": first_year,
            "encoding": self._value(data, "encoding", to_encoding) or "",
            "language": self._value(data, "language", value_check(Language) or to_text),
            "blank": self._value(data, "blank", to_texts) or (),
            "ignore": tuple(map(plain_name, self._value(data, "ignore", to_texts) or ())),
            "undated": self._value(data, "undated", to_undated),
            "ignore_rows": self._value(data, "ignore_rows", to_texts) or (),
            "columns": {
                role: use
                for role in self._known(tables["columns"], ROLES, "columns")
                if (use := self._use(tables["columns"][role], "columns", role, LISTS.get(role)))
            },
            "dates": {
                stage: use
                for key, stage in self._terms(tables["dates"], "dates", to_stage)
                if (use := self._use(tables["dates"][key], "dates", key, None, form, first_year))
            },
            "relations": {
                relation: use
                for key, relation in self._terms(tables["relations"], "relations", to_relation)
                if (use := self._use(tables["relations"][key], "relations", key, SEPARATORS))
            },
            "types": self._values(tables["types"], "types", to_kind),
            "statuses": self._values(tables["statuses"], "statuses", lambda each: Stage(each) if each else None),
            "signers": self._values(tables["signers"], "signers", to_text, key=lambda each: each),
        }
        for name, hint in (
            ("kind", 'write the kind of the rows whose type is blank, such as kind = "executive-order"'),
            ("record", 'write record = "order" or record = "measure"'),
            ("jurisdiction", 'write the name of the city, county or state, such as jurisdiction = "Springfield"'),
            ("columns", "write which column is the number, the title and so on; --draft does"),
        ):
            if name not in data:
                self._missing(name, hint)
        if not {"post", "body"} & data.keys() and "issuer" not in found["columns"]:
            self._missing("post", 'write which post or body issues them, such as post = "Mayor" or body = "Council"')
        found["status_date"] = found["dates"].pop(None, None)
        if found["status_date"] and "status" not in found["columns"]:
            self._report(
                "NMP018", "no column holds the status; name one in [columns], or remove this", "dates", "status"
            )
        self._check_patterns(texts, found)
        if self.problems:
            raise InvalidDocumentError(tuple(self.problems), self.file)
        # `other` is a kind of both classes.
        other: Kind = MeasureKind.OTHER if found["record"] == "measure" else OrderKind.OTHER
        found["kind"] = other if found["kind"] in {None, other} else found["kind"]
        found["types"] = {each: other if kind == other else kind for each, kind in found["types"].items()}
        return ColumnMapping(file=self.file, **texts, **found)

    def _known(self, table: Mapping[str, Any], keys: Iterable[str], *path: str) -> Iterator[str]:
        """Report the keys that are unknown, and return the others."""
        keys = tuple(keys)
        for key in table:
            if key not in keys:
                hint = did_you_mean(closest_matches(str(key), keys)) or f"; the keys are {', '.join(keys)}"
                if path == ("columns",):
                    hint = hint_of_role(str(key)) or hint
                self._report("NMP013", f"{describe(key)} is not a key of a mapping here{hint}", *path, key)
        return iter([key for key in table if key in keys])

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = data.get(name, {})
        if isinstance(value, Mapping):
            return value
        self._report("NMP014", f"expected a table, not {describe(value)}; write [{name}] on a line", name)
        return {}

    def _value(self, table: Mapping[str, Any], name: str, convert: Callable[[Any], T], *path: str) -> T | None:
        if name not in table:
            return None
        try:
            return convert(table[name])
        except InvalidValueError as error:
            is_type = isinstance(error, TypeError)
            self._report("NMP014" if is_type else "NMP015", error.reason, *path, name)
            return None

    def _terms(self, table: Mapping[str, Any], name: str, convert: Callable[[str], T]) -> Iterator[tuple[str, T]]:
        """Yield each key of a table that names a term, and the term."""
        for key in table:
            try:
                yield key, convert(key)
            except InvalidValueError as error:
                self._report("NMP013", error.reason, name, key)

    def _values(
        self,
        table: Mapping[str, Any],
        name: str,
        convert: Callable[[Any], T],
        key: Callable[[str], str] = value_key,
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        for each in table:
            before = len(self.problems)
            value = self._value(table, each, convert, name)
            if key(each) in found:
                self._report("NMP011", "the value occurs twice, in capital and small letters; remove one", name, each)
            elif len(self.problems) == before:
                found[key(each)] = value  # type: ignore[assignment]  # None is a value where no problem was found
        return found

    def _use(  # noqa: PLR0913, PLR0917  # as many as there are options
        self,
        value: Any,
        table: str,
        key: str,
        separators: str | None,
        form: tuple[DateForm, ...] = (),
        first_year: int | None = None,
    ) -> ColumnUse | None:
        """Read the use of a column: its name, a list of names, or a table with options."""
        options: Mapping[str, Any] = value if isinstance(value, Mapping) else {"column": value}
        allowed = (
            "column",
            *(("form", "first_year") if table == "dates" else ()),
            *(("separator",) if separators is not None else ()),
        )
        before = len(self.problems)
        if isinstance(value, Mapping):
            self._known(value, allowed, table, key)
            if "column" not in value:
                self._report("NMP012", 'the column is missing; write column = "its name"', table, key)
            path = [table, key]
            columns = self._value(options, "column", to_texts, *path)
        else:
            columns = self._value({key: value}, key, to_texts, table)
        if columns is not None and not all(each.strip() for each in columns or ("",)):
            self._report("NMP018", "the name of the column is blank; write it as in the header", table, key)
        form = self._value(options, "form", to_forms, table, key) or form
        first_year = self._value(options, "first_year", to_year, table, key) or first_year
        own = self._value(options, "separator", to_separators, table, key)
        if columns is None or len(self.problems) > before:
            return None
        names = tuple(map(plain_name, columns))
        return ColumnUse(columns=names, separators=own or tuple(separators or ()), form=form, first_year=first_year)

    def _check_patterns(self, texts: Mapping[str, str], found: Mapping[str, Any]) -> None:
        for name in ("id", "series"):
            pattern = texts.get(name, "")
            if "{" in PLACEHOLDER.sub("", pattern) or "}" in PLACEHOLDER.sub("", pattern):
                self._report("NMP018", "a brace has no partner; write {number} and the like", name)
        if "id" in texts and not {"{", "}"} & {*texts["id"]}:
            self._report("NMP018", 'all ids would be the same; add what differs, such as " {number}"', "id")
        if "{year}" in texts.get("id", "") + texts.get("series", "") and not found["dates"]:
            self._report(
                "NMP018", "{year} is the year of the first column in [dates], and there is none; add one", "dates"
            )

        for status, stage in found["statuses"].items():
            if wrong := wrong_braces(status, stage):
                self._report("NMP018", wrong, "statuses", status)

    def _missing(self, name: str, hint: str) -> None:
        self._report("NMP012", f"the key is missing; {hint}", name)

    def _report(self, code: str, message: str, *steps: str) -> None:
        self.problems.append(Problem(code, Severity.ERROR, pointer(steps), message))
