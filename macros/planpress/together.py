"""Writes many plans' parts of the site, on all processors where that pays. One process gives the same bytes as several."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from planpress.exports import load_all
from planpress.model import Site
from planpress.pages import View
from planpress.pages.data import Download
from planpress.plan_site import Around, Written, renderer, write, write_downloads
from planpress.render import Renderer

ENOUGH = 4
"""From how many plans on each is written by one process. Of fewer, another process writes the downloads."""


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
    number = processes if processes is not None else _processes()
    work = _Work(jobs, site, around)
    if not jobs or number == 1:
        return [work.write(index) for index in range(len(jobs))]
    few = len(jobs) < ENOUGH
    if not few:
        # Before the processes part, each of which needs them.
        load_all()
        work.renderer  # noqa: B018
    global _work
    _work = work
    gc.freeze()
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(1 if few else number, context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            if not few:
                return list(pool.map(_write, range(len(jobs))))
            aside = [pool.submit(_write_downloads, index) for index in range(len(jobs))]
            return [work.write(index, one.result) for index, one in enumerate(aside)]
    finally:
        gc.unfreeze()
        _work = None


@dataclass(frozen=True)
class _Work:
    """What there is to do, for every process."""

    jobs: Sequence[Job]
    site: Site
    around: Around

    @cached_property
    def renderer(self) -> Renderer:
        return renderer(self.site, self.around)

    def write(self, index: int, written: Callable[[], list[Download]] | None = None) -> Written:
        job = self.jobs[index]
        # What is worked out of a view on the way goes when its plan is written.
        return write(replace(job.view), self.site, job.source, self.around, job.folder, self.renderer, written)

    def write_downloads(self, index: int) -> list[Download]:
        job = self.jobs[index]
        return write_downloads(replace(job.view), self.site, self.around, job.folder)


_work: _Work | None = None
"""What the processes were given when they were copied from this one: nothing need be sent to them."""


def _given() -> _Work:
    if _work is None:
        raise RuntimeError("a process was started without what it has to write")
    return _work


def _write(index: int) -> Written:
    return _given().write(index)


def _write_downloads(index: int) -> list[Download]:
    return _given().write_downloads(index)


def _end_with(parent: int) -> None:
    """Lets a process end with the one that it was copied from. When that is killed it would wait for work for ever, and
    hold the lock of the site's folder."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: prctl(2)
    if os.getppid() != parent:
        os._exit(1)


def _processes() -> int:
    # A copy of a process that has threads may wait forever for what one of them held.
    can_share = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if can_share else 1
