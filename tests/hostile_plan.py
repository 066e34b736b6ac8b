"""A project that holds hostile texts in every field: made from the records, so that a new field is under test at once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

from planpress import record
from planpress.inspection import Inspection
from planpress.kpi import Kpi
from planpress.model import Accept, Action, Plan, Term, Theme
from planpress.oversight import Governance, Risk
from planpress.record import Record, record_in
from planpress.report import ActionUpdate, Change, Reading, Report, RiskUpdate
from planpress.statement import Statement

URL = "https://example.org/a?b=%3Cx-pwn%3E&c=(d);e=!*,f#g"
VALUES: dict[int, Any] = {
    id(record.Url.__metadata__[0]): URL,
    id(record.Day.__metadata__[0]): "2025-03-31",
    id(record.Number.__metadata__[0]): "2",
    id(record.Flag.__metadata__[0]): "no",
    id(record.PeriodText.__metadata__[0]): "2025-03",
    id(record.DueText.__metadata__[0]): "2025-09",
    id(record.Frequency.__metadata__[0]): "quarterly",
    id(record.QuantityText.__metadata__[0]): "7",
}
"""What stands in fields of each type that is neither text nor a ref."""
TEXT, PROSE, REF = (id(kind.__metadata__[0]) for kind in (record.Text, record.Prose, record.Ref))
ROLE = id(record.Role.__metadata__[0])

GIVEN: dict[str, Any] = {
    "Plan.starts": "2025-01",
    "Plan.published": "2025-01",
    "Plan.ends": "2026-12",
    "Plan.follows": None,
    "Plan.closed": None,
    "Status.id": "red",
    "Status.needs": None,
    "Status.until": None,
    "Theme.ref": "1",
    "Group.ref": "1.1",
    "Action.ref": "1.1.1",
    "Action.due": "2025-09",
    "Action.kpis": "1a",
    "Action.answers": "R1",
    "Action.after": None,
    "Action.continues": None,
    "Milestone.ref": "a",
    "Kpi.ref": "1a",
    "Kpi.theme": "1",
    "Target.at_least": None,
    "Target.at_most": None,
    "Target.between": None,
    "Target.exactly": None,
    "Finding.ref": "R1",
    "Finding.relates": None,
    "Inspection.id": "visit",
    "Inspection.framework": "ilacs-2023",
    "Inspection.of": None,
    "Inspection.starts": "2025-01",
    "Inspection.ends": "2025-01",
    "Inspection.not_published": None,
    "Inspection.judgements": {"leaders": "good"},
    "Body.id": "board",
    "Body.reports_to": None,
    "Programme.ref": "P1",
    "Programme.actions": "1.1.1",
    "Meeting.body": "board",
    "Risk.ref": "K1",
    "Risk.actions": "1.1.1",
    "Risk.closed": None,
    "ActionUpdate.status": "red",
    "Reading.by": None,
    "Reading.symbol": None,
    "Reading.suppressed": None,
    "Reading.correction": None,
    "Report.date": "2025-04-15",
    "Report.to": "board",
    "Report.milestones": {"1.1.1.a": "done"},
    "Report.actions": None,
    "Report.kpis": None,
    "Report.risks": None,
    "Report.changes": None,
    "Change.action": "1.1.1",
    "Change.kpi": None,
    "Accept.check": "no-kpi",
    "Accept.refs": "1.2",
    "Statement.prepared": "2025-01-01",
    "Statement.no_contact": None,
    "Statement.email": "a@example.org",
    "Statement.days": "10",
}
"""What stands in the fields that must fit each other; None leaves one out."""


def inner_kinds(annotation: Any) -> Iterator[int]:
    """The identities of the validators in a field's type, the outermost first."""
    yield from map(id, getattr(annotation, "__metadata__", ()))
    for part in get_args(annotation):
        yield from inner_kinds(part)


