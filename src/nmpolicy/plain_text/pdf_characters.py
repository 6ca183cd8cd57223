"""Read the characters of a page of a PDF file, with their positions on the upright page."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_END_OF_LINE_HYPHENS = "\u0002\ufffe"  # how PDFium writes a hyphen at the end of a line


class Char(NamedTuple):
    """A character, and its position. Coordinates are in points and grow to the right and upward."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """The font size in points; 0 for a space that the file does not have, and PDFium adds."""


SPACE = Char(" ", math.nan, math.nan, math.nan, 0)


def character_runs(page: "PdfTextPage", rotation: int, height: float) -> Iterator[tuple[int, list[Char]]]:
    """Yield runs of characters that the file writes without a line break, each with the direction of its text."""
    import ctypes  # noqa: PLC0415  # slow to import, and only a PDF file needs it

    from pypdfium2 import raw  # noqa: PLC0415  # an extra

    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    run: list[Char] = []
    slant = 0
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        text = chr(code)
        if raw.FPDFText_IsGenerated(page, index) == 1 and text.isspace():
            if text == " ":
                run.append(SPACE)
            elif run:
                yield slant, run
                run = []
            continue
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        raw.FPDFText_GetLooseCharBox(page, index, box)
        raw.FPDFText_GetMatrix(page, index, matrix)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
        turned = (angle - rotation) % 360
        if run and turned != slant:
            yield slant, run
            run = []
        slant = turned
        corners = [_turned(each, angle) for each in ((box.left, box.bottom), (box.right, box.top))]
        baseline = _turned((x.value, y.value), angle)[1]
        if not turned and rotation:  # put the upright text of a turned page on its upright page
            baseline += {90: height, 180: height, 270: 0.0}[rotation]
        left, right = sorted(corner[0] for corner in corners)
        font = raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        ends = text in _END_OF_LINE_HYPHENS
        shown = "-" if ends else text if text.isspace() or text >= " " else "\ufffd"
        run.append(Char(shown, left, right, baseline, font or 1.0))
        if ends:  # PDFium goes on with the next line as if it were the same
            yield slant, run
            run = []
    if run:
        yield slant, run


def _turned(point: tuple[float, float], angle: int) -> tuple[float, float]:
    """Turn a point back by an angle of 0, 90, 180 or 270 degrees."""
    x, y = point
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]
