"""What earlier builds of one process read and wrote of each plan, for `mkdocs serve`: only what changed is made again.

Kept for as long as the process runs and never longer, so that nothing outlives the version of planpress that wrote it.
A plan's part is used again only if everything that it is made from is byte for byte the same.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from planpress.model import PlanData, Site
from planpress.plan_site import Written


def digests(folder: Path) -> dict[str, str]:
    """What each entry of a data folder holds, by name: a hash of all names and bytes in it."""
    return {entry.name: digest(entry) for entry in sorted(folder.iterdir())} if folder.is_dir() else {}


def digest(entry: Path, passing_over: str = "") -> str:
    """What a file or a folder holds: a hash of all names and bytes in it, without folders that are called `passing_over`.

    With a link in it, or anything else than files that can be read, a folder never holds what it held.
    """
    whole = hashlib.sha256()
    try:
        for name, content in files(entry, passing_over):
            whole.update(counted(name, content))
    except OSError:
        return os.urandom(32).hex()
    return whole.hexdigest()


def counted(name: str, content: bytes) -> bytes:
    """What a digest is made of for one file, so that no two folders give the same."""
    return b"%d %d " % (len(os.fsencode(name)), len(content)) + os.fsencode(name) + content


def files(entry: Path, passing_over: str = "") -> Iterator[tuple[str, bytes]]:
    """The names, from the folder above on, and contents of the files in a folder, in order; or of one file.

    Raises OSError where one cannot be read, and for anything that is neither a folder nor a file, such as a link.
    """
    above = len(str(entry.parent)) + 1
    alone = not entry.is_dir() or entry.is_symlink()
    for path in [str(entry)] if alone else sorted(_inner(str(entry), passing_over)):
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise OSError(f"{path} is no file")
        yield path[above:], Path(path).read_bytes()


def _inner(folder: str, passing_over: str) -> Iterator[str]:
    """The paths of all in a folder that is no folder itself."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif entry.name != passing_over:
                yield from _inner(entry.path, passing_over)


class Kept:
    """Plans' parts of the site, each in a folder beside the others, until the process ends."""

    def __init__(self) -> None:
        self._temporary = TemporaryDirectory(prefix="planpress-")
        self._known: dict[str, tuple[str, Written]] = {}
        self.digests: dict[str, str] = {}
        """What the data folder held when the build began, by the names in it."""
        self._read: dict[str, str] = {}
        self._site = Site(())

    def begin(self, data: Path) -> dict[str, PlanData]:
        """Notes what the data folder holds; the plans that need not be read again, by folder.

        To be called before the folder is read: what changes later is another build's.
        """
        self.digests = digests(data)
        same = {name for name, digest in self.digests.items() if self._read.get(name) == digest}
        shared = [name for name in {*self.digests, *self._read} if name.endswith(".yml")]
        if not same.issuperset(shared):
            return {}
        return {plan.id: plan for plan in self._site.plans if plan.id in same}

    def read(self, site: Site) -> None:
        """Remembers what was read after `begin`, and found to be without a problem."""
        self._read, self._site = self.digests, site

    def folder(self, plan: str) -> Path:
        """Where a plan's part is kept."""
        return Path(self._temporary.name) / plan

    def get(self, plan: str, key: str) -> Written | None:
        """What is known of a plan's part, if it was made from just that; otherwise it is thrown away."""
        known = self._known.get(plan)
        if known and known[0] == key:
            return known[1]
        self._known.pop(plan, None)
        shutil.rmtree(self.folder(plan), ignore_errors=True)
        return None

    def put(self, plan: str, key: str, written: Written) -> Written:
        """Remembers that the plan's folder holds a whole part, and what it was made from."""
        self._known[plan] = key, written
        return written

    def close(self) -> None:
        """Throws everything away."""
        self._temporary.cleanup()

    def forget_all_but(self, plans: Iterable[str]) -> None:
        """Throws away the parts of plans that are no more."""
        for plan in set(self._known) - set(plans):
            self.get(plan, "")


def lay_out(kept: Mapping[str, Path], site: Path) -> None:
    """Puts kept folders into a site's folder under their names, in place of those of earlier builds: as links, since
    copying 100 plans takes longer than to make one anew. Where the system allows no links, they are copied."""
    for entry in site.iterdir():
        if entry.is_symlink():
            entry.unlink()
    for name, folder in kept.items():
        try:
            (site / name).symlink_to(folder, target_is_directory=True)
        except OSError:
            shutil.copytree(folder, site / name)
