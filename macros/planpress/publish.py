"""A build beside the site that is there, put in its place in one step, and only when it is whole."""

import ctypes
import errno
import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

import click

SIGNS = ("index.html", "404.html", "sitemap.xml")
"""What a folder holds, one of them at least, that may be taken for a website and be replaced by one."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
log = logging.getLogger("mkdocs.plugins.planpress")


class Publishing:
    """One build of a site: the folder to build into, and the step that puts it in the site's place.

    The folder lies beside the site, since only within one file system can two folders change places. Whatever stops the
    build, the site is whole: it is the old one up to that step and the new one from it on. What a killed build left
    behind, the next one takes away. A build waits for another one of the same site.
    """

    def __init__(self, site: Path) -> None:
        """Makes ready to build. Raises click.ClickException when the folder is no website, OSError when the disk
        cannot be written to."""
        # A link stays: the folder that it leads to is replaced.
        self.site = site.resolve()
        _refuse_others(self.site)
        self.work = self.site.with_name(f".{self.site.name}-new")
        self.made = self.work / "site"
        """Where to build."""
        self.old = self.work / "old"
        for part in (self.work, self.made, self.old, self.work / "lock"):
            # It would be followed when the last build's leftovers are removed: a proposed change may hold one.
            if part.is_symlink():
                raise click.ClickException(
                    f"{part.name} beside the site is a link; remove it, since builds use this name"
                )
        self._lock = _locked(self.work, self.site)
        if self.old.exists() and not self.site.exists():
            self.old.rename(self.site)
        self._clean()

    def publish(self) -> None:
        """Puts what was built in the site's place. Raises OSError, and leaves the site as it was."""
        if not self.site.exists():
            self.made.rename(self.site)
            return
        # MkDocs leaves hidden files in place too: a site's folder may be a copy of a git branch.
        for entry in self.site.iterdir():
            to = self.made / entry.name
            if entry.name.startswith(".") and not to.exists():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.copytree(entry, to, symlinks=True)
                else:
                    shutil.copy2(entry, to, follow_symlinks=False)
        if not exchanged(self.made, self.site):
            # For a moment there is no site. A build that is killed just then leaves it in `old`, for the next to put back.
            self.site.rename(self.old)
            try:
                self.made.rename(self.site)
            except OSError:
                self.old.rename(self.site)
                raise

    def close(self) -> None:
        """Takes away all that is not the site, and lets the next build begin."""
        self._clean()
        lock = self.work / "lock"
        if sys.platform == "win32":  # An open file cannot be removed there.
            self._lock.close()
            _tried(lock.unlink)
        else:  # Removed while it is held, so that nobody else's lock is.
            _tried(lock.unlink)
            self._lock.close()
        _tried(self.work.rmdir)

    def _clean(self) -> None:
        shutil.rmtree(self.made, ignore_errors=True)
        if self.site.exists():
            shutil.rmtree(self.old, ignore_errors=True)


