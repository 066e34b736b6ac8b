"""What every chart is drawn on: its width, its letters, and where a label finds room.

A chart is 320 units wide with letters of 13: on a phone with 288 pixels to spare they are still over 11 pixels high.
On a wide screen charts.css makes letters, lines and points smaller again; what fits here fits there too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

WIDTH = 320
LINE = 13.5
"""From one line of text to the next."""
RISE = 9.5
"""How far letters reach above the line that they stand on."""

XY = tuple[float, float]


def n(number: float) -> str:
    """A coordinate as it is written: one decimal at most, "12.5" or "12"."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[XY], close: bool = False) -> str:
    """Straight lines from point to point, as an SVG path; closed, when it is the edge of a surface."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("z" if close else "")


def width(text: str, bold: bool = False) -> float:
    """About how wide a text is in Arial at 13, with a little to spare."""
    letters = sum(_LETTERS.get(letter, 0.69 if letter.isupper() else 0.56) for letter in text)
    return letters * 13 * (1.1 if bold else 1.04)


_LETTERS = dict.fromkeys("iljI.,:;'|!/ ", 0.28) | dict.fromkeys("tfr()-", 0.34) | dict.fromkeys("mwMW%…", 0.9)


def fit(text: str, room: float) -> str:
    """A text that is no wider than the room there is; one that was cut ends in "…"."""
    letters = len(text)
    while letters > 1 and width(shorten(text, letters)) > room:
        letters -= 1
    return shorten(text, letters)


def wrap(text: str, letters: int = 11, most: int = 3) -> tuple[str, ...]:
    """A text in lines of about so many letters, parted between words; what is too much ends in "…"."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(f"{lines[most - 1]}…", letters)]
    return tuple(shorten(line, letters + 3) for line in lines)


def shorten(text: str, letters: int) -> str:
    """A text that is at most so many letters long; one that was cut ends in "…"."""
    return text if len(text) <= letters else text[: letters - 1].rstrip(" ,;…") + "…"


@dataclass(frozen=True)
class Label:
    """A text in a chart, one `y` for each line."""

    kind: str
    """What it labels: the template gives each kind its colour."""
    x: str
    lines: tuple[tuple[str, str], ...]
    """For each line, its `y` and its text."""
    anchor: str = "start"
    leader: str = ""
    """A thin line from what it labels, when the label had to move away."""


def label(kind: str, x: float, y: float, lines: Sequence[str], anchor: str = "start", leader: str = "") -> Label:
    """A label whose first line stands on `y`."""
    return Label(kind, n(x), tuple((n(y + LINE * row), text) for row, text in enumerate(lines)), anchor, leader)


