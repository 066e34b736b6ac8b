"""Writes many plans' parts of the site, on all processors where that pays. One process gives the same bytes as several."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from planpress.exports import files, load_all
from planpress.look import Colours
from planpress.model import Site
from planpress.pages import View
from planpress.pages.data import Download
from planpress.plan_site import Around, Written, renderer, write, write_downloads
from planpress.render import Renderer

Done = TypeVar("Done")
ENOUGH = 4
"""From how many plans on it pays that each is written by one process. Of fewer, another process makes the downloads."""


@dataclass(frozen=True)
class Job:
    """A plan to write, and where."""

    view: View
    source: Path
    """The folder with the plan's YAML."""
    folder: Path
    """The folder to write into."""


class Ahead:
    """The downloads of a few plans, which another process makes while the site builder does its part. What is begun must
    be stopped."""

    def __init__(self, jobs: Sequence[Job], site: Site, base: str, colours: Colours) -> None:
        """Makes ready. `base` is the site's public address, `colours` are its two."""
        self._emptied = multiprocessing.get_context("fork").Event()
        self._work = _Downloads(jobs, site, base, colours, self._emptied.wait)
        self._pool: ProcessPoolExecutor | None = None
        self._written: list[Future[list[Download]]] = []

    def begin(self) -> None:
        """Begins."""
        with _undisturbed():
            self._pool = _pool(1, self._work)
            self._written = [self._pool.submit(_do, index) for index in range(len(self._work.jobs))]

    def write(self) -> None:
        """Lets the files be written: the site builder has emptied the site's folder."""
        self._emptied.set()

    def written(self, index: int) -> list[Download]:
        """What the pages of a plan say of its downloads, when they are written. Raises what writing them raises."""
        with _told():
            return self._written[index].result()

    def stop(self) -> None:
        """Ends the other process, whatever is written by then."""
        self.write()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            gc.unfreeze()


def ahead(jobs: Sequence[Job], site: Site, base: str, colours: Colours) -> Ahead | None:
    """The downloads of some plans, made ready to begin, if that pays."""
    return Ahead(jobs, site, base, colours) if 0 < len(jobs) < ENOUGH and _processes() > 1 else None


def write_all(
    jobs: Sequence[Job], site: Site, around: Around, processes: int | None = None, begun: Ahead | None = None
) -> list[Written]:
    """Writes every job's plan; what is known of each, in the order of the jobs. Raises what a plan's writing raises.

    `processes` is how many at once; if left out, as many as there are processors, where they can share what is loaded.
    `begun` are the downloads of all jobs, if another process makes them.
    """
    work = _Plans(jobs, site, around)
    if begun:
        return [work(index, begun) for index in range(len(jobs))]
    number = processes if processes is not None else _processes() if len(jobs) >= ENOUGH else 1
    if number > 1:
        # Before the processes part, each of which needs them.
        load_all()
        work.renderer  # noqa: B018
    return each(work, len(jobs), number)


def each(work: Callable[[int], Done], count: int, processes: int | None = None) -> list[Done]:
    """What some work gives for each index up to a count, in their order. Raises what it raises for one of them.

    `processes` is how many work at once; if left out, as many as there are processors, where that pays.
    """
    number = processes if processes is not None else _processes() if count >= ENOUGH else 1
    if number == 1:
        return [work(index) for index in range(count)]
    try:
        with _told(), _pool(number, work) as pool:
            with _undisturbed():
                done = pool.map(_do, range(count))
            return list(done)
    finally:
        gc.unfreeze()


@dataclass(frozen=True)
class _Plans:
    """Plans to write."""

    jobs: Sequence[Job]
    site: Site
    around: Around

    @cached_property
    def renderer(self) -> Renderer:
        return renderer(self.site, self.around)

    def __call__(self, index: int, begun: Ahead | None = None) -> Written:
        """Writes one plan. What is worked out of its view on the way goes when it is written."""
        job = self.jobs[index]
        written = partial(begun.written, index) if begun else None
        return write(replace(job.view), self.site, job.source, self.around, job.folder, self.renderer, written)


@dataclass(frozen=True)
class _Downloads:
    """Downloads to make, and to write when they may be."""

    jobs: Sequence[Job]
    site: Site
    base: str
    colours: Colours
    wait: Callable[[], object]

    def __call__(self, index: int) -> list[Download]:
        job = self.jobs[index]
        made = list(files(job.view, self.site, self.base, self.colours))
        self.wait()
        return write_downloads(job.view, made, job.folder)


_work: Callable[[int], Any] | None = None
"""What a process does, once it was copied from this one with all that it needs: nothing need be sent to it."""


def _pool(number: int, work: Callable[[int], Any]) -> ProcessPoolExecutor:
    # What is loaded by now is not looked through again: that would copy it for each process.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(number, context, initializer=_become, initargs=(os.getpid(), work))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets Ctrl-C wait until the processes that the block begins can be ended again. They themselves never hear it: it is
    for the one that says what came of it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _told() -> Iterator[None]:
    """Says in one line that the system ended a process."""
    try:
        yield
    except BrokenProcessPool:
        raise ChildProcessError(
            "the system ended a process that wrote plans, perhaps for want of memory; try again with more"
        ) from None


def _do(index: int) -> Any:
    if _work is None:
        raise RuntimeError("a process was started without what it has to do")
    return _work(index)


def _become(parent: int, work: Callable[[int], Any]) -> None:
    """Gives a process its work, and lets it end with the one that it was copied from. When that is killed it would wait
    for more for ever, and hold the lock of the site's folder."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: prctl(2)
    if os.getppid() != parent:
        os._exit(1)
    global _work
    _work = work


def _processes() -> int:
    # A copy of a process that has threads may wait forever for what one of them held.
    can_share = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if can_share else 1
