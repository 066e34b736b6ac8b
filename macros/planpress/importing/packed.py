"""Whether a file is what its name says, before any library opens it."""

import zipfile
import zlib
from pathlib import Path

from planpress.importing.blocks import Unreadable

LARGEST = 200_000_000
"""Bytes once unpacked: no plan comes near it, and a file made to fill the memory goes beyond."""

DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, OSError, LookupError, ValueError, TypeError, AttributeError, SyntaxError,
)  # fmt: skip
"""What the libraries raise for a damaged file; they promise no error of their own."""


def refuse_others(file: Path, member: str, kind: str, ending: str) -> None:
    """Raises Unreadable, unless the file is a package with this member in it."""
    try:
        with file.open("rb") as opened:
            start = opened.read(8)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check its name and that it may be opened") from None
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"is protected by a password, or of an older format; save it as {ending} without a password")
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile:
        raise Unreadable(f"is no {kind}, whatever its name says; save it as {ending}") from None
    if member not in {one.filename for one in members}:
        raise Unreadable(f"is no {kind}, whatever its name says; save it as {ending}")
    if sum(one.file_size for one in members) > LARGEST:
        raise Unreadable("is too large once unpacked; take out its pictures, or split it")