class Box(NamedTuple):
    """A part of the paper. A tuple, since a chart's lines are kept free of text by hundreds of them."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> float:
        """How much of another box it covers."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Room:
    """What is taken within an area, and where there is still room."""

    def __init__(self, area: Box) -> None:
        self.area = area
        self.taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Keeps a place free of text."""
        self.taken.append(box)

    def take_line(self, points: Sequence[XY], thick: float = 2.0) -> None:
        """Keeps a line free of text."""
        for x, y in _along(points):
            self.taken.append(Box(x - thick, y - thick, x + thick, y + thick))

    def covered_by(self, box: Box) -> float:
        """How much of what is taken a box would cover."""
        left, top, right, bottom = box
        return sum(
            box.covers(other)
            for other in self.taken
            if other.top < bottom and top < other.bottom and other.left < right and left < other.right
        )

    def place(self, kind: str, at: XY, text: str, near: bool = False, must: bool = False) -> Label | None:
        """A one-line label close to a point: above, below, or to a side, wherever it covers least.

        None where it would cover something and need not be there; `near` lets it not stray."""
        x, y = at
        long = width(text, bold=kind == "newest")
        best: tuple[float, float, Box] | None = None
        for row, (dx, dy) in enumerate(_AROUND[:8] if near else _AROUND):
            left = min(max(x + dx - long * _SHIFT[row], self.area.left), self.area.right - long)
            box = Box(left, y + dy - RISE, left + long, y + dy + 2.5)
            if not self.area.holds(box):
                continue
            covered = self.covered_by(box)
            if best is None or covered < best[0]:
                best = (covered, y + dy, box)
            if not covered:
                break
        if best is None or (best[0] > 4 and not must):
            return None
        self.taken.append(best[2])
        return label(kind, best[2].left, best[1], [text])

    def place_beside(self, marks: Sequence[tuple[str, XY, str]]) -> list[Label | None]:
        """Labels to the right of several marks, given by kind, place and text, in the order in which the marks lie, so
        that each is next to its own. None for those that would cover something."""
        order = sorted(range(len(marks)), key=lambda row: marks[row][1][1])
        wanted = [(marks[row][1][1], LINE) for row in order]
        found: list[Label | None] = [None] * len(marks)
        for row, top in zip(order, _apart(wanted, self.area.top, self.area.bottom), strict=True):
            kind, (x, y), text = marks[row]
            middle = top + LINE / 2
            box = Box(x + 10, middle - 5, x + 12 + width(text), middle + 5)
            if self.area.holds(box) and self.covered_by(box) <= 4:
                self.taken.append(box)
                leader = path([(x + 4, y), (x + 11, middle)]) if abs(middle - y) > 3 else ""
                found[row] = label(kind, x + 12, middle + 4.5, [text], leader=leader)
        return found


_AROUND = (
    (0, -8),
    (0, 17),
    (8, 4),
    (-8, 4),
    (5, -7),
    (5, 16),
    (-5, -7),
    (-5, 16),
    (0, -22),
    (0, 31),
    (0, -36),
    (0, 45),
)
_SHIFT = (0.5, 0.5, 0, 1, 0, 0, 1, 1, 0.5, 0.5, 0.5, 0.5)


def _along(points: Sequence[XY]) -> Iterator[XY]:
    yield from points
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = int(max(abs(to_x - x), abs(to_y - y)) / 5)
        for step in range(1, steps):
            yield x + (to_x - x) * step / steps, y + (to_y - y) * step / steps


@dataclass(frozen=True)
class End:
    """A text that belongs beside the right end of a line."""

    kind: str
    y: float
    lines: tuple[str, ...]


def beside(ends: Iterable[End], x: float, top: float, bottom: float) -> list[Label]:
    """The labels at the right ends of lines, moved up and down until none covers another. First come, first served:
    what finds no room at all is left out."""
    kept: list[End] = []
    room = bottom - top
    for end in ends:
        if room >= len(end.lines) * LINE:
            kept.append(end)
            room -= len(end.lines) * LINE
    kept.sort(key=lambda end: end.y)
    tops = _apart([(end.y, len(end.lines) * LINE) for end in kept], top, bottom)
    labels = []
    for end, start in zip(kept, tops, strict=True):
        middle = start + len(end.lines) * LINE / 2
        leader = path([(x + 1, end.y), (x + 8, middle)]) if abs(middle - end.y) > 4 else ""
        labels.append(label(end.kind, x + 10, start + RISE + 1.5, end.lines, leader=leader))
    return labels


def _apart(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """The upper edges of blocks, given by wanted middle and height in order, so that none covers another and each lies
    as close to its middle as the others let it."""
    groups: list[tuple[float, int]] = []
    above = 0.0
    for middle, high in wanted:
        groups.append((middle - high / 2 - above, 1))
        above += high
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (mine, count), (before, count_before) = groups.pop(), groups.pop()
            groups.append(((mine * count + before * count_before) / (count + count_before), count + count_before))
    starts = [min(max(start, top), bottom - above) for start, count in groups for _ in range(count)]
    tops, above = [], 0.0
    for start, (_, high) in zip(starts, wanted, strict=True):
        tops.append(start + above)
        above += high
    return tops
