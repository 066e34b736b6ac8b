"""How long the whole site takes to build, beside an empty MkDocs site with the same theme, in turns in one run.

`make bench` prints it. Times on shared machines drift: trust the ratios, not the seconds.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5
EMPTY = """
site_name: Empty
theme: {name: material, font: false}
plugins: [search, macros]
"""


def build(folder: Path, site: Path) -> tuple[float, float]:
    """One build of the site in a folder: wall and CPU seconds of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=environment, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints medians of the runs, pages per second and the ratio of the two builds."""
    with tempfile.TemporaryDirectory() as temporary:
        empty, ours = Path(temporary) / "empty", Path(temporary) / "ours"
        (empty / "docs").mkdir(parents=True)
        (empty / "mkdocs.yml").write_text(EMPTY)
        (empty / "docs/index.md").write_text("# Empty\n")
        for name in ("data", "docs", "overrides"):
            shutil.copytree(ROOT / name, ours / name)
        shutil.copy(ROOT / "mkdocs.yml", ours)
        pairs = [(build(ours, ours / "site"), build(empty, empty / "site")) for _ in range(RUNS + 1)][1:]
        pages = len(list((ours / "site").rglob("index.html")))
        size = sum(file.stat().st_size for file in (ours / "site").rglob("*.html"))
    wall = statistics.median(one[0] for one, _ in pairs)
    cpu = statistics.median(one[1] for one, _ in pairs)
    over = statistics.median(one[0] - other[0] for one, other in pairs)
    ratio = statistics.median(one[0] / other[0] for one, other in pairs)
    print(f"{pages} pages, {size / pages / 1000:.0f} kB each, median of {RUNS} runs")
    print(f"this site:     {wall:.2f} s wall, {cpu:.2f} s CPU, {pages / wall:.0f} pages a second")
    print(
        f"over an empty site with the same theme: {over:.2f} s, {ratio:.1f} times as long; {pages / over:.0f} pages a second"
    )


if __name__ == "__main__":
    main()
