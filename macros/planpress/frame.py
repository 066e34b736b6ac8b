"""What the theme puts around a plan's page: MkDocs makes it once for each depth of address, and each page is set in it.

The frame holds slots where a page's own parts go. Whatever a page is, its frame costs a few joined strings.
"""

import re
from collections.abc import Mapping

SLOTS = ("title", "plan", "description", "canonical", "head", "menu", "content", "foot")
"""What differs from page to page, as HTML: `head`, `menu`, `content` and `foot` are elements, the others escaped text."""

# Two characters of a private area that no file of a plan can hold, so that no text is taken for a slot.
_OPEN, _SHUT = "\ue000", "\ue001"
_SLOT = re.compile(f"{_OPEN}({'|'.join(SLOTS)}){_SHUT}")


def slot(name: str) -> str:
    """What stands in a theme's template in place of a page's own part. Raises ValueError for a name not in SLOTS."""
    if name not in SLOTS:
        raise ValueError(f"no slot is called {name}")
    return f"{_OPEN}{name}{_SHUT}"


class Frame:
    """A page of the theme whose slots can be filled."""

    def __init__(self, html: str) -> None:
        self._parts = _SLOT.split(html)

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with a value in every slot."""
        return "".join(values[part] if index % 2 else part for index, part in enumerate(self._parts))
