"""What earlier builds of one process read and wrote of each plan, for `mkdocs serve`: only what changed is made again.

Kept for as long as the process runs and never longer, so that nothing outlives the version of planpress that wrote it.
A plan's part is used again only if everything that it is made from is byte for byte the same.
"""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from planpress.digests import digests
from planpress.model import PlanData, Site
from planpress.plan_site import Written


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
