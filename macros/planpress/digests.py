"""What folders hold, as hashes: whether anything in them has changed."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path


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
