"""The results as a text: one table for each size, what differs, and what the sizes tell together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measure import Run

OURS = "planpress"
AGAIN = "{}, after one change"
"""What a later build is called, of which one page was changed since the one before."""
EMPTY = "MkDocs, an empty site"
CHECK = "planpress check"


@dataclass(frozen=True)
class Row:
    """One program at one size."""

    name: str
    runs: Sequence[Run]
    pages: int = 0
    """How many pages it made; none for what makes no pages."""
    size: float = 0
    """Bytes of a page's HTML, on average."""

    @property
    def over(self) -> bool:
        """Whether it was stopped because it took too long."""
        return any(run.over for run in self.runs)

    @property
    def wall(self) -> float:
        return median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def memory(self) -> float:
        return median(run.memory for run in self.runs)


@dataclass(frozen=True)
class Size:
    """All that was measured for one number of councils."""

    councils: int
    pages: int
    rows: Sequence[Row]
    phases: dict[str, float] = field(default_factory=dict)
    """CPU seconds of each part of our own work."""
    served: float = 0
    """Seconds from a change of one report until the page served shows it; 0 if that was not measured."""

    def row(self, name: str) -> Row | None:
        """A program's row, if it was measured and came to its end."""
        return next((row for row in self.rows if row.name == name and row.runs and not row.over), None)


def table(sizes: Sequence[Size], limit: float) -> str:
    """Everything as Markdown."""
    parts = [*(list(_size(size, limit)) for size in sizes), list(_growth(sizes))]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts if part)


def _size(size: Size, limit: float) -> Iterator[str]:
    ours = size.row(OURS)
    yield f"## {_many(size.councils, 'council')}, {size.pages:,} pages"
    yield ""
    yield "| | Wall, s | CPU, s | Pages a second | Memory, MB | Bytes a page | Wall against planpress | CPU against planpress |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for row in size.rows:
        if row.over or not row.runs:
            yield f"| {row.name} | over {limit:.0f} | | | | | | |"
            continue
        of_pages = (f"{row.pages / row.wall:,.0f}", f"{row.size:,.0f}") if row.pages else ("", "")
        against = (f"{row.wall / ours.wall:.2f}", f"{row.cpu / ours.cpu:.2f}") if ours and row.pages else ("", "")
        yield (
            f"| {row.name} | {_seconds(row.wall)} | {_seconds(row.cpu)} | {of_pages[0]} | {row.memory:,.0f} | "
            f"{of_pages[1]} | {against[0]} | {against[1]} |"
        )
    empty = size.row(EMPTY)
    if ours and empty:
        yield ""
        yield (
            f"Over an empty site with the same theme, planpress takes {_seconds(ours.wall - empty.wall)} s wall and "
            f"{_seconds(ours.cpu - empty.cpu)} s CPU."
        )
    if size.served:
        yield ""
        yield f"`make serve` shows a change of one report after {_seconds(size.served)} s."
    if size.phases and ours:
        rest = ours.cpu - sum(size.phases.values())
        parts = size.phases | {"All else: MkDocs, the theme, putting pages into its frame": rest}
        yield ""
        yield "| Part of our own work | CPU, s | ms a page |"
        yield "| --- | ---: | ---: |"
        for name, took in parts.items():
            yield f"| {name} | {_seconds(took)} | {took * 1000 / size.pages:.2f} |"


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    """How the time of one page grows with the number of pages."""
    if len(sizes) < 2:
        return
    yield "## Growth"
    yield ""
    yield "CPU milliseconds a page. A line that stays level grows no faster than the number of pages."
    yield ""
    base = next((size for size in sizes[:-1] if size.councils == 10), sizes[0])
    shown = " | ".join(f"{size.pages:,} pages" for size in sizes)
    yield f"| | {shown} | {sizes[-1].pages:,} against {base.pages:,} |"
    yield "| --- |" + " ---: |" * (len(sizes) + 1)
    for name in dict.fromkeys(row.name for size in sizes for row in size.rows if row.pages):
        found = [size.row(name) for size in sizes]
        cells = [f"{row.cpu * 1000 / row.pages:.2f}" if row else "" for row in found]
        last, before = found[-1], base.row(name)
        ratio = f"{(last.cpu / last.pages) / (before.cpu / before.pages):.2f}" if last and before else ""
        yield f"| {name} | {' | '.join(cells)} | {ratio} |"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _seconds(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.1f}"
