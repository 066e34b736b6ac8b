"""Symbolic links that lead out of a folder: what they lead to would be read and published.

A proposed change may hold one to the environment or to a key of the machine that builds the site.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from planpress.problem import Problem


def links_away(folder: Path, named: str) -> Iterator[Problem]:
    """The links in a folder, at any depth, that lead out of it; `named` is what problems call the folder."""
    inside = folder.resolve()
    if folder.is_symlink() and not inside.is_relative_to(folder.parent.resolve()):
        yield Problem(named, 1, "is a link to something outside the site's folder", "put the folder itself here")
        return
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in sorted(folders + files)):
            # Unlike Path.resolve, realpath does not fail for a link that leads to itself.
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                where = f"{named}/{path.relative_to(folder).as_posix()}"
                yield Problem(where, 1, "is a link to something outside its folder", "put a copy of the file here")
