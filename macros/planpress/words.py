"""Small matters of English, and names in addresses."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any


def number_of(word: str, number: int) -> str:
    """ "1 action", "2 actions", "no actions"."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def and_list(items: Iterable[Any]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


@lru_cache(2_000)
def slug(text: str) -> str:
    """A name as it stands in an address: small letters, digits and hyphens."""
    # Accents go; letters that have no likeness among ours are told apart by their numbers.
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']", "", text.lower().replace("&", " and ")))
    plain = re.sub(r"[\u0300-\u036f]", "", plain)
    if not re.search(r"[a-z0-9]", plain):
        plain = "-".join(f"{ord(sign):x}" for sign in plain if sign.isalpha())
    # No file's name is longer than 255 characters, with its ending.
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:200] or "-"
