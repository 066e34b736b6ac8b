"""The statuses of a table: by their words, or by the colour behind a cell."""

import colorsys
import re

from planpress.importing.blocks import Cell
from planpress.status import Meaning

COLOURS = ("red", "amber", "green", "blue", "purple", "grey")
_WORDS = {
    "r": "Red", "a": "Amber", "g": "Green", "b": "Blue", "yellow": "Amber", "orange": "Amber", "gray": "Grey",
    "completed": "Complete", "done": "Complete", "on-going": "Ongoing", "not yet started": "Not started",
}  # fmt: skip
_MEANINGS = {
    "in progress",
    "delayed",
    "overdue",
    "behind",
    "behind schedule",
    "at risk",
    "off track",
    "on hold",
    "slipped",
}
KNOWN = frozenset({*COLOURS, *_WORDS, *_MEANINGS, *(one.value.replace("-", " ") for one in Meaning)})
"""The words that are taken for a status."""


def status_word(text: str) -> str | None:
    """The status that a text is, as it will be shown ("Red", "On track"); None when it is none of those known."""
    plain = re.sub(r"[-_]", " ", " ".join(text.lower().split())).strip(" .")
    plain = re.sub(r"^rag ?:? ", "", plain)
    if plain in _WORDS:
        return _WORDS[plain]
    return plain.capitalize() if plain in KNOWN else None


def colour_word(cell: Cell) -> str | None:
    """The colour behind a cell as a status; None for white, grey and colours between those of RAG ratings."""
    if not cell.colour or not re.fullmatch(r"[0-9A-Fa-f]{6}", cell.colour):
        return None
    red, green, blue = (int(cell.colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.25 or not 0.1 < lightness < 0.95:
        return None
    degrees = hue * 360
    for word, low, high in (
        ("Red", 0, 14),
        ("Amber", 24, 65),
        ("Green", 75, 165),
        ("Blue", 190, 250),
        ("Red", 345, 360),
    ):
        if low <= degrees <= high:
            return word
    return None


def status_id(word: str) -> str:
    """The name under which a status stands in the files."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
