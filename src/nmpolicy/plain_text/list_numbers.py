"""Write the numbers and bullets of lists as the reader of a document sees them."""

BULLET = "•"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_ROMAN = 3999
_LETTERS = 26


def number_text(number: int, style: str) -> str:
    """Write a number in a style: `1`, `a`, `A`, `i` or `I`. Letters go on with aa, and numerals only to 3,999.

    >>> [number_text(28, style) for style in "1aAiI"]
    ['28', 'ab', 'AB', 'xxviii', 'XXVIII']
    >>> number_text(0, "a"), number_text(4000, "i")
    ('0', '4000')
    """
    if number < 1 or (style in "iI" and number > _MAX_ROMAN):
        return str(number)
    lower = style.lower()
    text = str(number)
    if lower == "a":
        text = ""
        while number:
            number, letter = divmod(number - 1, _LETTERS)
            text = chr(ord("a") + letter) + text
    elif lower == "i":
        text = ""
        for value, numeral in _ROMAN:
            count, number = divmod(number, value)
            text += numeral * count
    return text.upper() if style.isupper() else text
