"""For each message that docs/guide/checks.md quotes, what an editor has to write to get it, and what cures it.

An example changes the data of this repository's fictional plan. It is a list of changes: a file, the right text and the
mistake. With the right text in place of the mistake, the message must be gone.
"""

import re
from dataclasses import dataclass

PLAN = "example-2025-27/"
HEAD = "date: 2027-01-13\ntitle: Quarter 3 report, October to December 2026\nto: improvement-board\n"


@dataclass(frozen=True)
class Change:
    """A part of a file, as it should be and as somebody wrote it; of a new file, all of it."""

    file: str
    right: str
    wrong: str
    new: bool = False


def report(wrong: str, right: str = "summary: Nothing new.\n", name: str = "2027-01-13", head: str = HEAD) -> Change:
    """A new report with a mistake."""
    return Change(f"{PLAN}reports/{name}.yml", head + right, head + wrong, True)


def theme(wrong: str, right: str) -> Change:
    """A mistake in the first theme."""
    return Change(f"{PLAN}themes/1.yml", right, wrong)


def other(file: str, wrong: str, right: str) -> Change:
    """A mistake in another of the plan's files."""
    return Change(PLAN + file, right, wrong)


def later(day: str) -> str:
    return HEAD.replace("2027-01-13", day)


OURS = (
    Change("our-plan/themes/1.yml", (_theme := "ref: 1\ntitle: Help\nactions: [{ref: 1.1.1, action: Help sooner.}]\n"), _theme, True),
    Change("our-plan/plan.yml", (_plan := """\
title: Our plan
organisation: Exampleshire County Council (fictional)
fictional: yes
published: 2025-04
starts: 2025-04-01
ends: 2027-03-31
summary: What we will change.
statuses:
  - {id: red, word: Red, meaning: off-track, description: It is late., colour: red, shape: diamond}
  - {id: green, word: Green, meaning: complete, description: It is done., colour: green, shape: circle}
"""), _plan, True),
)  # fmt: skip
"""A second plan, which has statuses of its own."""
REPORT = "date: 2025-07-16\ntitle: First report\nactions:\n"


def ours(wrong: str, right: str, statuses: str = "") -> tuple[Change, ...]:
    """The second plan with a report, and with statuses in place of its own."""
    plan = OURS[1].right if not statuses else OURS[1].right.partition("statuses:\n")[0] + "statuses:\n" + statuses
    return (
        OURS[0],
        Change(OURS[1].file, plan, plan, True),
        Change("our-plan/reports/2025-07-16.yml", REPORT + right, REPORT + wrong, True),
    )


_LEAD = "        lead: Head of Help and Protection\n        due: 2025-Q3\n        kpis: 1b\n"
_AGREED = "actions:\n  2.1.3:\n    progress: We agree prices.\n"

_SEVEN = "kpis:\n  7: {period: 2026/27-Q3, "
_COUNTED = """\
- {ref: 2, title: Children new to care, theme: 1, unit: number, better: neither, people: yes, parts: [2a, 2b, 2c]}
- {ref: 2a, title: Children new to care from the North, theme: 1, unit: number, better: neither, people: yes}
- {ref: 2b, title: Children new to care from the South, theme: 1, unit: number, better: neither, people: yes}
- {ref: 2c, title: Children new to care from the West, theme: 1, unit: number, better: neither, people: yes}
- {ref: 3, title: Children seen late, theme: 1, unit: "%", better: lower, people: yes, numerator: 3a}
- {ref: 3a, title: Children seen late by number, theme: 1, unit: number, better: lower, people: yes}
"""


def counted(wrong: str, right: str, kpis: str = _COUNTED) -> tuple[Change, ...]:
    """The second plan with KPIs that count people, and a report of their figures for June 2025."""
    month = "date: 2025-07-16\ntitle: First report\nkpis:\n"
    told, instead = (
        re.sub(r"(\w+) (\S+)", r"  \1: {period: 2025-06, \2}", text).replace("=", ": ") for text in (wrong, right)
    )
    return (
        *OURS,
        Change("our-plan/kpis.yml", kpis, kpis, True),
        Change("our-plan/reports/2025-07-16.yml", month + instead, month + told, True),
    )


