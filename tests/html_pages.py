"""HTML as a browser reads it, for tests."""

from collections import Counter
from html.parser import HTMLParser

#: Elements without an end tag.
_EMPTY = {"br", "input", "meta"}


class Page(HTMLParser):
    """The tags, attributes and texts of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        self.open += [] if tag in _EMPTY else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All texts, separated by single spaces."""
        return " ".join(" ".join(self.texts).split())

    @property
    def repeated_ids(self) -> list[str]:
        """Ids that several elements have."""
        return [id for id, number in Counter(self.ids).items() if number > 1]

    @property
    def dead_links(self) -> list[str]:
        """Links to elements of the same page that it does not have."""
        ids = {*self.ids}
        return [link for link in self.links if link.startswith("#") and link[1:] not in ids]

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
