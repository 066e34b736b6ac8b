"""The colour behind a spreadsheet's cell, however it was chosen: by itself, from the theme, or from the old palette."""

import colorsys
from functools import lru_cache
from typing import Any

_SCHEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""The theme's colours in the order in which cells count them (ECMA-376, part 1, 18.8.3)."""


def colour_of(cell: Any) -> str | None:
    """Six hexadecimal digits; None when nothing is behind the cell, or a pattern."""
    from openpyxl.styles.colors import COLOR_INDEX  # type: ignore[import-untyped]

    if cell.fill is None or cell.fill.fill_type != "solid":
        return None
    colour = cell.fill.fgColor
    plain = None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        plain = colour.rgb[-6:]
    elif colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        plain = COLOR_INDEX[colour.indexed][-6:]
    elif colour.type == "theme":
        scheme = _theme(cell.parent.parent.loaded_theme or b"")
        plain = scheme[colour.theme] if colour.theme < len(scheme) else None
    return _tinted(plain, colour.tint or 0.0) if plain else None


@lru_cache(maxsize=4)
def _theme(xml: bytes) -> tuple[str, ...]:
    from openpyxl.xml.functions import fromstring  # type: ignore[import-untyped]

    if not xml:
        return ()
    found = {}
    for node in fromstring(xml).iter():
        name = node.tag.rpartition("}")[2]
        if name in _SCHEME and len(node):
            found[name] = node[0].get("lastClr") or node[0].get("val") or "FFFFFF"
    return tuple(found.get(name, "FFFFFF") for name in _SCHEME)


def _tinted(colour: str, tint: float) -> str:
    """The colour made lighter (above zero) or darker, as spreadsheets do it."""
    if not tint:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))
