"""What an export is, and the addresses and permanent names that exports give to things."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planpress.model import PlanData
from planpress.pages.data import Download, Group
from planpress.words import slug

_NAMES = uuid.UUID("4d0d4c1e-7f0a-5a63-9d0b-6a2f3a1c8e57")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


@dataclass(frozen=True)
class Export(Download):
    """A file of the site that is no page, with its content."""

    content: bytes = field(repr=False)

    @property
    def listed(self) -> Download:
        """The same without its content."""
        return Download(self.path, self.title, self.media_type, self.holds, self.group, self.size)


def export(path: str, content: bytes, title: str, media_type: str, holds: str, group: Group) -> Export:
    """An export with its size counted."""
    return Export(path, title, media_type, holds, group, len(content), content)


@dataclass(frozen=True)
class Links:
    """Makes the addresses that stand in one export."""

    base: str
    """The site's public address with a slash at its end; empty if it is not known."""
    path: str
    """The export's own address from the site's root."""

    def __call__(self, address: str) -> str:
        """The whole address of a page or file of the site; without a public address, the way there from the export."""
        return self.base + address if self.base else "../" * self.path.count("/") + address


def urn(plan: PlanData, *parts: str) -> str:
    """A name for a thing of a plan that no other plan has and that stays the same wherever the site is published."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, '/'.join((slug(plan.plan.organisation), plan.id, *parts)))}"


def printable(text: str) -> str:
    """A text without the characters that XML 1.0 forbids, and without unseen control characters."""
    # Hardly a text holds one, and that is seen many times faster than each character is held against the pattern.
    return text if text.isprintable() or text.replace("\n", "").isprintable() else _ILLEGAL.sub("", text)


_compact = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def in_lines(made: Mapping[str, Any]) -> bytes:
    """A JSON object with a line for each of its fields and for each item of its lists, so that two versions can be
    compared line by line. json's own indenting is many times slower."""
    lines = []
    for name, value in made.items():
        if isinstance(value, list) and value:
            text = "[\n" + ",\n".join(map(_compact, value)) + "\n]"
        else:
            text = _compact(value)
        lines.append(f"{_compact(name)}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
