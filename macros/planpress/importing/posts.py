"""Several posts in one cell, taken apart."""

import re
from collections.abc import Iterable

_POST = re.compile(
    r"\b(?:head ?teacher|head|director|manager|officer|lead|leader|chief|commissioner|chair|coordinator|co-ordinator|worker|"
    r"principal|adviser|advisor|member|nurse|doctor|dcs|ad|hos|board|team|service|partnership)s?\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:headteacher|head of|director|manager|officer|chief executive|commissioner|chair|coordinator|lead|social worker|"
    r"ad|hos|dcs)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\b(?:of|for|to|the|and|deputy|assistant|interim|acting)$|[,&]$", re.IGNORECASE)


def names_post(text: str) -> bool:
    """Whether a text has a word of posts in it."""
    return bool(_POST.search(text))


def several(text: str) -> bool:
    """Whether a text seems to name more than one post."""
    return len(_STRONG.findall(text)) > 1


def known_posts(cells: Iterable[tuple[str, ...]], given: Iterable[str] = ()) -> frozenset[str]:
    """The posts that stand alone in a cell somewhere, and those given. What others make up is no post of its own."""
    # A cell of several lines may hold several posts, or one that is broken over lines.
    alone = {post for cell in cells if len(cell) == 1 for post in re.split(r"\s*;\s*", cell[0]) if post}
    alone |= set(given)
    posts = {post for post in alone if not _tiled(post, alone - {post})}
    # Two posts that stand together everywhere but share one with other cells: "A B" beside "B".
    for post in sorted(posts, key=len, reverse=True):
        if len(split(post, frozenset(posts - {post}))) > 1:
            posts.discard(post)
    return frozenset(posts) | frozenset(given)


def _tiled(text: str, posts: set[str]) -> bool:
    """Whether a text is two or more posts one after the other."""
    rest = {text}
    while rest:
        one = rest.pop()
        for post in posts:
            if one == post and one != text:
                return True
            if one.startswith(f"{post} "):
                rest.add(one[len(post) + 1 :])
    return False


def split(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The posts in a text without separators: the longest known ones first; what is left must read as a post."""
    if text in known:
        return (text,)
    for post in sorted(known, key=lambda one: (-len(one), one)):
        for before, after in _around(text, post):
            left, right = _trim(before), _trim(after)
            if all(
                not part or part in known or (_STRONG.search(part) and not _OPEN_END.search(part))
                for part in (left, right)
            ):
                return (*(split(left, known) if left else ()), post, *(split(right, known) if right else ()))
    return (text,)


def _around(text: str, post: str) -> Iterable[tuple[str, str]]:
    start = text.find(post)
    while start >= 0:
        end = start + len(post)
        if (not start or text[start - 1] in " ,;/") and (end == len(text) or text[end] in " ,;/"):
            yield text[:start], text[end:]
        start = text.find(post, start + 1)


def _trim(text: str) -> str:
    return re.sub(r"^(?:[\s,;/]|and\b|&)+|(?:[\s,;/]|\band|&)+$", "", text)


def _slashed(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The posts in a text, those with a slash between them too, where each side names one."""
    sides = re.split(r"\s+/\s+", text)
    if len(sides) > 1 and text not in known and all(names_post(side) for side in sides):
        return tuple(post for side in sides for post in split(side, known))
    return split(text, known)


def posts(parts: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The posts of a cell, given its lines. A line break within one post does not part it."""
    whole = " ".join(parts)
    if not whole or whole in known:
        return (whole,) if whole else ()
    found: list[str] = []
    for part in parts:
        for piece in re.split(r"\s*;\s*", part):
            if piece:
                found += _slashed(piece, known)
    if not all(names_post(one) for one in found):
        return split(whole, known)
    return tuple(dict.fromkeys(found))
