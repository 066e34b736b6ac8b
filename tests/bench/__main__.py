"""`make bench`: builds made-up plans with planpress and with what else is installed, in turns, and writes a table."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench import engines
from bench.table import OURS, Size, table
from bench.turns import measured


def main() -> None:
    """Reads the arguments, measures each size and writes `table.md` and `runs.json` into the working folder."""
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--sizes", default="1,10", help="numbers of councils, about 110 pages each")
    asked.add_argument(
        "--runs", type=int, default=0, help="how often each is built; fewer for more councils, if left out"
    )
    asked.add_argument("--seed", type=int, default=1, help="another number makes other plans")
    asked.add_argument("--limit", type=float, default=600, help="seconds after which a build is stopped")
    asked.add_argument("--only", default="", help="names of others, or parts of them, such as hugo,eleventy; none: -")
    asked.add_argument("--work", type=Path, default=engines.ROOT / ".bench", help="the folder for all that is kept")
    given = asked.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    (work / ".gitignore").write_text("*\n")
    wanted = [one for one in given.only.lower().split(",") if one]
    known = engines.engines(work / "tools")
    versions = {one.name: one.version() for one in known}
    others = [one for one in known if versions[one.name]]
    if wanted:
        others = [one for one in others if any(part in one.name.lower() for part in wanted)]
    head = list(_head(known, others, versions, given.seed))
    print("\n".join(head))
    done: list[Size] = []
    for councils in map(int, given.sizes.split(",")):
        late = {row.name for size in done for row in size.rows if row.over}
        runs = given.runs or (5 if councils < 5 else 3)
        so_far = done
        for turn, size in enumerate(measured(work, councils, given.seed, runs, given.limit, others, late), 1):
            print(f"{councils} councils, turn {turn} of {runs}", file=sys.stderr)
            done = [*so_far, size]
            # After each turn: what was measured is not lost when somebody stops the rest.
            (work / "table.md").write_text("\n".join(head) + "\n" + table(done, given.limit), encoding="utf-8")
            (work / "runs.json").write_text(
                json.dumps([asdict(one) for one in done], indent=1) + "\n", encoding="utf-8"
            )
    print(table(done, given.limit))
    print(f"Also in {work / 'table.md'}; every run in {work / 'runs.json'}.")


def _head(
    known: Sequence[engines.Engine], others: Sequence[engines.Engine], versions: dict[str, str], seed: int
) -> list[str]:
    ours = subprocess.run([sys.executable, "-m", "planpress", "--version"], capture_output=True, text=True, check=True)
    lines = [
        "# How long the same pages take",
        "",
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"seed {seed}. Medians; all programs take turns in one run. Memory is that of the largest process or, where it "
        "was seen to be more, of all together.",
        "",
        f"- {OURS} {ours.stdout.split()[-1]}: reads and checks the plans, works out how they stand, draws the charts and "
        "makes the files to download and the search index. The others get all that ready, as Markdown: the same "
        "words, tables and charts, a page for a page. They make no files to download.",
        *(f"- {one.name} {versions[one.name]}: {one.says}" for one in others),
        *(f"- {one.name} was not built: it is not installed. `make benchtools` installs it."
          for one in known if not versions[one.name]),
        "",
    ]  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
