"""One published plan.json → what is gathered of it, or why it cannot be. Files and addresses, nothing else, and no more
of them than is reasonable: not too long, not too slow, not in any other form.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import Annotated, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from planpress.exports.export import printable
from planpress.exports.plan_json import FORMAT
from planpress.record import wrong
from planpress.status import Meaning
from planpress.views.rating import Rating
from planpress.web import BrokenOff, LedAstray, TooLarge, TooSlow, read

LARGEST = 20_000_000
"""Bytes of a file that are read at most: about 80 times a plan of 30 actions and 20 KPIs."""
SILENCE = 20.0
"""Seconds without a byte after which a site counts as not answering."""
PATIENCE = 60.0
"""Seconds that one file may take in all."""

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unseen characters that turn the direction of writing, and so could show a text as another one."""


class Unusable(Exception):
    """Raised when a source cannot be gathered; its text says why and what to do."""


def _line(value: Any) -> Any:
    """A text in one line, without unseen characters."""
    return " ".join(_TURNING.sub("", printable(value)).split()) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_line), Field(strict=True, min_length=1, max_length=5000)]


def _day(value: Any) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise wrong("is not a day such as 2026-10-14")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]


class _Part(BaseModel):
    """A part of plan.json as far as it is gathered: later versions may have more in it."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Licence(_Part):
    """How a plan may be used."""

    name: Line
    url: Line
    attribution: Line


class Due(_Part):
    """When something is due, in words."""

    words: Line


class _Plan(_Part):
    title: Line
    organisation: Line
    short: Line | None = None
    fictional: bool = False


class ActionNow(_Part):
    """How an action stands."""

    wording: Line
    lead: tuple[Line, ...] = ()
    meaning: Meaning | None = None
    due: Due | None = None
    late: bool
    late_since: Day | None = None


class Action(_Part):
    """An action."""

    ref: Line
    address: Line
    now: ActionNow


class Point(_Part):
    """A figure with its period."""

    period: Due
    words: Line


class KpiNow(_Part):
    """How a KPI stands."""

    rating: Rating
    sentence: Line
    points: tuple[Point, ...] = ()
    withdrawn: Any = None


class KpiWritten(_Part):
    """What a plan says of a KPI."""

    title: Line


class Kpi(_Part):
    """A KPI."""

    ref: Line
    address: Line
    written: KpiWritten
    now: KpiNow


class _File(_Part):
    id: Line
    as_at: Day
    address: Line
    licence: Licence
    written: _Plan
    actions: tuple[Action, ...] = Field(max_length=5000)
    kpis: tuple[Kpi, ...] = Field(max_length=5000)


@dataclass(frozen=True)
class Gathered:
    """A plan that was gathered."""

    source: str
    """Where it was read."""
    found: _File

    @property
    def key(self) -> tuple[str, str]:
        """What no two plans share."""
        return self.found.written.organisation, self.found.id

    @property
    def live(self) -> tuple[Action, ...]:
        """The actions that count: those not withdrawn."""
        return tuple(one for one in self.found.actions if one.now.meaning is not Meaning.WITHDRAWN)

    @property
    def late(self) -> tuple[Action, ...]:
        return tuple(one for one in self.live if one.now.late)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that count: those not withdrawn."""
        return tuple(one for one in self.found.kpis if not one.now.withdrawn)

    def meant(self, *meanings: Meaning | None) -> int:
        """How many actions stand in one of these ways."""
        return sum(one.now.meaning in meanings for one in self.live)

    def rated(self, *ratings: Rating) -> int:
        """How many KPIs stand in one of these ways."""
        return sum(one.now.rating in ratings for one in self.kpis)

    def link(self, address: str) -> str:
        """The whole web address of one of its pages; empty if there is none that may be linked to."""
        base = self.source if _is_address(self.source) else ""
        try:
            whole = urljoin(base, address)
            return whole if _is_address(whole) and urlsplit(whole).hostname else ""
        except ValueError:
            return ""


def gathered(source: str, silence: float = SILENCE, patience: float = PATIENCE) -> Gathered:
    """What a source holds. Waits as many seconds as `silence` and `patience` say. Raises Unusable."""
    content = _fetched(source, silence, patience) if _is_address(source) else _file(source)
    try:
        found = json.loads(content.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unusable("is no JSON file; give the address of a plan.json, such as https://…/data/plan.json") from None
    form = found.get("format") if isinstance(found, dict) else None
    if form != FORMAT:
        shown = f"`{_short(form)}`" if isinstance(form, str) else "no format"
        raise Unusable(
            f"names {shown}, where a plan.json that can be read has `{FORMAT}`; bring it or this program up to date"
        )
    try:
        return Gathered(source, _File.model_validate(found))
    except ValidationError as errors:
        first = errors.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        more = f" and {errors.error_count() - 1} more" if errors.error_count() > 1 else ""
        raise Unusable(
            f"does not hold what a plan.json holds: `{_short(place)}`: {_short(first['msg'])}{more}; build that site again"
        ) from None


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _short(text: str) -> str:
    line = str(_line(text))
    return line if len(line) < 80 else f"{line[:79]}…"


def _no_number(text: str) -> float:
    raise ValueError(text)


def _file(path: str) -> bytes:
    if "://" in path:
        raise Unusable("is neither a file nor a web address; give a path, or an address that begins with https://")
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unusable(f"cannot be read ({error.strerror}); check the path") from None
    if len(content) > LARGEST:
        raise Unusable(_too_large())
    return content


def _too_large() -> str:
    return f"is larger than {LARGEST // 1_000_000} MB; check that it is a plan.json"


def _fetched(address: str, silence: float, patience: float) -> bytes:
    try:
        return read(address, LARGEST, silence, patience)
    except TooLarge:
        raise Unusable(_too_large()) from None
    except BrokenOff:
        raise Unusable("broke off before its end; try again later") from None
    except TooSlow:
        raise Unusable(f"took longer than {patience:g} seconds; try again later") from None
    except LedAstray as to:
        raise Unusable(
            f"leads on to `{_short(str(to))}`, which is not safe to follow; give the address it should be"
        ) from None
    except HTTPError as error:
        error.close()
        raise Unusable(f"the site answered {error.code} ({_short(error.reason)}); check the address") from None
    except TimeoutError:
        raise Unusable(f"the site did not answer within {silence:g} seconds; try again later") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise Unusable(f"cannot be fetched ({_short(str(reason))}); check the address") from None
