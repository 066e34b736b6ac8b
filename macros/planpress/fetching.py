"""Files of a published site, read by address or from a folder. Nothing else is asked for, and nothing is written."""

from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from planpress.problem import one_line
from planpress.web import BrokenOff, LedAstray, TooLarge, TooSlow, read

LARGEST = 10_000_000
"""The most bytes that are read of one file."""
PATIENCE = 30
"""How many seconds one file may take."""


class Unreachable(Exception):
    """Why a file cannot be read, in one line."""


class Missing(Unreachable):
    """The site answers, but has no such file."""


@dataclass(frozen=True)
class Place:
    """A folder of a site: its address, with a slash at the end, or its path on this machine."""

    where: str

    @property
    def on_the_web(self) -> bool:
        return "://" in self.where

    def __truediv__(self, inner: str) -> "Place":
        """A folder in it."""
        return Place(f"{self.where.rstrip('/')}/{quote(inner) if self.on_the_web else inner}/")

    @property
    def above(self) -> "Place":
        """The folder that it lies in."""
        if self.on_the_web:
            return Place(self.where.rstrip("/").rpartition("/")[0] + "/")
        return Place(str(Path(self.where).resolve().parent))

    def read(self, name: str) -> bytes:
        """The bytes of a file in it. Raises Missing or Unreachable."""
        if self.on_the_web:
            return _fetched(f"{self.where.rstrip('/')}/{quote(name)}")
        file = Path(self.where) / name
        try:
            if not file.exists():
                raise Missing(f"there is no file {file}")
            if file.stat().st_size > LARGEST:
                raise Unreachable(f"{file} is larger than {LARGEST // 1_000_000} MB")
            return file.read_bytes()
        except OSError as error:
            raise Unreachable(f"{file} cannot be read ({error.strerror})") from None


def place(given: str) -> tuple[Place, str]:
    """The place that an address or path names, and the file in it; no file, if it names a folder. Raises Unreachable."""
    if "://" in given:
        if urlsplit(given).scheme not in ("http", "https") or not urlsplit(given).hostname:
            raise Unreachable(f"{given} is no address of a website; it begins with https:// or http://")
        folder, _, name = given.partition("#")[0].partition("?")[0].rpartition("/")
        if folder.endswith(":/"):  # A host alone: https://example.org
            return Place(f"{folder}/{name}/"), ""
        return (
            (Place(f"{folder}/"), name) if name.endswith(".json") else (Place(f"{folder}/{name}".rstrip("/") + "/"), "")
        )
    path = Path(given)
    if path.is_dir():
        return Place(str(path)), ""
    return Place(str(path.parent)), path.name


def _fetched(address: str) -> bytes:
    try:
        return read(address, LARGEST, PATIENCE / 2, PATIENCE)
    except TooLarge:
        raise Unreachable(f"{address} is larger than {LARGEST // 1_000_000} MB") from None
    except BrokenOff:
        raise Unreachable(f"{address} broke off before its end; try again") from None
    except TooSlow:
        raise Unreachable(f"{address} took longer than {PATIENCE} seconds") from None
    except LedAstray as to:
        raise Unreachable(f"{address} leads on to {one_line(str(to))}, which is not safe to follow") from None
    except HTTPError as error:
        error.close()
        if error.code in (404, 410):
            raise Missing(f"there is nothing at {address}") from None
        raise Unreachable(one_line(f"{address} answered with {error.code} {error.reason}")) from None
    except (URLError, HTTPException, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or error
        raise Unreachable(one_line(f"{address} cannot be reached ({why})")) from None
