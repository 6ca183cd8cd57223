"""A list of the parts that were left out of a plain text, so that nothing is lost silently."""

from attrs import frozen

_SHOWN = 60  # characters of an excerpt


@frozen
class Omission:
    """Parts of a file that its plain text does not have.

    .. versionadded:: 0.1
    """

    what: str
    """The kind of the parts, such as `navigation`."""
    count: int
    """The number of parts."""
    excerpts: tuple[str, ...] = ()
    """The beginning of each part that has words, without repetitions."""

    def __str__(self) -> str:
        """One line that lists the excerpts."""
        listed = "; ".join(f"“{each}”" for each in self.excerpts)
        return f"{self.what} ({self.count:,}){': ' if listed else ''}{listed}"


class OmissionLog:
    """Counts what a reader of files leaves out, by what it is."""

    def __init__(self) -> None:
        """Start with nothing left out."""
        self._found: dict[str, tuple[int, dict[str, None]]] = {}

    def add(self, what: str, text: str = "", count: int = 1) -> None:
        """Count one more part, and keep the beginning of its text."""
        before, excerpts = self._found.setdefault(what, (0, {}))
        line = " ".join(text[: _SHOWN * 10].split())
        if line:
            excerpts[line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()} …"] = None
        self._found[what] = (before + count, excerpts)

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """The omissions, in the order in which each kind first occurred."""
        return tuple(Omission(what, count, tuple(excerpts)) for what, (count, excerpts) in self._found.items())
