"""One number of councils, built by every program in turn."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import engines
from bench.measure import Run, run
from bench.serving import served
from bench.sources import Source, sources
from bench.table import AGAIN, CHECK, EMPTY, OURS, Row, Size

PLANPRESS = (sys.executable, "-m", "planpress")
ENOUGH = 8 * 10**9
"""How many bytes the sites of one turn may take, with 150 councils."""
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")


def measured(
    work: Path, councils: int, seed: int, turns: int, limit: float, others: Sequence[engines.Engine], late: set[str]
) -> Iterator[Size]:
    """All that is known after each turn. The programs in `late` took too long with fewer councils and are left out."""
    folder = Path(tempfile.mkdtemp(prefix="planpress-bench-", dir=_place(work)))
    try:
        yield from _measured(folder, councils, seed, turns, limit, others, late)
    finally:
        shutil.rmtree(folder)


def _place(work: Path) -> Path:
    """Memory, where the system lends some as a disk and has enough; otherwise the working folder.

    A real disk's file system takes longer to make files, by up to half of a build, for minutes after many were removed:
    before each turn.
    """
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ENOUGH else work


def _measured(
    folder: Path,
    councils: int,
    seed: int,
    turns: int,
    limit: float,
    others: Sequence[engines.Engine],
    late: set[str],
) -> Iterator[Size]:
    ours, empty = folder / "planpress", folder / "empty"
    engines.planpress(ours, councils, seed)
    shutil.copytree(engines.SITES / "empty", empty)
    # The first build is not counted: it fills the caches of the disk, and its pages are what the others build.
    run([*PLANPRESS, "build"], ours, limit=3600)
    pages = list(sources(ours / "site"))
    holds = (len(pages), _cells(pages), sum(page.text.count("<figure") for page in pages))
    others = [one for one in others if one.name not in late]
    for one in others:
        one.prepare(folder / one.name, pages)
    changed = pages[-1]
    del pages
    again = {one.name: AGAIN.format(one.name) for one in others if one.keeps}
    names = [name for one in others for name in (one.name, again.get(one.name, "")) if name]
    taken: dict[str, list[Run]] = {name: [] for name in (OURS, AGAIN.format(OURS), EMPTY, CHECK, *names)}
    counted: dict[str, tuple[int, float]] = {}
    parts: dict[str, float] = {}
    shown = 0.0
    for turn in range(turns):
        _clear(ours, "site", ".*")
        taken[OURS].append(run([*PLANPRESS, "build"], ours, limit))
        counted[OURS] = counted[AGAIN.format(OURS)] = _count(ours / "site")
        _change(ours, turn)
        taken[AGAIN.format(OURS)].append(run([*PLANPRESS, "build"], ours, limit))
        taken[EMPTY].append(run([*MKDOCS], empty, limit))
        taken[CHECK].append(run([*PLANPRESS, "check"], ours, limit))
        for one in others:
            if any(run.over for run in taken[one.name]):
                continue
            place = folder / one.name
            _clear(place, one.built, *one.clean)
            taken[one.name].append(run([*one.command], place, limit))
            if taken[one.name][-1].over:
                continue
            counted[one.name] = _count(place / one.built)
            if turn == 0:
                assert _holds(place / one.built) == holds, f"{one.name} did not make all pages, cells and charts"
            if one.keeps:
                with (place / one.place(changed)).open("a", encoding="utf-8") as page:
                    page.write(f"\nFamilies asked for change {turn} in this work.\n")
                taken[again[one.name]].append(run([*one.command], place, limit))
                counted[again[one.name]] = counted[one.name]
        if turn == 0:
            # Programs of their own: what was measured before cannot have warmed them.
            timed = [sys.executable, "-m", "bench.phases", str(ours)]
            parts = json.loads(subprocess.run(timed, capture_output=True, text=True, check=True).stdout)
            shown = served(ours, lambda: _change(ours, turns)) if councils == 1 else 0
        rows = [Row(name, runs, *counted.get(name, (0, 0.0))) for name, runs in taken.items()]
        rows += [Row(name, [Run(limit, 0, 0, over=True)]) for name in sorted(late)]
        yield Size(councils, holds[0], rows, parts, shown)


def _clear(folder: Path, *patterns: str) -> None:
    """Takes away what a build left behind, so that the next one begins from nothing."""
    for entry in [entry for pattern in patterns for entry in folder.glob(pattern)]:
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _count(site: Path) -> tuple[int, float]:
    """How many pages a built site has, and their average size in bytes."""
    sizes = [file.stat().st_size for file in site.rglob("index.html")]
    return len(sizes), sum(sizes) / len(sizes)


def _cells(pages: Sequence[Source]) -> int:
    """How many cells the tables have: two bars more or less than columns in each line, those of the rule left out."""
    lines = [line for page in pages for line in page.text.splitlines() if line.startswith("| ")]
    return sum(line.replace("\\|", "").count("|") - 1 for line in lines if "---" not in line)


def _holds(site: Path) -> tuple[int, int, int]:
    """How many pages, cells of tables and charts a built site has."""
    held = [0, 0, 0]
    for file in site.rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        held[0] += 1
        held[1] += text.count("<td") + text.count("<th>") + text.count("<th ")
        held[2] += text.count("<figure")
    return held[0], held[1], held[2]


def _change(site: Path, turn: int) -> tuple[str, str]:
    """Changes what one report says of one action, as an editor would; the page that shows it, and the new words."""
    report = min(site.glob("data/*/reports/2026-10-14.yml"))
    words = f"Families asked for change {turn} in this work."
    text = report.read_text(encoding="utf-8")
    summary = text.index("summary:")
    end = text.index("\nactions:", summary)
    report.write_text(f"{text[:summary]}summary: {words}{text[end:]}", encoding="utf-8")
    return f"{report.parent.parent.name}/progress/2026-10-14/", words
