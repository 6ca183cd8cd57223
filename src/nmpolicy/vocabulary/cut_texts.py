"""Shorten texts for places with little room."""

#: The most characters of a name where another record mentions it, so that a page with many mentions stays readable.
LONGEST_MENTION = 1_000


def cut(text: str, most: int) -> str:
    """Return a text of at most some characters, cut between words unless the last word is very long.

    >>> cut("City staff must report", 12), cut("City staff", 12), cut("A counterintelligence unit", 9)
    ('City staff…', 'City staff', 'A counte…')
    """
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0]
    return (words if len(words) > most // 2 else text[: most - 1]).rstrip(" ,;:") + "…"
