"""Writes many plans' parts of the site, on all processors where that pays. One process gives the same bytes as several."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from planpress.model import Site
from planpress.pages import View
from planpress.plan_site import Around, Written, renderer, write
from planpress.render import Renderer

ENOUGH = 4
"""From how many plans on a second process gains more than its start costs."""


@dataclass(frozen=True)
class Job:
    """A plan to write, and where."""

    view: View
    source: Path
    """The folder with the plan's YAML."""
    folder: Path
    """The folder to write into."""


def write_all(jobs: Sequence[Job], site: Site, around: Around, processes: int | None = None) -> list[Written]:
    """Writes every job's plan; what is known of each, in the order of the jobs. Raises what a plan's writing raises.

    `processes` is how many at once; if left out, as many as there are processors, where they can share what is loaded.
    """
    if not jobs:
        return []
    number = processes if processes is not None else _processes(len(jobs))
    if number == 1:
        made = renderer(site, around)
        return [_write(job, site, around, made) for job in jobs]
    global _shared
    _shared = (jobs, site, around, renderer(site, around))
    gc.freeze()
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(number, context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            return list(pool.map(_write_shared, range(len(jobs))))
    finally:
        gc.unfreeze()
        _shared = None


def _end_with(parent: int) -> None:
    """Lets a process end with the one that it was copied from. When that is killed it would wait for work for ever, and
    hold the lock of the site's folder."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: prctl(2)
    if os.getppid() != parent:
        os._exit(1)


def _processes(jobs: int) -> int:
    # A copy of a process that has threads may wait forever for what one of them held.
    can_share = sys.platform == "linux" and threading.active_count() == 1
    return min(os.cpu_count() or 1, jobs) if can_share and jobs >= ENOUGH else 1


def _write(job: Job, site: Site, around: Around, made: Renderer) -> Written:
    # What is worked out of a view on the way goes when its plan is written.
    return write(replace(job.view), site, job.source, around, job.folder, made)


_shared: tuple[Sequence[Job], Site, Around, Renderer] | None = None
"""What the processes were given when they were copied from this one: nothing need be sent to them."""


def _write_shared(index: int) -> Written:
    if _shared is None:
        raise RuntimeError("a process was started without what it has to write")
    jobs, site, around, made = _shared
    return _write(jobs[index], site, around, made)
