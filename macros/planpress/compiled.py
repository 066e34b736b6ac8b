"""Templates as Python compiled them, kept beside the package as Python keeps its own modules: reading them anew takes
longer than making a plan's pages.

Jinja holds each against its template, its own version and Python's: one that is old or damaged is made again.
"""

import contextlib
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """The compiled templates. Where the folder cannot be written to, nothing is kept."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(str(folder), "template-%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a compiled template, unless Python was told to keep nothing."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)
