"""A plan's reports as a chain of fingerprints: who keeps the newest can prove later that none before it was altered."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from planpress.model import PlanData
from planpress.record import MANY

PATH = "data/history.json"
"""Where a plan's history lies, from the plan's first page."""
HOW = (
    "A report's fingerprint is the SHA-256 hash, in hexadecimal digits, of four lines of UTF-8 text that each end with a "
    "line feed: the fingerprint of the report before it (for the first report, the plan's id), the report's date, the "
    "name of its file, and the SHA-256 hash of that file. The files are published in ../source/reports/, and the plan's "
    "other files in ../source/."
)

OPENLY = ("report-changed", "report-put-between", "report-removed")
"""What accept.yml may say was done to a report."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ReportFile = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(-[^/\\]+)?\.yml$")]
OtherFile = Annotated[str, StringConstraints(pattern=r"^([^/\\.][^/\\]*/)*[^/\\.][^/\\]*\.yml$")]


class _Part(BaseModel):
    # A later version may say more: what this one knows is still true then.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Link(_Part):
    """One report of the chain."""

    date: datetime.date
    """The day of the report."""
    file: ReportFile
    """The name of its file."""
    sha256: Hash
    """The hash of the file's bytes, as they are published."""
    fingerprint: Hash
    """The report's fingerprint, in which all before it have a part."""
    amended: str = ""
    """Why the file was changed or added later, as it says itself; empty if it does not."""


class History(_Part):
    """What `history.json` of a plan holds."""

    format: Literal["planpress history 1"]
    plan: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    how: str
    """How the fingerprints are made."""
    reports: tuple[Link, ...] = Field(strict=False, max_length=MANY)
    """Oldest first."""
    accepted: dict[str, str] = Field({}, max_length=MANY)
    """Why a report was removed, changed or put in between, by the name of its file without `.yml`, as accept.yml says."""
    other_files: dict[OtherFile, Hash] = Field(max_length=MANY)
    """The plan's other files with their hashes. These may change: they are no part of the chain."""


class NotAHistory(ValueError):
    """Bytes that are no history of a plan."""


def history(plan: PlanData) -> History:
    """The history of a plan as it was loaded."""
    return History(
        format="planpress history 1",
        plan=plan.id,
        title=plan.plan.title,
        how=HOW,
        reports=tuple(_links(plan)),
        accepted={ref: one.reason for one in plan.accepted if one.check in OPENLY for ref in one.refs},
        other_files={name: found for name, found in plan.hashes.items() if not name.startswith("reports/")},
    )


def _links(plan: PlanData) -> Iterator[Link]:
    before = plan.id
    for report in plan.reports:
        file = report.at.path.rpartition("/")[2]
        sha256 = plan.hashes[f"reports/{file}"]
        before = fingerprint(before, report.date, file, sha256)
        yield Link(date=report.date, file=file, sha256=sha256, fingerprint=before, amended=report.amended or "")


def fingerprint(before: str, day: datetime.date, file: str, sha256: str) -> str:
    """The fingerprint of a report, from that of the report before it."""
    return hashlib.sha256(f"{before}\n{day}\n{file}\n{sha256}\n".encode()).hexdigest()


def written(found: History) -> bytes:
    """A history as JSON: the same bytes for the same history."""
    made: dict[str, Any] = found.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> History:
    """A history from JSON. Raises NotAHistory, with the reason."""
    try:
        return History.model_validate_json(data)
    except ValidationError as errors:
        first = errors.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise NotAHistory(f"{where}: {first['msg']}" if where else first["msg"]) from None


def place_in_order(link: Link) -> tuple[datetime.date, str]:
    """What reports are put in order by: their day, then their file's name."""
    return link.date, link.file.removesuffix(".yml")


def short(whole: str) -> str:
    """The first digits of a fingerprint, in groups, to be read aloud or written down."""
    return " ".join(whole[start : start + 4] for start in range(0, 16, 4))
