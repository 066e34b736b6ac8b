"""What a published history says of itself, of the files beside it, and against an earlier copy, in plain words."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planpress.chain import PATH, History, Link, NotAHistory, fingerprint, place_in_order, read, short
from planpress.fetching import Missing, Place, Unreachable, place
from planpress.period import day_words
from planpress.record import MANY
from planpress.words import and_list, number_of
from planpress.yamltree import parse

CATALOGUE = "data.jsonld"
"""Where a site lists its plans."""
FEWEST = 12
"""How many digits of a fingerprint are enough to know it by."""


@dataclass(frozen=True)
class Said:
    """A sentence about a history."""

    text: str
    wrong: bool = False
    """Whether it tells of something that was altered and does not say so."""


@dataclass(frozen=True)
class Published:
    """A history with the place of its plan."""

    history: History
    plan: Place


def found_at(given: str) -> list[Published]:
    """The histories at an address or path: of a file, a plan or a whole site. Raises Unreachable."""
    where, file = place(given)
    if file:
        return [_at(where.above, where, file)]
    try:
        return [_at(where, where, PATH)]
    except Missing:
        pass
    try:
        plans = _plans(where.read(CATALOGUE))
    except Missing:
        hint = "give the address of a plan's first page, or of its data/history.json"
        raise Unreachable(f"{given} is neither a plan of a planpress site nor such a site; {hint}") from None
    return [_at(where / plan, where / plan, PATH) for plan in plans]


def _at(plan: Place, where: Place, file: str) -> Published:
    try:
        return Published(read(where.read(file)), plan)
    except NotAHistory as why:
        name = f"{where.where.rstrip('/')}/{file}"
        raise Unreachable(f"{name} is no history of a plan, or is damaged ({why})") from None


def _plans(data: bytes) -> list[str]:
    try:
        listed = [one["dct:identifier"] for one in json.loads(data)["dcat:dataset"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreachable(f"its {CATALOGUE} is no list of plans, or is damaged") from None
    found = [one for one in listed if isinstance(one, str) and re.fullmatch("[a-z0-9-]+", one)]
    if len(found) > MANY:
        raise Unreachable(f"its {CATALOGUE} lists more than {MANY:,} plans; give the address of one of them")
    return found


def itself(found: History) -> Iterator[Said]:
    """Whether the chain holds together."""
    before = found.plan
    last: Link | None = None
    for link in found.reports:
        if fingerprint(before, link.date, link.file, link.sha256) != link.fingerprint:
            yield Said(f"{_named(link)}: its fingerprint does not follow from what stands before it in the list", True)
        if last and place_in_order(link) <= place_in_order(last):
            yield Said(f"{_named(link)} stands out of order in the list", True)
        before, last = link.fingerprint, link


def files(one: Published) -> Iterator[Said]:
    """Whether the files that are published are those of the list. Raises Unreachable."""
    source = one.plan / "source"
    try:
        source.read("plan.yml")
    except Missing:
        if not one.plan.on_the_web:
            yield Said("The plan's files are not beside the list, so only the list itself was checked")
            return
    for link in one.history.reports:
        yield from (Said(f"{_named(link)}: {what}", True) for what in _unlike(source / "reports", link))
    for name, sha256 in one.history.other_files.items():
        folder, _, file = name.rpartition("/")
        try:
            data = (source / folder if folder else source).read(file)
        except Missing:
            yield Said(f"{name} is in the list, but not on the site", True)
        else:
            if _hash(data) != sha256:
                yield Said(f"{name} on the site is another file than the one in the list", True)


def _unlike(reports: Place, link: Link) -> Iterator[str]:
    try:
        data = reports.read(link.file)
    except Missing:
        yield "its file is no longer on the site"
        return
    if _hash(data) != link.sha256:
        yield "its file on the site is another one than in the list"
        return
    value, _ = parse(data, link.file)
    value = value if isinstance(value, dict) else {}
    if value.get("date") != link.date.isoformat():
        yield f"the list gives it another date than its file ({_plain(value.get('date', 'none'))})"
    if " ".join(str(value.get("amended") or "").split()) != " ".join(link.amended.split()):
        yield "the list gives another reason for its change than its file"


def since_copy(old: History, new: History) -> Iterator[Said]:
    """What became of the reports of an earlier copy."""
    now = {link.file: link for link in new.reports}
    known = {link.file for link in old.reports}
    renamed = {link.file: twin for link in old.reports if link.file not in now and (twin := _twin(link, new, known))}
    known |= {twin.file for twin in renamed.values()}
    for link in old.reports:
        after = now.get(link.file)
        if link.file in renamed:
            yield Said(f"{_named(link)} has another name now: {_plain(renamed[link.file].file)}")
        elif after is None:
            yield _said(f"{_named(link)} was removed", _reason(link.file, old, new))
        elif after.sha256 != link.sha256:
            amended = after.amended if after.amended != link.amended else ""
            yield _said(f"{_named(link)} was changed", amended or _reason(link.file, old, new))
    added = [link for link in new.reports if link.file not in known]
    ends = max(map(place_in_order, old.reports), default=(date.min, ""))
    later = [link for link in added if place_in_order(link) > ends]
    for link in added:
        if link in later:
            continue
        what = f"{_named(link)} was put in between reports that were already published"
        yield _said(what, link.amended or _reason(link.file, old, new))
    if later:
        yield Said(f"Added since: {and_list(_stem(link) for link in later)}")
    others = {*old.other_files, *new.other_files}
    changed = sorted(name for name in others if old.other_files.get(name) != new.other_files.get(name))
    if changed:
        yield Said(f"Changed since, as the plan's own files may be: {', '.join(map(_plain, changed))}")


def _said(what: str, why: str) -> Said:
    return Said(f"{what}; the reason given: “{_plain(why)}”") if why else Said(f"{what}, and no reason is given", True)


def _reason(file: str, old: History, new: History) -> str:
    """What accept.yml says of a report, if it did not say so before."""
    name = file.removesuffix(".yml")
    why = new.accepted.get(name, "")
    return why if why != old.accepted.get(name) else ""


def _twin(link: Link, new: History, known: set[str]) -> Link | None:
    """The same file under another name."""
    return next((one for one in new.reports if one.sha256 == link.sha256 and one.file not in known), None)


def since_fingerprint(kept: str, new: History) -> Iterator[Said]:
    """Whether a fingerprint that somebody kept is still in the chain."""
    for number, link in enumerate(new.reports, 1):
        if link.fingerprint.startswith(kept):
            after = len(new.reports) - number
            added = f"; {number_of('report', after)} added since" if after else ""
            yield Said(f"The fingerprint you kept is that of report {_stem(link)}: nothing up to it was altered{added}")
            return
    yield Said("The fingerprint you kept is not in this history: something was altered after you noted it", True)
    amended = [link for link in new.reports if link.amended]
    for link in amended:
        yield Said(f"{_named(link)} says that it was changed: “{_plain(link.amended)}”")
    if amended:
        yield Said("A fingerprint cannot tell whether more was changed than that: compare with a copy of history.json")


def summary(found: History) -> str:
    """What a history holds, in a line."""
    if not found.reports:
        return f"{found.plan}: no report"
    first, last = (day_words(found.reports[at].date) for at in (0, -1))
    days = f"of {last}" if first == last else f"from {first} to {last}"
    number = number_of("report", len(found.reports))
    return f"{found.plan}: {number}, {days}; newest fingerprint {short(found.reports[-1].fingerprint)}"


def kept_fingerprint(given: str) -> str:
    """A fingerprint or the beginning of one, without spaces; empty if it is none."""
    digits = "".join(given.split()).lower()
    return digits if re.fullmatch(f"[0-9a-f]{{{FEWEST},64}}", digits) else ""


def _named(link: Link) -> str:
    return f"Report {_stem(link)}"


def _stem(link: Link) -> str:
    return _plain(link.file.removesuffix(".yml"))


def _plain(text: str) -> str:
    """A text of the site that can be printed: without what would move the cursor or colour the screen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