@dataclass
class Family:
    """One family of texts, and where each of them was put."""

    name: str
    texts: list[str]
    longest: int = record.LONGEST_PROSE
    """Of one field, in characters: each holds as many of the texts as there is room for."""
    put: dict[str, str] = field(default_factory=dict)
    """The texts in the plan, by record and field."""
    count: int = 0

    def text(self, where: str, longest: int, between: str = " ") -> str:
        """The family's texts as one, each time beginning with another; a sign of its own tells where it was put."""
        at = self.count % len(self.texts)
        self.count += 1
        mark, made = f"Zq{self.count:03}z", ""
        longest = min(longest, self.longest)
        for text in [*self.texts[at:], *self.texts[:at]]:
            if len(made) + len(text) + len(between) + len(mark) <= longest:
                made += text + between
        self.put[f"{where} {self.count}"] = made + mark
        return made + mark

    def fill(self, kind: type[Record], **given: Any) -> dict[str, Any]:
        """A record with all its fields, texts in those that hold text."""
        made = {}
        for name, info in kind.model_fields.items():
            where = f"{kind.__name__}.{name}"
            if name == "at":
                continue
            value = given[name] if name in given else GIVEN[where] if where in GIVEN else self._value(where, info)
            if value is not None:
                made[name] = value
        return made

    def _value(self, where: str, info: Any) -> Any:
        annotation = info.annotation
        kinds = [*map(id, info.metadata), *inner_kinds(annotation)]
        inner = record_in(annotation)
        many = "tuple" in str(get_origin(annotation)) or "tuple[" in str(annotation)
        if inner:
            return [self.fill(inner)] if many else self.fill(inner)
        found: Any = None
        if ROLE in kinds:
            found = self.text(where, record.LONGEST_ROLE)
        elif PROSE in kinds:
            found = self.text(where, record.LONGEST_PROSE, "\n\n")
        elif TEXT in kinds:
            found = self.text(where, record.LONGEST_TEXT)
        else:
            found = next((VALUES[one] for one in kinds if one in VALUES), None)
        if found is None:
            words = [
                one for one in (annotation, *get_args(annotation)) if isinstance(one, type) and issubclass(one, Enum)
            ]
            if not words and not info.is_required():
                return None
            assert words, f"say in GIVEN what stands in {where}"
            found = next(iter(words[0])).value
        return [found] if many else found

    def files(self) -> dict[str, Any]:
        """The files of the family's plan."""
        update = self.fill(ActionUpdate)
        readings = [
            self.fill(Reading, period="2024-12", provisional="yes"),
            self.fill(Reading, period="2025-01", value=None, symbol="c"),
            self.fill(Reading, period="2025-02", value=None, suppressed=self.text("Reading.suppressed", 2000)),
            self.fill(Reading),
            self.fill(
                Reading,
                value="8",
                correction=self.text("Reading.correction", 2000),
                by={self.text("Reading.by", 200): {self.text("Reading.by part", 200): "3"}},
            ),
        ]
        blank = dict.fromkeys(("added", "withdrawn", "wording", "lead", "target"))
        changes = [
            self.fill(Change, **{**blank, "wording": self.text("Change.wording", 2000)}),
            self.fill(Change, **{**blank, "lead": [self.text("Change.lead", record.LONGEST_ROLE)]}),
            self.fill(Change, **{**blank, "action": None, "kpi": "1a", "target": {"value": "9", "due": "2025-12"}}),
            self.fill(
                Change, **{**blank, "action": "1.2", "withdrawn": self.text("Change.withdrawn", 2000), "reason": None}
            ),
            self.fill(Change, **{**blank, "action": "1.3", "added": self.text("Change.added", 2000), "reason": None}),
        ]
        report = self.fill(
            Report,
            actions={"1.1.1": update},
            kpis={"1a": readings},
            risks={"K1": self.fill(RiskUpdate)},
            changes=changes,
        )
        notice = self.fill(
            Inspection, id="notice", published=None, not_published=self.text("Inspection.not_published", 2000),
            findings=None, duties=None,
        )  # fmt: skip
        return {
            "plan.yml": self.fill(Plan),
            "themes/1.yml": self.fill(
                Theme, actions=[self.fill(Action, ref="1.2", kpis=None), self.fill(Action, ref="1.3")]
            ),
            "kpis.yml": [self.fill(Kpi)],
            "inspections.yml": [self.fill(Inspection), notice],
            "governance.yml": self.fill(Governance),
            "risks.yml": [self.fill(Risk)],
            "accept.yml": [self.fill(Accept)],
            "reports/2025-04-15.yml": report,
        }


def write(folder: Path, families: list[Family], edges: dict[str, Any] | None = None) -> None:
    """The project's `data`: a plan for each family, and the glossary and accessibility statement of the first."""
    files: dict[str, Any] = {}
    for one in families:
        files |= {f"{one.name}/{name}": content for name, content in one.files().items()}
    files |= {f"edges/{name}": content for name, content in (edges or {}).items()}
    files["glossary.yml"] = [families[0].fill(Term), families[-1].fill(Term, term="amp", also=["lt", "39"])]
    files["accessibility.yml"] = families[0].fill(Statement)
    for name, content in files.items():
        file = folder / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        # JSON is YAML: each text stands in quotation marks.
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
