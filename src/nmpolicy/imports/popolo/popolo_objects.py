"""The objects of Popolo files, by class and id, wherever they are: in lists, alone, or inside of each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from nmpolicy.imports.input_files import Input, input_name, read_json, refuse
from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.unique_items import unique_items

#: The lists of a file, by the names that they have in the wild, and the classes of their objects.
_LISTS = {
    "people": "persons",
    **{name: name for name in ("persons", "organizations", "posts", "memberships", "events", "areas")},
    **{name: name for name in ("motions", "vote_events", "votes", "counts", "speeches")},
}
_CLASSES = {"person": "persons", "speech": "speeches", **{name[:-1]: name for name in _LISTS.values()}}
#: Keys that only objects of one class have, the surest first.
_TELLING = {
    "votes": ("voter_id", "voter", "vote_event_id"),
    "memberships": ("person_id", "member_id", "person", "member"),
    "vote_events": ("motion_id", "motion", "counts", "group_results"),
    "motions": ("vote_events", "requirement"),
    "posts": ("other_label", "other_labels"),
    "persons": ("family_name", "given_name", "birth_date", "gender", "honorific_prefix", "email", "sort_name"),
    "organizations": ("founding_date", "dissolution_date", "posts"),
}
#: Keys of an object itself, which an object with the lists of a file does not have.
_OWN_KEYS = frozenset(
    {"id", "name", "label", "text", "motion", "motion_id", "organization_id", "person_id", "voter_id"}
)
#: References that an object may have inside, by class: the name, and the class of the other object.
_REFERENCES = {
    "organizations": (("parent", "organizations"), ("area", "areas")),
    "posts": (("organization", "organizations"), ("area", "areas")),
    "motions": (("organization", "organizations"), ("creator", "persons")),
    "vote_events": (("organization", "organizations"), ("motion", "motions")),
    "events": (("organization", "organizations"),),
}
#: Lists of objects inside of others, which belong to these.
_INSIDE = {
    **dict.fromkeys(("persons", "organizations", "posts"), ("memberships",)),
    "vote_events": ("votes", "counts"),
}


@frozen
class Link:
    """A membership, with the keys of the objects that it links; empty where it has none."""

    item: InputItem
    person: str = ""
    member: str = ""
    organization: str = ""
    post: str = ""
    behalf: str = ""
    area: str = ""
    period: str = ""


@frozen
class Cast:
    """A vote, or a count of votes, with the keys of its vote event and of the voter; empty where it has none."""

    item: InputItem
    event: str
    voter: str = ""


@define
class PopoloObjects:
    """The objects of the files by class and key: their id, or their content if they have none."""

    log: InputLog
    max_bytes: int
    memberships: list[Link] = field(factory=list)
    votes: list[Cast] = field(factory=list)
    counts: list[Cast] = field(factory=list)
    _references: dict[tuple[str, str, str], set[str]] = field(factory=dict)
    _found: dict[str, dict[str, list[InputItem]]] = field(factory=dict)

    def unique(self, name: str) -> dict[str, InputItem]:
        """Return the objects of a class by their keys, in the order of these."""
        return unique_items(self._found.get(name, {}))

    def read(self, file: Input) -> None:
        """Read a file. Raises `UnreadableDocumentError` if it is not JSON or holds something else."""
        data, name = read_json(file, self.max_bytes), input_name(file)
        if isinstance(data, Mapping) and _OWN_KEYS.isdisjoint(data) and not _LISTS.keys().isdisjoint(data):
            document = InputItem(data, self.log, name, "file")
            for key, kind in _LISTS.items():
                for each in _one_or_many(document, key, kind):
                    self.add(kind, each)
            return
        values = data if isinstance(data, list) else [data]
        stem = name.partition(".")[0]
        document = InputItem({"": values}, self.log, name, "file")
        for index, value in enumerate(values):
            kind = _LISTS.get(stem) or _CLASSES.get(stem) or _class_of(value) or ""
            if not isinstance(value, Mapping) or not kind:
                message = "the class of the object is unclear; put it into a list of its class, as in {'persons': […]}"
                raise refuse(file, message, f"/{index}" if isinstance(data, list) else "")
            path = (index,) if isinstance(data, list) else ()
            self.add(kind, InputItem(value, self.log, name, kind, path))
        document.skip("")

    def add(self, kind: str, item: InputItem, **implied: str) -> str:
        """Add an object and those inside of it. Return its key. `implied` has the keys of those around it."""
        item.skip("@type", "_type")
        if kind == "memberships":
            self.memberships.append(self._link(item, implied))
            return ""
        if kind in {"votes", "counts"}:
            event = item.text("vote_event_id") or implied.get("vote_events", "")
            voter = self.reference(item, "voter", "persons") if kind == "votes" else ""
            getattr(self, kind).append(Cast(item, event, voter))
            return ""
        key = item.text("id") or f"\0{sorted(map(repr, item.value.items()))!r}"
        self._found.setdefault(kind, {}).setdefault(key, []).append(item)
        for name, target in _REFERENCES.get(kind, ()):
            self._refer((kind, key, name), self.reference(item, name, target))
        self._add_inside(kind, item, key)
        return key

    def _add_inside(self, kind: str, item: InputItem, key: str) -> None:
        """Add the objects inside of one."""
        for name in _INSIDE.get(kind, ()):
            for each in item.items(name, name):
                self.add(name, each, **{kind: key})
        if kind == "organizations":
            for each in item.items("posts", "posts"):
                self._refer(("posts", self.add("posts", each), "organization"), key)
            for each in item.items("legislative_periods", "events"):
                self._refer(("events", self.add("events", each), "organization"), key)
        if kind == "motions":
            self._add_vote_events(item, key)

    def _add_vote_events(self, motion: InputItem, key: str) -> None:
        """Add the vote events inside of a motion, or remember the ids that it lists."""
        values = motion.value.get("vote_events")
        if isinstance(values, list) and all(isinstance(each, str) for each in values):
            ids = list(motion.texts("vote_events"))
        else:
            ids = [self.add("vote_events", each) for each in motion.items("vote_events", "vote_events")]
        for id in ids:
            self._refer(("vote_events", id, "motion"), key)

    def _refer(self, place: tuple[str, str, str], key: str) -> None:
        if key:
            self._references.setdefault(place, set()).add(key)

    def referred(self, kind: str, key: str, name: str) -> str:
        """Return the key of the object that another one refers to; empty if there is none."""
        return min(self._references.get((kind, key, name), {""}))

    def referred_areas(self) -> set[str]:
        """Return the keys of the areas that other objects refer to."""
        areas = (id for (*_, name), ids in self._references.items() if name == "area" for id in ids)
        return {*areas, *(link.area for link in self.memberships)} - {""}

    def reference(self, item: InputItem, name: str, kind: str) -> str:
        """Return the key of the object that another one refers to, by id or by having it inside."""
        id = item.text(f"{name}_id")
        value = item.value.get(name)
        if isinstance(value, str):
            return id or item.text(name)
        inside = item.item(name, kind)
        return id if inside is None else self.add(kind, inside) or id

    def _link(self, item: InputItem, implied: Mapping[str, str]) -> Link:
        member = item.value.get("member")
        is_person = isinstance(member, Mapping) and _class_of(member) != "organizations"
        return Link(
            item,
            self.reference(item, "person", "persons") or implied.get("persons", ""),
            self.reference(item, "member", "persons" if is_person else "organizations"),
            self.reference(item, "organization", "organizations") or implied.get("organizations", ""),
            self.reference(item, "post", "posts") or implied.get("posts", ""),
            self.reference(item, "on_behalf_of", "organizations"),
            self.reference(item, "area", "areas"),
            self.reference(item, "legislative_period", "events"),
        )


def _one_or_many(document: InputItem, key: str, kind: str) -> Iterator[InputItem]:
    """Yield the objects of a list, or the one object in its place."""
    if isinstance(document.value.get(key), Mapping):
        if (one := document.item(key, kind)) is not None:
            yield one
    else:
        yield from document.items(key, kind)


def _class_of(value: Any) -> str | None:
    """Return the name of the list that an object belongs in; None if its keys do not show it."""
    if not isinstance(value, Mapping):
        return None
    type = value.get("@type") or value.get("_type")
    if isinstance(type, str):
        return _CLASSES.get(type.lower())
    return next((kind for kind, keys in _TELLING.items() if not value.keys().isdisjoint(keys)), None)
