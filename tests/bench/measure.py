"""One build as a program: its wall and CPU time and its memory."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

LOG = ".bench-log"
"""The file in a program's folder with all that it said."""


class Failed(Exception):
    """Raised with what a program said when it ended with an error."""


@dataclass(frozen=True)
class Run:
    """What one run of a program took."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor time, those of the programs it started included."""
    memory: float
    """Most memory at once in MB, 10^6 bytes: of the largest process, or of all together if that was seen to be more."""
    over: bool = False
    """Whether it was stopped because it took longer than allowed."""


def run(command: list[str], folder: Path, limit: float) -> Run:
    """Runs a program in a folder and stops it after `limit` seconds. Raises Failed when it ends with an error."""
    # Linux counts the memory of the process that starts a program as the program's own: a small one starts it.
    starter = [sys.executable, "-I", "-S", __file__, str(folder), str(limit), *command]
    done = subprocess.run(starter, capture_output=True, text=True, check=True)
    ended, *taken = json.loads(done.stdout)
    found = Run(*taken)
    if ended and not found.over:
        said = (folder / LOG).read_text(errors="replace")
        raise Failed(f"{' '.join(command)} in {folder} ended with {ended}:\n{said[-2000:]}")
    return found


def _run(command: list[str], folder: Path, limit: float) -> tuple[int, float, float, float, bool]:
    """How a program ended, and the fields of its Run."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with (folder / LOG).open("w") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        watch = _Watch(process.pid, start + limit)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.done.set()
        watch.join()
    memory = max(usage.ru_maxrss * 1024, watch.most) / 1e6
    return process.returncode, wall, usage.ru_utime + usage.ru_stime, memory, watch.over


class _Watch(threading.Thread):
    """Adds up a program's and its children's memory five times a second, and stops them all when time is up."""

    def __init__(self, process: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.process, self.deadline = process, deadline
        self.most, self.over = 0, False
        self.done = threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(0.2):
            self.most = max(self.most, sum(map(_own, _with_children(self.process))))
            if time.perf_counter() > self.deadline:
                self.over = True
                os.killpg(self.process, signal.SIGKILL)
                return


def _with_children(process: int) -> list[int]:
    """A process and all that it started, as Linux lists them; nothing of one that has ended."""
    found = [process]
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _with_children(int(child))
    return found


def _own(process: int) -> int:
    """A process's memory in bytes; what several share is counted once in all."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    print(json.dumps(_run(sys.argv[3:], Path(sys.argv[1]), float(sys.argv[2]))))
