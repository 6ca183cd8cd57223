"""Finding the objects of Legistar's Web API in the files of people who saved its answers."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import define, field

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.input_files import Input, files_in, input_name, read_json, refuse
from nmpolicy.imports.input_items import InputItem, InputLog, InputProblem
from nmpolicy.imports.legistar.legistar_items import Found
from nmpolicy.problems import Severity
from nmpolicy.records.traversal import FieldPath

#: The prefix of the keys of the objects that become records or parts of them, by keys that identify them.
_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "MatterHistory": ("MatterHistoryId", "MatterHistoryActionName"),
        "MatterSponsor": ("MatterSponsorId", "MatterSponsorName"),
        "Matter": ("MatterId", "MatterFile"),
        "Vote": ("VoteId", "VotePersonName"),
        "OfficeRecord": ("OfficeRecordId", "OfficeRecordFullName"),
        "Person": ("PersonId", "PersonFullName"),
        "Body": ("BodyId", "BodyTypeName"),
    }
)
#: The other objects of the API, by a key that identifies them. None of them becomes a record.
_LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "EventItemId": "event items",
        "EventId": "events",
        "MatterAttachmentId": "attachments",
        "MatterRelationId": "relations",
        "MatterTextId": "texts",
        "MatterIndexId": "indexes",
        "MatterCodeSectionId": "code sections",
        "MatterRequesterName": "requesters",
        "RollCallId": "roll calls",
    }
)
#: The most levels of lists and objects around an object of the API.
_DEEPEST = 4


@define
class LegistarFiles:
    """The objects of all files, by the prefix of their keys in the API."""

    log: InputLog
    max_bytes: int
    found: defaultdict[str, list[Found]] = field(factory=lambda: defaultdict(list))

    def read(self, source: Input) -> None:
        """Read a file, a stream, or the JSON files of a folder. Raises `UnreadableDocumentError`."""
        if isinstance(source, str | PathLike) and os.path.isdir(source):  # noqa: PTH112  # in old versions of Python, its successor raises
            for file in files_in(source, ".json"):
                self._read_in_folder(file, file.relative_to(source).parts[:-1])
        elif not self._read_file(source, Path(source).parts[-3:-1] if isinstance(source, str | PathLike) else ()):
            endpoints = "matters, histories, sponsors, votes, persons, bodies or officerecords"
            raise refuse(source, f"the file has no objects of Legistar's Web API; it needs an answer of {endpoints}")

    def _read_in_folder(self, file: Path, folders: Iterable[str]) -> None:
        """Read a file of a folder. One of another kind is counted, as folders may hold anything."""
        try:
            if not self._read_file(file, folders):
                self.log.leave_out("files without objects of Legistar's Web API")
        except UnreadableDocumentError as error:
            if any(each.code == "NMP006" for each in error.problems):  # a large file is no reason to lose what is in it
                raise
            self.log.leave_out("files that are not JSON")
            for each in error.problems:
                message = f"{each.message} (the file is left out)"
                problem = InputProblem(each.code, Severity.WARNING, each.pointer, message, file=input_name(file))
                self.log.problems.append(problem)

    def _read_file(self, source: Input, folders: Iterable[str]) -> bool:
        """Find the objects of a file, and return whether it has any, or is an empty list."""
        name = input_name(source)
        data = read_json(source, self.max_bytes)
        return self._find(data, name, (), (name, *reversed([*folders]))) or data == []

    def _find(self, value: Any, file: str, path: FieldPath, places: tuple[str, ...]) -> bool:
        """Find the objects in a value, and return whether there are any."""
        if len(path) > _DEEPEST:
            return False
        if isinstance(value, list):
            known = [self._find(each, file, (*path, index), places) for index, each in enumerate(value)]
            for index in (index for index, each in enumerate(known) if not each and any(known)):
                self._report(value[index], file, (*path, index))
            return any(known)
        if not isinstance(value, Mapping):
            return False
        left_out = next((kind for key, kind in _LEFT_OUT.items() if key in value), "")
        if left_out or _is_short_event(value):
            self.log.leave_out(left_out or "events")
            return True
        if prefix := _prefix(value):
            self.found[prefix].append(Found(prefix, value, file, path, places))
            return True
        # Such as {"value": [...]}, {"matters": [...], "bodies": [...]} or, by the id of the matter, {"5407": [...]}.
        known = [self._find(each, file, (*path, key), (key, *places)) or each == [] for key, each in value.items()]
        for key in (key for key, each in zip(value, known, strict=True) if not each and any(known)):
            self.log.leave_out(f"documents.{key}")
        return any(known)

    def _report(self, value: Any, file: str, path: FieldPath) -> None:
        self.log.leave_out("objects that are not of Legistar's Web API")
        keys = f" with the keys {', '.join([*value][:3])}" if isinstance(value, Mapping) and value else ""
        InputItem({}, self.log, file, "", path).report(
            f"a value{keys} is not an object of Legistar's Web API; it is left out", "NMP014"
        )


def _prefix(value: Mapping[str, Any]) -> str | None:
    """Return the prefix of the keys of an object that becomes a record or a part of one; None for another object."""
    for prefix, keys in _KEYS.items():
        if any(key in value for key in keys):
            return prefix
    # The files of nyc_legislation have keys without a prefix.
    if "File" in value and "TypeName" in value:
        return "Matter"
    return "Person" if "FullName" in value and "OfficeRecords" in value else None


def _is_short_event(value: Mapping[str, Any]) -> bool:
    return "Items" in value and "BodyName" in value


def latest(found: Iterable[Found], log: InputLog) -> list[Found]:
    """Return each object once, in the order of their numbers. Of different versions, the last modified one is taken."""
    groups: defaultdict[tuple[int, str], list[Found]] = defaultdict(list)
    for each in found:
        groups[each.identity].append(each)
    return [_last(groups[each], log) for each in sorted(groups)]


def _last(group: list[Found], log: InputLog) -> Found:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda each: (each.name("LastModifiedUtc"), each.content, each.file, str(each.path)))
    versions = {each.content: each for each in ordered}
    for each in [*versions.values()][:-1]:
        log.leave_out("earlier versions of objects")
        InputItem(each.value, log, each.file, "", each.path).skip(*each.value)
        message = f"a later version of this object, in {ordered[-1].file}, is taken instead"
        InputItem({}, log, each.file, "", each.path).report(message, "NMP011")
    return versions[ordered[-1].content]
