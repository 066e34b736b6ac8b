"""Is the accessibility statement complete and not too old? It belongs to the whole site, so no plan can accept it."""

import re
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from planpress.model import Site
from planpress.period import day_words
from planpress.problem import Problem
from planpress.record import Record
from planpress.statement import Compliance, Statement
from planpress.views.state import newest_date

PLACEHOLDER = re.compile(r"\b(?:TBC|TBA|TBD|TODO|lorem ipsum)\b|\bx{3,}\b|\[[^\]]*\](?!\()|\?{2,}|_{3,}", re.IGNORECASE)
"""What stands in a template until somebody fills it in; a link, as in [text](address), is not meant."""


def unfinished(site: Site) -> Iterator[Problem]:
    """What a public body would still have to fill in, and a review that is more than a year behind the plans."""
    found = site.statement
    if not found:
        return
    for record in (found, *found.barriers):
        yield from _blanks(record)
    yield from _missing(found)
    newest = max((newest_date(plan) for plan in site.plans), default=None)
    if newest and found.reviewed + relativedelta(years=1) < newest:
        message = (
            f"the accessibility statement was last reviewed on {day_words(found.reviewed)}, "
            f"more than a year before {day_words(newest)}"
        )
        yield _warn(
            found, "reviewed", message, "go through it, mend what has changed, and set `reviewed`", "statement-old"
        )


def _warn(record: Record, field: str, message: str, hint: str, code: str = "statement-unfinished") -> Problem:
    return Problem(record.at.path, record.at.of(field), message, hint, code)


def _blanks(record: Record) -> Iterator[Problem]:
    for field in type(record).model_fields:
        value = getattr(record, field)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and (hit := PLACEHOLDER.search(text)):
                yield _warn(record, field, f"`{field}` still holds `{hit[0]}`", "write what belongs there")


def _missing(found: Statement) -> Iterator[Problem]:
    reached = found.email or found.phone or found.address or found.form
    if not reached and not found.no_contact:
        hint = "add `form:`, `email:`, `phone:` or `address:`"
        yield _warn(found, "organisation", "the accessibility statement names no contact", hint)
    if reached and not found.days:
        hint = "add `days:` with a number of days"
        yield _warn(
            found, "organisation", "the accessibility statement does not say how soon readers are answered", hint
        )
    if found.compliance is Compliance.FULLY and found.barriers:
        hint = "write `compliance: partially`, or remove what is mended"
        yield _warn(found, "compliance", "`compliance` is fully, but something is listed as not accessible", hint)
    if found.compliance is not Compliance.FULLY and not found.barriers:
        message = f"`compliance` is {found.compliance}, but nothing is listed as not accessible"
        hint = "list it under `non_compliance:`, `disproportionate_burden:` or `out_of_scope:`"
        yield _warn(found, "compliance", message, hint)
