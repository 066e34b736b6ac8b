"""What need not be made again: plans of the site that is there, where nothing that they are made from has changed.

For each site a file among the user's caches tells of each plan what its folder was made from and what it then held. A plan
is taken over only if both are still so. A change of its data, of the site around it, of planpress or of anything that is
installed beside it, or of one byte in its folder, and it is made anew. The file does not lie beside the site: a proposed
change could hold one, with pages that no data say.
"""

import contextlib
import hashlib
import json
import logging
import os
import shutil
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from planpress.digests import counted, digest, digests, files
from planpress.pages.data import Download, Group
from planpress.plan_site import Written, put

PACKAGE = Path(__file__).parent
log = logging.getLogger("mkdocs.plugins.planpress")


@dataclass(frozen=True)
class Part:
    """A plan's part of a site that was published."""

    made_from: str
    """All that it was made from, as a hash."""
    holds: str
    """All names and bytes in its folder, as a hash."""
    written: Written


class Earlier:
    """What is known of the site that is there."""

    def __init__(self, site: Path, data: Path) -> None:
        """To be made before the data are read: what changes later is another build's."""
        self.site = site
        self.digests = digests(data)
        """What the data folder holds, by the names in it."""
        self._data = data
        self._tools = tools()

    def part(self, plan: str, made_from: str) -> Part | None:
        """A plan's part, if it was made from just that. Its files may have been changed since."""
        known = self._known.get(plan)
        return known if known and known.made_from == made_from else None

    def note(self, parts: Mapping[str, Part]) -> None:
        """Remembers what the site holds that was just published, for the next build."""
        if digests(self._data) != self.digests or tools() != self._tools:
            return  # A file was changed while the site was built: nobody can tell which pages know of it.
        body = json.dumps({"tools": self._tools, "parts": {name: _told(part) for name, part in parts.items()}})
        # Without a folder for caches every build makes all. Where there is no home, platformdirs raises RuntimeError.
        with contextlib.suppress(OSError, RuntimeError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(f".{os.getpid()}")
            try:
                new.write_text(f"{_seal(body)}\n{body}", encoding="utf-8")
                new.replace(self._file)
            finally:
                new.unlink(missing_ok=True)

    @cached_property
    def _known(self) -> dict[str, Part]:
        try:
            if not (self.site.is_dir() and self._file.is_file()):
                return {}
            seal, _, body = self._file.read_text(encoding="utf-8", errors="replace").partition("\n")
        except (OSError, RuntimeError):
            return {}
        try:
            known = json.loads(body) if seal == _seal(body) else {}
            if known["tools"] == self._tools:
                return {name: _part(told) for name, told in known["parts"].items()}
        except (ValueError, LookupError, TypeError, AttributeError):
            log.info(f"What was noted of {self.site.name}/ is damaged: every plan is made anew")
            return {}
        log.info(
            f"{self.site.name}/ was made with another version of planpress, of Python or of what they use: "
            "every plan is made anew"
        )
        return {}

    @property
    def _file(self) -> Path:
        return user_cache_path("planpress") / f"{hashlib.sha256(os.fsencode(self.site)).hexdigest()}.json"


def taken_over(folder: Path, holds: str, into: Path) -> bool:
    """Copies a folder's files into a new folder of its name. False, with nothing left there, if the folder does not hold
    what it held."""
    # Not as links to the same files: the site must stay as it is, whatever is done to the new one before it is published.
    whole = hashlib.sha256()
    with contextlib.suppress(OSError):
        for name, content in files(folder):
            whole.update(counted(name, content))
            put(into.parent, name, content)
        if whole.hexdigest() == holds:
            return True
    shutil.rmtree(into, ignore_errors=True)
    return False


def tools() -> str:
    """All that makes pages, as a hash: this package's files, Python, and the packages installed, with their versions. An
    edit within another package is not seen."""
    parts = [
        sys.version,
        sys.platform,
        str(sys.flags.optimize),
        zlib.ZLIB_RUNTIME_VERSION,
        digest(PACKAGE, passing_over="__pycache__"),
    ]
    for folder in map(Path, sys.path):
        with contextlib.suppress(OSError):
            parts += sorted(entry.name for entry in folder.iterdir() if entry.suffix in (".dist-info", ".egg-info"))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _seal(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _told(part: Part) -> dict[str, Any]:
    downloads = [vars(one) | {"group": one.group.name} for one in part.written.downloads]
    written = vars(part.written) | {"words": sorted(part.written.words), "downloads": downloads}
    return vars(part) | {"written": written}


def _part(told: Any) -> Part:
    written = told["written"]
    downloads = tuple(Download(**one | {"group": Group[one["group"]]}) for one in written["downloads"])
    known = Written(tuple(written["pages"]), downloads, frozenset(written["words"]))
    return Part(told["made_from"], told["holds"], known)
