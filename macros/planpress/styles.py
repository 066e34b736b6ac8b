"""A style sheet without what no page can use: most of Material's, since header, menu, search and lists are ours.

A selector goes when it needs a class, an id or an attribute that no page and no script names; in doubt it stays. tinycss2
takes over ten times as long to read a sheet, so one expression splits it into rules here.
"""

import re
from collections.abc import Iterable, Sequence

_TAG = re.compile(rb"""<[a-zA-Z](?>[^>"']+|"[^"]*"|'[^']*'|["'])*+""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_IN_NAMES = b"abcdefghijklmnopqrstuvwxyz0123456789-_" + bytes(range(0x80, 0x100))
_SMALL = bytes(range(0x100)).lower()
_WORDS = bytes(byte if byte in _IN_NAMES else 0x20 for byte in _SMALL)
_PAIRS = bytes(byte if byte in _IN_NAMES + b"=" else 0x20 for byte in _SMALL)

_STRING = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'"""
# Brackets without others in them, as those of a url(), may hold braces and semicolons without quotation marks.
_WHOLE = rf"{_STRING}|/\*.*?\*/|\\.|\([^()\"'\\]*\)|[(/]"
_TEXT = rf"(?>[^{{}};\"'(/\\]+|{_WHOLE})*+"
_BLOCK = r"\{\}"
for _ in range(4):  # A rule within a rule within two @media.
    _BLOCK = rf"\{{(?>[^{{}}\"'(/\\]+|{_WHOLE}|{_BLOCK})*+\}}"
_STATEMENT = re.compile(rf"({_TEXT})(;|{_BLOCK}|\Z)", re.DOTALL)
_PROPERTY = re.compile(rf"{_STRING}|(?<=[{{;])(--[\w-]+):{_TEXT}(?:;|(?=\}}))", re.DOTALL)
_SPACE = re.compile(rf"({_STRING}|url\([^()\"']*\))|/\*.*?\*/|\n\s*", re.DOTALL)
_ADDRESS = re.compile(r"""(url\(\s*["']?)(?![a-zA-Z]+:|[/#"'])""")

_ATTRIBUTE = re.compile(rf"\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*({_STRING}|[\w-]+)[^\]]*)?\]")
_FUNCTION = re.compile(r":([\w-]+)\(([^()]*)\)")
_NAME = re.compile(r"[.#]([\w\0-]+)")
_NEVER = ".\0"
"""Stands in a selector for what nothing can match, as if for a class that no page names."""
_CHOICES = {"is", "where", "has", "matches"}
_SET_BY_BROWSERS = {"open"}
"""Attributes that an element gets while a page is read."""


def in_pages(pages: Iterable[bytes]) -> set[str]:
    """What the tags of HTML pages name, in small letters; for an attribute whose value is one word also `name=value`."""
    found: set[bytes] = set()
    for page in pages:
        found.update(_TAG.findall(page))
        if b"<!--" in page:
            # A quotation mark in a comment hides the end of the tag behind it.
            found.update(_TAG.findall(_COMMENT.sub(b"", page)))
    tags = re.sub(rb"(?<!\s)\s*+=\s*+", b"=", b"\n".join(found))
    return _split(tags.translate(_WORDS)) | _split(tags.translate(_PAIRS, b"\"'"))


def in_code(text: bytes) -> set[str]:
    """The words of templates and scripts, in small letters. A script may call `data-a-b` `dataset.aB`."""
    words = _split(text.translate(_WORDS))
    return words | {_in_script(word) for word in words if word.startswith("data-")}


def in_sheet(sheet: str) -> set[str]:
    """The custom properties that a style sheet uses or sets, in small letters."""
    return set(re.findall(r"--[\w-]+", sheet.lower()))


def joined(theirs: Sequence[str], ours: Sequence[str], names: set[str]) -> str:
    """One style sheet: what can be used of theirs, and all of ours.

    `names` are those of pages and code, and of custom properties in other sheets. Ours lie one folder above the new sheet.
    """
    own = "".join(_SPACE.sub(lambda found: found[1] or " ", _ADDRESS.sub(r"\1../", sheet)) for sheet in ours)
    kept = "".join(used(sheet, names) for sheet in theirs)
    wanted = names | in_sheet(own) | set(re.findall(r"(?<![{;])--[\w-]+", kept.lower()))
    kept = _PROPERTY.sub(lambda found: "" if found[1] and found[1].lower() not in wanted else found[0], kept)
    return f'@charset "UTF-8";{kept}{own}'


def used(sheet: str, names: set[str]) -> str:
    """A style sheet without rules that need what is not among the names. One that cannot be read comes back as it is."""
    statements = _STATEMENT.findall(sheet)
    if sum(len(head) + len(block) for head, block in statements) != len(sheet):
        return sheet
    kept = []
    for head, block in statements:
        start = head.lstrip()
        if start.startswith(("@media", "@supports")):
            inner = used(block[1:-1], names)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        elif start.startswith("@"):
            kept.append("" if start.startswith("@charset") else head + block)
        elif block and (selectors := _possible(head, names)):
            kept.append(selectors + block)
    return "".join(kept)


def _possible(selectors: str, names: set[str]) -> str:
    """The selectors of a list that something can match."""
    bare = selectors.lower()
    if "\\" in bare or "/*" in bare:
        return selectors
    if "[" in bare:
        bare = _ATTRIBUTE.sub(lambda found: "" if _can_have(found, names) else _NEVER, bare)
    while "(" in bare:
        bare, number = _FUNCTION.subn(lambda found: "" if _can_be(found, names) else _NEVER, bare)
        if not number:
            return selectors
    possible = [names.issuperset(_NAME.findall(one)) for one in bare.split(",")]
    written = selectors.split(",")
    # Where a browser does not know one selector, it obeys none of the list: that one must not go alone.
    if any(possible) and (":-" in bare or len(written) != len(possible)):
        return selectors
    return ",".join(one for one, keep in zip(written, possible, strict=False) if keep)


def _can_have(attribute: re.Match[str], names: set[str]) -> bool:
    """Whether an element can have an attribute, with the value that a selector asks for."""
    name, operator, value = attribute.groups("")
    value = value.strip("\"'")
    called = _in_script(name)
    if operator in ("=", "~=") and re.fullmatch(r"[\w-]+", value):
        return f"{name}={value}" in names or {called, value} <= names
    return name in names or called in names or name in _SET_BY_BROWSERS


def _can_be(function: re.Match[str], names: set[str]) -> bool:
    """Whether something can be one of `:is(a, b)`. Of other functions, such as `:not(a)`, that is not asked."""
    return function[1] not in _CHOICES or any(names.issuperset(_NAME.findall(one)) for one in function[2].split(","))


def _in_script(attribute: str) -> str:
    return attribute.removeprefix("data-").replace("-", "")


def _split(text: bytes) -> set[str]:
    return set(text.decode(errors="replace").split())
