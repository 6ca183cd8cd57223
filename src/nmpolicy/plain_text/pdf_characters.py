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
    get_code, get_origin, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    get_size, get_matrix = raw.FPDFText_GetFontSize, raw.FPDFText_GetMatrix
    text_page = page.raw  # these are called for each of many characters
    run: list[Char] = []
    slant = 0
    for index in range(page.count_chars()):
        text = chr(get_code(text_page, index))
        if text.isspace() and raw.FPDFText_IsGenerated(text_page, index) == 1:
            if text == " ":
                run.append(SPACE)
            elif run:
                yield slant, run
                run = []
            continue
        get_origin(text_page, index, x, y)
        get_box(text_page, index, box)
        get_matrix(text_page, index, matrix)
        left, right, baseline, turned = box.left, box.right, y.value, 0
        if rotation or matrix.b or matrix.a < 0:
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360
            turned = (angle - rotation) % 360
            left, right = sorted((_turned(box.left, box.bottom, angle)[0], _turned(box.right, box.top, angle)[0]))
            baseline = _turned(x.value, y.value, angle)[1]
            if not turned:  # put the upright text of a turned page on its upright page
                baseline += {0: 0.0, 90: height, 180: height, 270: 0.0}[rotation]
        slant = turned  # PDFium starts a new line where the direction changes
        size = get_size(text_page, index) * math.hypot(matrix.c, matrix.d) or 1.0
        ends = text in _END_OF_LINE_HYPHENS
        shown = "-" if ends else text if text >= " " or text.isspace() else "\ufffd"
        run.append(Char(shown, left, right, baseline, size))
        if ends:  # PDFium goes on with the next line as if it were the same
            yield slant, run
            run = []
    if run:
        yield slant, run


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Turn a point back by an angle of 0, 90, 180 or 270 degrees."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]
