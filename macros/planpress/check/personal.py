"""What looks like a personal detail, or like matter that the public may not see: warnings, in whatever field it stands.

The files themselves are read and not only their fields: whoever can see the site's files sees comments too. Messages
never repeat a detail, since the log of a check may be public as well.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from planpress.load import GLOSSARY, STATEMENT
from planpress.model import Milestone, PlanData, Site
from planpress.problem import Problem
from planpress.record import Named, Record

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\s+\d{{4}})"
OFFICE = r"(?:case|child|client|person|file|court|LCS|ICS|Mosaic|Liquidlogic|Eclipse|CareFirst|Azeus)"
PAPER = r"(?:report|paper|item|appendix|annex|minutes?|session|agenda|business)"

PHONE, EMAIL, POSTCODE, NHS, BIRTH, CASE, EXEMPT = (
    "phone-number", "e-mail-address", "postcode", "nhs-number", "birth-date", "case-number", "exempt-matter",
)  # fmt: skip

LOOKS_LIKE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    # Numbers of 9 or 10 digits after the 0, as Ofcom's National Telephone Numbering Plan has them.
    (PHONE, re.compile(r"(?<![\w./=,-])(?:(?:\+|00)44[\s.-]*(?:\(0\))?|\(?0(?=[1-35789]))(?:[().\s-]{0,2}\d){9,10}(?![\w/=-])")),
    (POSTCODE, re.compile(r"\b[A-PR-UWYZ][A-HK-Y]?\d[A-HJKMNPR-Y\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")),
    (NHS, re.compile(r"(?<![\w.,/£-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w,/-])")),
    (BIRTH, re.compile(
        rf"\bD\.?O\.?B\b|\b(?:born|birth|birthday|aged)\b[^:;\n]{{0,25}}\b{DAY}|\bborn\s+(?:in\s+)?{MONTH}\s+\d{{4}}"
        rf"|\bborn\s+(?:on\s+)?(?:the\s+)?{DAY}|\bdate\s+of\s+birth\s*(?:is|was|:)?\s*{DAY}", re.IGNORECASE)),
    (CASE, re.compile(
        rf"\b{OFFICE}\s+(?:ID|no\.?|number|ref(?:erence)?)?\s*[.:#]?\s*[A-Z]{{0,3}}\d{{5,}}\b"
        r"|\bref(?:erence)?(?:\s+no)?[.:]?\s*[A-Z\d]*\d(?:/[A-Z\d]+)+|\bref(?:erence)?(?:\s+no)?[.:]?\s*[A-Z]+(?:/[A-Z\d]+)+\b", re.IGNORECASE)),
    # A number of the family court, a unique pupil number, a National Insurance number.
    (CASE, re.compile(r"\b(?:[A-Z]{2}\d{2}[CPFZ]\d{5}|[A-Z]\d{11}[A-Z\d]|[A-CEGHJ-PR-TW-Z]{2} ?(?:\d\d ?){3}[A-D])\b")),
    (EXEMPT, re.compile(
        rf"\bSchedule\s+12A\b|\bexempt\b|\b(?:in|under)\s+Part\s+(?:2|II|B)\b(?!\s+of\s+the\b)|\bPart\s+(?:2|II|B)\s+{PAPER}"
        r"|\bnot\s+for\s+publication\b|\bconfidential\b|\brestricted\b|\bOFFICIAL[\s:-]+SENSITIVE\b|\bclosed\s+session\b"
        r"|\bexclu(?:de|ded|ding|sion\s+of)\s+(?:the\s+)?press\s+and\b", re.IGNORECASE)),
)  # fmt: skip
"""What to look for: the code, and how it is written."""
DIGITS = re.compile(r"[0-9](?:[0-9]{4}|/?[A-Z]|[0-9] [0-9]{2} [0-9]{2} [A-D]|(?:[\s().-]{0,2}[0-9]){8})")
WORDS = (
    "@", "born", "birth", "aged ", "dob", "d.o.b", "12a", "exempt", "part 2", "part ii", "part b", "confidential",
    "publication", "restricted", "sensitive", "closed", "press and",
)  # fmt: skip
"""What no detail of those can be without: to look only where one of these stands saves nine tenths of the time."""

SAYS = {
    PHONE: ("what looks like a telephone number", "take it out: name the post"),
    EMAIL: ("an e-mail address", "take it out: name the post; contacts belong into accessibility.yml"),
    POSTCODE: ("what looks like a postcode", "take it out: write the town or the area"),
    NHS: ("what looks like an NHS number", "take it out, and out of the history too: see the guide"),
    BIRTH: ("what looks like a date of birth", "take it out, and out of the history too: see the guide"),
    CASE: (
        "what looks like the number of a case or a person",
        "take it out, and out of the history too: see the guide",
    ),
    EXEMPT: ("words that mark what the public may not see", "make sure that nothing here comes from such a paper"),
}
QUOTES = ('"', "“", "‘", "`")
RESERVED = re.compile(r"@(?:[\w-]+\.)*(?:example\.(?:com|net|org)|(?:\w+\.)?(?:example|invalid|test))$", re.IGNORECASE)
"""Addresses that nobody can have (RFC 2606)."""


def details(plan: PlanData, folder: Path, site: Site) -> Iterator[Problem]:
    """What looks like a personal detail or exempt matter in the files of a plan, which lie in `folder`."""
    allowed = _contacts(site)
    keys: dict[str, list[tuple[int, str, str]]] = {}
    for file in sorted(folder.rglob("*.yml")):
        inner = file.relative_to(folder).as_posix()
        for code, line, before in found_in(_text(file), allowed):
            if code == EXEMPT and inner == "accept.yml":
                continue  # the reason why such words may stand elsewhere
            keys = keys or _keys(plan)
            path = f"{plan.path}/{inner}"
            field, ref = _owner(keys.get(path, []), line, before)
            yield _problem(path, line, code, _where(before, f"`{field}`"), ref or inner)


def shared(site: Site, folder: Path, named: str) -> Iterator[Problem]:
    """What looks like a personal detail in the files that all plans share, apart from the contacts themselves."""
    allowed = _contacts(site)
    for name in (GLOSSARY, STATEMENT):
        if (folder / name).is_file():
            for code, line, before in found_in(_text(folder / name), allowed):
                # A glossary may explain what "exempt" means, and the statement is there to give contacts.
                if code != EXEMPT and not (name == STATEMENT and code in (PHONE, EMAIL, POSTCODE)):
                    yield _problem(f"{named}/{name}", line, code, _where(before, "the text"), "")


def pages(folder: Path, named: str, site: Site) -> Iterator[Problem]:
    """What looks like a personal detail or exempt matter in hand-written pages, which lie in `folder`."""
    allowed = _contacts(site)
    for file in sorted(one for kind in ("*.md", "*.html") for one in folder.rglob(kind) if one.is_file()):
        for code, line, before in found_in(_text(file), allowed):
            # A page may speak of such words, in quotation marks, in a quotation or in a heading.
            if code != EXEMPT or not (before.endswith(QUOTES) or before.startswith(("#", ">"))):
                yield _problem(f"{named}/{file.relative_to(folder).as_posix()}", line, code, "the page", "")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _where(before: str, field: str) -> str:
    return "a comment" if before.lstrip().startswith("#") or " # " in before else field


def _problem(path: str, line: int, code: str, where: str, ref: str) -> Problem:
    what, hint = SAYS[code]
    return Problem(path, line, f"{where} holds {what}", hint, code, ref)


def _plain(text: str) -> str:
    return re.sub(r"[\s().-]+", "", text).lower()


def _contacts(site: Site) -> str:
    """The contacts that the accessibility statement gives to the public, without spaces."""
    found = site.statement
    return _plain(" ".join(text for text in (found.email, found.phone, found.address) if text)) if found else ""


def found_in(text: str, allowed: str = "") -> Iterator[tuple[str, int, str]]:
    """The code and line of each hit in a file's text, with what stands before it on that line; each code once a line.

    `allowed` holds the contacts that may stand anywhere, without spaces.
    """
    told: set[tuple[str, int]] = set()
    for start, end in _places(text):
        for code, pattern in LOOKS_LIKE:
            for hit in pattern.finditer(text, start, end):
                line = text.count("\n", 0, hit.start()) + 1
                if (code, line) not in told and not _harmless(code, hit, text, allowed):
                    told.add((code, line))
                    yield code, line, text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]


def _places(text: str) -> list[tuple[int, int]]:
    """Where to look closely: the line of each of DIGITS and WORDS with the lines before and after it."""
    lower = text.lower()
    starts = [hit.start() for hit in DIGITS.finditer(text)]
    for word in WORDS:
        at = lower.find(word)
        while at >= 0:
            starts.append(at)
            at = lower.find(word, at + 1)
    places: list[tuple[int, int]] = []
    for at in sorted(starts):
        first = text.rfind("\n", 0, max(text.rfind("\n", 0, at), 0)) + 1
        last = text.find("\n", text.find("\n", at) + 1)
        last = last if last > at else len(text)
        if places and first <= places[-1][1]:
            first, last = places[-1][0], max(last, places.pop()[1])
        places.append((first, last))
    return places


def _harmless(code: str, hit: re.Match[str], text: str, allowed: str) -> bool:
    if code == EMAIL:
        return bool(RESERVED.search(hit[0])) or _plain(hit[0]) in allowed
    if code in (PHONE, POSTCODE) and _plain(hit[0]) in allowed:
        return True
    if code == NHS and not nhs_number(re.sub(r"\D", "", hit[0])):
        return True
    # Part of an address on the web.
    before = re.split(r"[\s\"'<>]", text[max(0, hit.start() - 300) : hit.start()])[-1]
    return "://" in before


def nhs_number(digits: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (NHS Data Dictionary, modulus 11)."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and len(set(digits)) > 1 and check % 11 == int(digits[9])


def _owner(keys: list[tuple[int, str, str]], line: int, before: str) -> tuple[str, str]:
    """The field whose name stands most closely before a place, and the ref of the item it belongs to."""
    index = bisect_right(keys, (line, "\U0010ffff", ""))
    here = [(before.rfind(f"{field}:"), field, ref) for at, field, ref in keys[:index] if at == line]
    named = [(field, ref) for column, field, ref in sorted(here) if column >= 0]
    above = [(field, ref) for at, field, ref in keys[:index] if at < line]
    return (named or above or [("", "")])[-1]


def _keys(plan: PlanData) -> dict[str, list[tuple[int, str, str]]]:
    """Every field of a plan with its line, and the ref of the item that it belongs to, by file."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    owned = [plan.plan, *plan.themes, *plan.kpis, *plan.inspections, *plan.risks, *plan.reports, *plan.accepted]
    for record in (*owned, *((plan.governance,) if plan.governance else ())):
        _walk(record, "", found)
    return {path: sorted(keys) for path, keys in found.items()}


def _walk(value: object, ref: str, found: dict[str, list[tuple[int, str, str]]]) -> None:
    if isinstance(value, Record):
        own = "" if isinstance(value, Milestone) else getattr(value, "ref", None) or getattr(value, "id", None)
        ref = str(own or getattr(value, "date", "") if not ref else own or ref)
        keys = found.setdefault(value.at.path, [])
        keys += [(line, field, ref) for field, line in value.at.lines.items()]
        for field in type(value).model_fields:
            if field != "at":
                _walk(getattr(value, field), ref, found)
    elif isinstance(value, tuple):
        for item in value:
            _walk(item, ref, found)
    elif isinstance(value, dict):
        for name, item in value.items():
            _walk(item, name if isinstance(value, Named) else ref, found)