def worded(wrong: str, right: str = "All went well.") -> Change:
    """A new report with a detail in its summary."""
    return report(f"summary: {wrong}\n", f"summary: {right}\n")


EXAMPLES: dict[str, list[Change | tuple[Change, ...]]] = {
    "invalid": [
        report("actions:\n  2.1.3:\n\tstatus: on-track\n", "actions:\n  2.1.3:\n    status: on-track\n"),
        report("summary: 'Update: the test passed.'\n".replace("'", ""), 'summary: "Update: the test passed."\n'),
        report("actions:\n  2.1.3:\n    status: on-track\n   progress: Agreed.\n", "actions:\n  2.1.3:\n    status: on-track\n    progress: Agreed.\n"),
        report('summary: "Prices are agreed.\n', 'summary: "Prices are agreed."\n'),
        report("kpis:\n  1b: {period: 2026/27-Q3, value: 84%\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 84%}\n"),
        report('summary: "Getting better" is published.\n', "summary: '\"Getting better\" is published.'\n"),
        report("summary: @home visits have begun.\n", 'summary: "@home visits have begun."\n'),
        Change(f"{PLAN}reports/2027-01-13.yml", HEAD + "summary: None.\n", (HEAD + "summary: None.\n").replace("\n", "\r\n"), True),
        report("summary: The caf\udce9 has opened.\n", "summary: The café has opened.\n"),
        report("actions:\n  2.1.3:\n    progres: Agreed.\n", "actions:\n  2.1.3:\n    progress: Agreed.\n"),
        Change(f"{PLAN}reports/2027-01-13.yml", HEAD + "summary: None.\n", "date: 2027-01-13\nsummary: None.\n", True),
        other("kpis.yml", "better: heigher\n  frequency: monthly\n  owner: Front", "better: higher\n  frequency: monthly\n  owner: Front"),
        theme("due: 30/09/2025\n", "due: 2025-Q3\n"),
        report("kpis:\n  1b: {period: 2026/27-Q3, value: about 80%}\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 80%}\n"),
        report("actions:\n  4.3:\n    due: 2027-02\n", "actions:\n  4.3:\n    due: 2027-02\n    reason: Staff asked for a second course.\n"),
        (Change(f"{PLAN}reports/2027-01-14.yml", "", HEAD + "summary: None.\n", True), Change(f"{PLAN}reports/2027-01-13.yml", HEAD + "summary: None.\n", "", True)),
        report("source: www.example.org/paper.pdf\n", "source: https://www.example.org/paper.pdf\n"),
    ],
    "unread": [Change("glosary.yml", "", "- {term: DfE, text: Department for Education}\n", True)],
    "doubled": [report("actions:\n  2.1.3:\n    progress: Agreed.\n    progress: Nearly.\n", "actions:\n  2.1.3:\n    progress: Agreed.\n")],
    "doubled-ref": [theme("- ref: 1.1.1\n        action: >-\n          Publish", "- ref: 1.1.2\n        action: >-\n          Publish")],
    "doubled-target": [other("kpis.yml", "{value: 90%, due: 2026-03}", "{value: 90%, due: 2027-03}")],
    "unknown-ref": [report("actions:\n  1.2.33:\n    status: complete\n", "actions:\n  1.2.3:\n    status: complete\n")],
    "circle": [theme("lead: Front Door Service Manager\n        after: 1.1.2\n        due: 2025-09-30", "lead: Front Door Service Manager\n        due: 2025-09-30")],
    "ends-before-start": [other("plan.yml", "ends: 2022-03-31", "ends: 2027-03-31")],
    "closed-before-start": [other("plan.yml", "ends: 2027-03-31\nclosed: 2023-03-31\n", "ends: 2027-03-31\n")],
    "period-not-ended": [report("kpis:\n  1b: {period: 2026/27-Q4, value: 84%}\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 84%}\n")],
    "published-before-start": [other("inspections.yml", "published: 2020-11-29", "published: 2021-11-29")],
    "visit-before-inspection": [other("inspections.yml", "starts: 2024-05-12\n  ends: 2024-05-13\n  published: 2024-06-22", "starts: 2026-05-12\n  ends: 2026-05-13\n  published: 2026-06-22")],
    "wrong-area": [other("inspections.yml", "leadership: good, help-and-protection: requires-improvement, in-care-and-care-leavers: good}", "leaders: good, help-and-protection: requires-improvement, in-care-and-care-leavers: good}")],
    "no-source": [other("inspections.yml", "published: 2026-06-22\n", "published: 2026-06-22\n  report: https://example.org/ofsted/exampleshire-focused-visit-2026.pdf\n")],
    "reported-twice": [report("kpis:\n  1b: {period: 2026/27-Q2, value: 84%}\n", "kpis:\n  1b: {period: 2026/27-Q2, value: 84%, correction: Four late assessments were added.}\n")],
    "corrects-nothing": [report("kpis:\n  1b: {period: 2026/27-Q3, value: 84%, correction: Four were added.}\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 84%}\n")],
    "twice-a-day": [(report("actions:\n  4.3:\n    status: at-risk\n", "actions:\n  4.3:\n    status: at-risk\n"), report("actions:\n  4.3:\n    status: on-track\n", "actions:\n  3.3.2:\n    status: on-track\n", "2027-01-13-education"))],
    "wrong-unit": [report("kpis:\n  1b: {period: 2026/27-Q3, value: 84}\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 84%}\n")],
    "over-100": [report("kpis:\n  1b: {period: 2026/27-Q3, value: 840%}\n", "kpis:\n  1b: {period: 2026/27-Q3, value: 84.0%}\n")],
    "no-recovery": [report("actions:\n  3.1.2:\n    status: off-track\n", "actions:\n  3.1.2:\n    status: off-track\n    recovery: Two more people start in February.\n")],
    "no-evidence": [report("actions:\n  3.1.2:\n    status: verified\n", "actions:\n  3.1.2:\n    status: verified\n    evidence: Audit of January 2027\n")],
    "status-out-of-use": [ours("  1.1.1: {status: red}\n", "  1.1.1: {status: amber}\n", """\
  - {id: red, word: Red, meaning: off-track, description: It was late., colour: red, shape: diamond, until: 2025-04-30}
  - {id: amber, word: Amber, meaning: off-track, description: It is late., colour: amber, shape: diamond}
""")],
    "unknown-check": [other("accept.yml", "- check: wrong-themes\n  refs: 1.2.3\n", "- check: wrong-theme\n  refs: 1.2.3\n")],
    "accepted-in-vain": [other("accept.yml", "- check: wrong-theme\n  refs: 1.1.1\n  reason: Meant so.\n- check: wrong-theme\n  refs: 4.1\n", "- check: wrong-theme\n  refs: 4.1\n")],
    "due-after-plan": [theme("due: 2028-Q3\n", "due: 2025-Q3\n")],
    "due-after-target": [theme("due: 2028-Q3\n", "due: 2025-Q3\n")],
    "due-before-plan": [theme("due: 2015-Q3\n", "due: 2025-Q3\n")],
    "empty-report": [report("", "summary: Prices are agreed.\n")],
    "fine-but-off-target": [other("accept.yml", "refs: 10a\n", "refs: 10b\n")],
    "kpi-unused": [(*OURS, Change("our-plan/kpis.yml", "", "- {ref: 17, title: Parents who were helped, theme: 1, unit: '%', better: higher}\n", True))],
    "late-but-on-track": [report("actions:\n  2.1.3:\n    progress: Agreed.\n", "actions:\n  1.3.2:\n    status: at-risk\n    progress: One locality is late.\n")],
    "mixed-alphabets": [theme("          \u0412ring the contact", "          Bring the contact")],
    "no-kpi": [theme(_LEAD.replace("        kpis: 1b\n", ""), _LEAD)],
    "no-recovery-text": [ours("  1.1.1: {status: red}\n", "  1.1.1: {status: red, recovery: Two more people start in August.}\n")],
    "number-not-in-group": [theme("      - ref: 1.3.9\n        action: Meet each family.\n        lead: Head of Help and Protection\n        kpis: 1c\n        answers: F2\n\n      - ref: 1.2.3\n", "      - ref: 1.2.3\n")],
    "open-milestones": [report("actions:\n  4.3:\n    status: complete\n", "actions:\n  4.3:\n    status: complete\nmilestones:\n  4.3.c: done\n")],
    "report-before-plan": [Change(f"{PLAN}reports/2015-01-13.yml", "", later("2015-01-13") + "summary: None.\n", True)],
    "report-gap": [Change(f"{PLAN}reports/2027-06-14.yml", "", later("2027-06-14") + "summary: None.\n", True)],
    "role-near-duplicate": [theme(_LEAD.replace("Help and", "Help &"), _LEAD)],
    "same-words": [(
        report(_AGREED, _AGREED),
        report(_AGREED, _AGREED, "2027-02-13", later("2027-02-13")),
        report(_AGREED, _AGREED.replace("We agree prices", "All prices are agreed"), "2027-03-13", later("2027-03-13")),
    )],
    "stale-figure": [report("summary: Nothing new.\n", "kpis:\n  1a: {period: 2026-12, value: 94%}\n")],
    "statement-old": [(
        report("summary: Nothing new.\n", "summary: Nothing new.\n", "2028-01-12", later("2028-01-12")),
        Change("accessibility.yml", "reviewed: 2028-01-10\n", "reviewed: 2026-11-22\n"),
    )],
    "statement-unfinished": [Change("accessibility.yml", "site: the website “Improvement plans”", "site: “TBC”")],
    "status-overlap": [(OURS[0], Change(OURS[1].file, _plan, _plan + """\
  - {id: blue, word: Blue, meaning: complete, description: It is done and checked., colour: blue, shape: square}
""", True))],
    "unanswered-finding": [other("accept.yml", "- check: unanswered-finding\n  refs: F8\n", "- check: unanswered-finding\n  refs: F9\n")],
    "unexplained-abbreviation": [report("summary: The QPR has left.\n", "summary: The designated officer has left.\n")],
    "wrong-theme": [theme("due: 2025-Q3\n        kpis: 12\n", "due: 2025-Q3\n        kpis: 1b\n")],
    "small-number": [report(f"{_SEVEN}value: 3}}\n", f"{_SEVEN}symbol: c}}\n")],
    "small-number-follows": [
        counted("2 value=30\n2a value=18\n2b value=9\n2c symbol=c\n", "2 value=30\n2a value=18\n2b symbol=c\n2c symbol=c\n"),
        report(f"{_SEVEN}value: 20, by: {{locality: {{North: 9, South: 8}}}}}}\n", f"{_SEVEN}value: 20, by: {{locality: {{North: 9}}}}}}\n"),
        counted("3a symbol=c\n3 value=4%\n", "3a symbol=c\n3 symbol=c\n"),
    ],
    "birth-date": [worded("The child was born on 12 March 2011.")],
    "case-number": [worded("An audit of case 12345 found this.")],
    "e-mail-address": [worded("Write to jo.bloggs@anytown.gov.uk.")],
    "exempt-matter": [worded("The appendix is exempt.")],
    "nhs-number": [worded("The record of 943 476 5919 was audited.")],
    "people-unsaid": [counted("2 value=4\n", "2 value=5\n", _COUNTED.splitlines(True)[0].replace(", people: yes, parts: [2a, 2b, 2c]", ""))],
    "phone-number": [worded("Ring the manager on 01632 960123.")],
    "postcode": [worded("The home is at SW1A 1AA.")],
    "small-number-in-family": [
        counted("2a value=30\n2b value=27\n2c symbol=c\n", "2a value=30\n2b symbol=c\n2c symbol=c\n", "".join(_COUNTED.splitlines(True)[1:]))
    ],
    "small-number-in-text": [report(f"summary: Of these, 3 children moved.\n{_SEVEN}value: 9}}\n", f"summary: Some moved.\n{_SEVEN}value: 9}}\n")],
}  # fmt: skip
