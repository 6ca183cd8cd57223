"""Objects that occur several times in the input, in whole or in part, and are one thing."""

from collections.abc import Mapping, Sequence

from nmpolicy.imports.input_items import InputItem


def unique_items(found: Mapping[str, Sequence[InputItem]]) -> dict[str, InputItem]:
    """Return one object for each id, in the order of the ids: the one with the most keys.

    One that only repeats some of its values is dropped. One with other values is reported, and its values count
    as left out.
    """
    unique: dict[str, InputItem] = {}
    for id in sorted(found):
        unique[id], *others = sorted(found[id], key=lambda each: (-len(each.value), each.file, repr(each.value)))
        for each in others:
            repeated = [key for key, value in each.value.items() if unique[id].value.get(key) == value]
            each.skip(*repeated)
            if each.unread():
                each.report(f"{id} has other values in {unique[id].file}, which were read instead", "NMP014")
    return unique