class SafeBuild:
    """The part of a MkDocs plugin that lets every build that writes a site, `mkdocs build` too, go through Publishing.

    MkDocs itself empties the site's folder before it reads the first page. Which of its events come when:
    mkdocs/__main__.py, build_command; mkdocs/commands/build.py, build.
    """

    _writes = False
    _publishing: Publishing | None = None
    _config: Any = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Refuses a build of a part only, which would be published with the rest missing."""
        if dirty:
            raise click.ClickException("planpress builds whole sites only; leave out --dirty")
        self._writes = command != "serve"

    def aside(self, config: Any) -> None:
        """Lets MkDocs write beside the site. To be called in `on_config`, before anything reads the folder's name."""
        if self._writes:
            self._publishing, self._config = Publishing(Path(config.site_dir)), config
            config.site_dir = str(self._publishing.made)

    def published(self) -> None:
        """What is to be done when the site is in its place."""

    def on_build_error(self, *, error: Exception) -> None:
        """A full disk, or a file that cannot be read or written, in one line."""
        if isinstance(error, OSError):
            raise click.ClickException(f"{_why(error)}; nothing was published")

    def on_shutdown(self) -> None:
        """Publishes what was built, unless the build has ended with an error: a warning in a strict build is one."""
        if not self._publishing:
            return
        # MkDocs calls this in a `finally`: where an error is on its way, it is the one that is being handled.
        whole = sys.exc_info()[0] is None
        # From here on it is too late to say that nothing was published: what is begun is ended.
        with uninterrupted():
            try:
                if whole:
                    self._publishing.publish()
                    self.published()
            except OSError as error:
                raise click.ClickException(f"{_why(error)}; nothing was published") from None
            finally:
                self._config.site_dir = str(self._publishing.site)
                self._publishing.close()
                self._publishing = None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """While the block runs, Ctrl-C is not heard."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Only the main thread hears it.
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def hold_clock(day: date) -> None:
    """Makes a day of the data the one that MkDocs writes into the site map, in place of today's date.

    MkDocs takes it from SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/). One that is set
    already gives way: the same data make the same site.
    """
    # A compressed file can tell the seconds from 1970 to 2106 (RFC 1952).
    held = min(max(day, date(1970, 1, 1)), date(2100, 1, 1))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(held, time(), UTC).timestamp()))


def exchanged(one: Path, other: Path) -> bool:
    """Gives two folders each other's name, in one step. False, with nothing done, where the system has no such step."""
    if sys.platform == "linux":
        call = getattr(ctypes.CDLL(None), "renameat2", None)
        here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE: renameat2(2)
        return call is not None and int(call(here, os.fsencode(one), here, os.fsencode(other), exchange)) == 0
    if sys.platform == "darwin":
        call = getattr(ctypes.CDLL(None), "renamex_np", None)
        swap = 2  # RENAME_SWAP: rename(2) of macOS
        return call is not None and int(call(os.fsencode(one), os.fsencode(other), swap)) == 0
    return False


def _refuse_others(site: Path) -> None:
    """Stops a build into a folder of something else, which would be lost."""
    if not site.exists():
        return
    if not site.is_dir():
        raise click.ClickException(f"{site.name} is a file; name a folder to publish into")
    seen = [entry.name for entry in site.iterdir() if not entry.name.startswith(".")]
    if seen and not any(sign in seen for sign in SIGNS):
        raise click.ClickException(
            f"the folder {site.name} holds files, but no website, and building would remove them; "
            "name another folder to publish into"
        )


def _locked(work: Path, site: Path) -> BinaryIO:
    """The open lock of a work folder, which is made if there is none. Waits for as long as another build holds it."""
    told = False
    while True:
        work.mkdir(parents=True, exist_ok=True)
        path = work / "lock"
        try:
            lock = path.open("ab")
        except FileNotFoundError:
            continue  # The build before has just ended and removed it.
        if not _lock(lock, wait=False):
            if not told:
                log.info(f"Another build of {site.name} is running: waiting for its end")
            told = True
            _lock(lock, wait=True)
        try:
            if os.path.samestat(path.stat(), os.fstat(lock.fileno())):
                return lock
        except FileNotFoundError:
            pass
        lock.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO, *, wait: bool) -> bool:
        """Whether the lock is ours now. The system gives it up when the process ends, however it ends."""
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False

else:
    import fcntl

    def _lock(file: BinaryIO, *, wait: bool) -> bool:
        """Whether the lock is ours now. The system gives it up when the process ends, however it ends."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


def _why(error: OSError) -> str:
    if error.errno in FULL:
        return "the disk is full, or a file would be larger than allowed"
    named = f": {Path(os.fsdecode(error.filename)).name}" if isinstance(error.filename, str | bytes) else ""
    return f"{error.strerror or error}{named}"


def _tried(step: Any) -> None:
    """Runs a step of clearing up. What is in its way is for the next build to take away."""
    try:
        step()
    except OSError:
        log.debug("not removed", exc_info=True)
