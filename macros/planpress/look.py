"""A council's two colours, from mkdocs.yml: are they readable, the style sheet that sets them, and what has no such sheet.

The figures of contrast are those of WCAG 2.2: relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance),
contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) and success criterion 1.4.3, 4.5:1 for text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planpress.problem import Problem

NEEDED = 4.5
"""The least contrast of text with what is behind it."""
LIGHT_TEXT, DARK_TEXT = "#ffffff", "#14181b"
"""The two colours that text can have on the council's colour."""
BEHIND = {"white": "#ffffff", "the pale grey of boxes": "#f3f5f6"}
"""What links stand on. With dark colours it is DARK_BEHIND."""
DARK_BEHIND = "#1d262d"
DARK_WANTED = 7.5
"""The contrast that links are given with dark colours: enough for every dark box of the style sheet too."""


@dataclass(frozen=True)
class Colours:
    """A site's two colours, for what is made without its style sheet: paper, badge and panels."""

    band: str = "#12436d"
    links: str = "#1a5a96"

    @classmethod
    def of(cls, options: Mapping[str, object]) -> "Colours":
        """Those of the plugin's options; ours where it is given none."""
        given = {"band": options.get("colour"), "links": options.get("link_colour")}
        return cls(**{name: str(value).lower() for name, value in given.items() if value})

    @classmethod
    def written(cls, text: str) -> "Colours":
        """Those that the text of a mkdocs.yml sets. What a build would refuse is as good as left out."""
        found = re.findall(
            r"""^\s*(colour|link_colour)\s*:\s*["']?(#[0-9a-fA-F]{6})\b""", text, re.ASCII | re.MULTILINE
        )
        return cls.of({name: value for name, value in found if not list(problems({name: value}, "", ""))})

    @property
    def on_band(self) -> str:
        """The text that is read best on the band."""
        return text_on(self.band)

    def in_sheet(self, sheet: str) -> str:
        """A style sheet of ours with these colours in place of our own."""
        return sheet.replace(Colours.band, self.band).replace(Colours.links, self.links)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as "#12436d", from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.lstrip("#")))


def _luminance(colour: str) -> float:
    shares = (part / 255 for part in _parts(colour))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def text_on(colour: str) -> str:
    """The text that is read best on a colour: white where that is enough, else whichever has more contrast."""
    if contrast(LIGHT_TEXT, colour) >= NEEDED:
        return LIGHT_TEXT
    return max(LIGHT_TEXT, DARK_TEXT, key=lambda text: contrast(text, colour))


def problems(options: dict[str, str | None], path: str, text: str) -> Iterator[Problem]:
    """What is wrong with the options `colour` and `link_colour`; `text` is that of mkdocs.yml, called `path`."""
    for name, colour in options.items():
        line = _line(text, name)
        if colour is None:
            hint = f'put quotation marks round it, as in {name}: "#12436d" (without them, what follows # is a comment)'
            yield Problem(path, line, f"`{name}` is empty", hint, "look")
        elif not re.fullmatch(r"#[0-9a-fA-F]{6}", colour, re.ASCII):
            hint = f'write # and six digits or letters from a to f, as in {name}: "#12436d"'
            yield Problem(path, line, f"`{name}`: `{colour}` is not a colour", hint, "look")
        elif name == "link_colour":
            yield from _of_links(colour, path, line)
        else:
            yield from _of_text(colour, path, line)


def _of_text(colour: str, path: str, line: int) -> Iterator[Problem]:
    ratios = [contrast(text, colour) for text in (LIGHT_TEXT, DARK_TEXT)]
    if max(ratios) < NEEDED:
        message = (
            f"`colour`: on {colour} neither white text (contrast {_shown(ratios[0])}) "
            f"nor dark text ({_shown(ratios[1])}) can be read well"
        )
        hint = f"choose a darker or a lighter colour: one of the two needs at least {NEEDED}:1"
        yield Problem(path, line, message, hint, "look")


def _of_links(colour: str, path: str, line: int) -> Iterator[Problem]:
    where, ratio = min(((where, contrast(colour, behind)) for where, behind in BEHIND.items()), key=lambda one: one[1])
    if contrast(colour, BEHIND["white"]) < NEEDED:
        where, ratio = "white", contrast(colour, BEHIND["white"])
    if ratio < NEEDED:
        message = f"`link_colour`: {colour} on {where} has a contrast of {_shown(ratio)}"
        yield Problem(path, line, message, f"choose a darker colour: links need at least {NEEDED}:1", "look")


def _shown(ratio: float) -> str:
    """A ratio as people write it, never rounded up to one that would do."""
    return f"{int(ratio * 100) / 100:.2f}:1"


def _line(text: str, name: str) -> int:
    """The line of mkdocs.yml that sets an option of ours; 1 if it is set elsewhere."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if re.match(rf"\s*{name}\s*:", line)), 1)


def style(colour: str | None, link: str | None) -> str:
    """The style sheet that sets the colours given, for light, dark and paper; nothing if none is given."""
    light: list[str] = []
    dark: list[str] = []
    if colour:
        text = text_on(colour)
        light += [f"--pp-brand: {colour.lower()}", f"--pp-brand-text: {text}"]
        # With dark colours, a dark band is made darker still; a bright one keeps its dark text.
        dark += [f"--pp-brand: {_mixed(colour, '#000000', 0.38) if text == LIGHT_TEXT else colour.lower()}"]
    if link:
        light += [f"--pp-link: {link.lower()}"]
        dark += [f"--pp-link: {lightened(link)}"]
    if not light:
        return ""
    return (
        "/* Made from mkdocs.yml. */\n"
        f":root {{ {'; '.join(light)}; }}\n"
        f'@media screen {{\n[data-md-color-scheme="slate"] {{ {"; ".join(dark)}; }}\n}}\n'
    )


def lightened(colour: str) -> str:
    """A link's colour for dark pages: mixed with white, by steps of 2%, until it stands out enough."""
    mixes = (_mixed(colour, "#ffffff", step / 50) for step in range(51))
    return next(mixed for mixed in mixes if contrast(mixed, DARK_BEHIND) >= DARK_WANTED)


def _mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share, from 0 to 1, of another in it."""
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + bytes(round(one * (1 - share) + two * share) for one, two in parts).hex()
