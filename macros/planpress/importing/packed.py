"""Whether a file is what its name says, and no larger than a plan is, before any library opens it."""

import lzma
import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from planpress.importing.blocks import Unreadable

LARGEST = 200_000_000
"""Bytes once unpacked: no plan comes near it, and a file made to fill the memory goes beyond."""
MOST = 500_000
"""Cells, and other parts of tables and texts. A plan of a hundred pages has a fifth of it at most. The libraries make an object
of each: a small file can ask for thousands of millions."""

DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, expat.ExpatError, OSError, EOFError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, ArithmeticError, MemoryError, RuntimeError,
)  # fmt: skip
"""What the libraries raise for a damaged file; they promise no error of their own."""
_REPEATED = ("gridSpan", "gridBefore", "gridAfter")
"""What in Word says of how many columns a cell is."""
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\0<")
"""How a part begins that may be XML: with a mark of its encoding or a bracket."""


def refuse_others(file: Path, member: str, kind: str, ending: str) -> None:
    """Raises Unreadable, unless the file is a package with this member in it, of a size that can be read."""
    try:
        with file.open("rb") as opened:
            start = opened.read(8)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check its name and that it may be opened") from None
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"is protected by a password, or of an older format; save it as {ending} without a password")
    try:
        packed = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise Unreadable(f"is no {kind}, whatever its name says; save it as {ending}") from None
    with packed:
        members = packed.infolist()
        if member not in {one.filename for one in members}:
            raise Unreadable(f"is no {kind}, whatever its name says; save it as {ending}")
        if sum(one.file_size for one in members) > LARGEST:
            raise Unreadable("is too large once unpacked; take out its pictures, or split it")
        try:
            _count(packed)
        except DAMAGE as error:
            program = kind.partition(" ")[0]
            raise Unreadable(f"the {kind} is damaged ({type(error).__name__}); save it again in {program}") from None


class _Pieces:
    """How far a sheet reaches, and how much there is in all."""

    def __init__(self) -> None:
        self.count = 0
        self.rows = self.columns = 0

    def add(self, number: int) -> None:
        self.count += max(number, 0)
        if self.count + self.rows * self.columns > MOST:
            reach = ""
            if self.rows * self.columns > MOST // 2:
                reach = f": a sheet reaches to row {self.rows:,} and column {self.columns:,}"
            raise Unreadable(f"is larger than a plan can be{reach}; delete empty rows and columns, or split it")

    def reach(self, place: str) -> None:
        """Takes in a cell or an area, such as B7 or A1:C9."""
        corners = re.findall(r"([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?|$)", place.upper().lstrip("$"))
        across = [_column(letters) if letters else 0 for letters, _ in corners]
        down = [int(digits) if digits else 0 for _, digits in corners]
        self.columns, self.rows = max(self.columns, *across, 0), max(self.rows, *down, 0)
        self.add((max(across) - min(across) + 1) * (max(down) - min(down) + 1) if ":" in place and across else 0)

    def begin(self, name: str, given: dict[str, str]) -> None:
        inner = name.rpartition(":")[2]
        self.add(1)
        if inner in ("c", "mergeCell", "hyperlink"):
            self.reach(given.get("r") or given.get("ref") or "")
        elif inner == "row" and given.get("r", "").isdecimal():
            self.rows = max(self.rows, int(given["r"]))
        elif inner in _REPEATED:
            number = next((value for name, value in given.items() if name.endswith("val")), "")
            self.add(int(number) if number.isdecimal() else 0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _no_types(*_: object) -> None:
    # Neither program writes one (ECMA-376, part 2), and entities can stand for files, or for one another without end.
    raise Unreadable("declares XML entities, which neither Word nor Excel does; save it again there")


def _count(packed: zipfile.ZipFile) -> None:
    """Raises Unreadable when the parts together hold more than a plan can, or declare entities."""
    seen = _Pieces()
    for one in packed.infolist():
        with packed.open(one) as opened:
            part = opened.read(65536)
            if not _BEGINS.match(part):
                continue
            parser = expat.ParserCreate()
            parser.StartElementHandler = seen.begin
            parser.StartDoctypeDeclHandler = _no_types
            seen.rows = seen.columns = 0
            while part:
                parser.Parse(part)
                part = opened.read(65536)
            parser.Parse(b"", True)
            seen.add(seen.rows * seen.columns)
