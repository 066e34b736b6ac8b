"""Small matters of English, and names in addresses."""

import re
from collections.abc import Iterable
from typing import Any


def number_of(word: str, number: int) -> str:
    """ "1 action", "2 actions", "no actions"."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def and_list(items: Iterable[Any]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def slug(text: str) -> str:
    """A name as it stands in an address: small letters, digits and hyphens."""
    plain = re.sub(r"[’']", "", text.lower().replace("&", " and "))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "-"
