"""Made-up plans of councils that do not exist, as the YAML files an editor would write. The same seed gives the same bytes.

Each plan has about 110 pages and is about as large as the example plan of this repository.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FIRST = (
    "Example", "Sample", "Specimen", "Pretend", "Dummy", "Madeup", "Notional", "Fable", "Invented", "Imagined",
    "Nowhere", "Placeholder",
)  # fmt: skip
LAST = ("shire", "bury", "ford", "wick", "mere", "ham", "by", "ton", "ley", "combe", "stead", "thorpe", "worth")
NAMES = tuple(f"{first}{last}" for last in LAST for first in FIRST)
"""Names that nobody can take for those of real places."""
REPORTS = {
    "2025-07-16": ("Quarter 1 report, April to June 2025", "2025/26-Q1", ("2025-04", "2025-05", "2025-06")),
    "2025-10-15": ("Quarter 2 report, July to September 2025", "2025/26-Q2", ("2025-07", "2025-08", "2025-09")),
    "2026-01-14": ("Quarter 3 report, October to December 2025", "2025/26-Q3", ("2025-10", "2025-11", "2025-12")),
    "2026-04-15": ("Quarter 4 report, January to March 2026", "2025/26-Q4", ("2026-01", "2026-02", "2026-03")),
    "2026-07-15": ("Quarter 1 report, April to June 2026", "2026/27-Q1", ("2026-04", "2026-05", "2026-06")),
    "2026-10-14": ("Quarter 2 report, July to September 2026", "2026/27-Q2", ("2026-07", "2026-08", "2026-09")),
}
"""The day of each report: its title, its quarter and the months of that."""
DAYS = tuple(REPORTS)
DUE = ("2025-Q3", "2025-12", "2026-01-31", "2026-03", "2026-06-30", "2026-Q3", "2026-11", "2027-01-31", "2027-03")
THEMES = (
    ("Help and protection for children and families", "Help and protection", (3, 3, 3)),
    ("Children in care and care leavers", "Children in care", (3, 3, 2)),
    ("Children with special educational needs and disabilities", "Special needs", (3, 3, 2)),
    ("Leadership, workforce and the quality of our work", "Leadership and workforce", (3, 3, 2)),
)
"""Each theme's title, its short title and how many actions its groups have."""
GROUPS = ("The first answer a family gets", "Help that fits together", "Checking that it works")
POSTS = (
    ("Front Door Service Manager", "Head of Help and Protection", "Principal Social Worker", "Early Years Lead",
     "Family Hubs Manager", "Safeguarding Partnership Manager"),
    ("Head of Children in Care", "Virtual School Head", "Fostering Manager", "Care Leavers Lead",
     "Designated Nurse", "Placements Commissioner"),
    ("Head of Inclusion", "Educational Psychology Lead", "Therapies Commissioner", "Transport Manager",
     "Parent Engagement Officer", "Director of Education"),
    ("Director of Children's Services", "Head of Quality Assurance", "Workforce Development Manager",
     "Chief Finance Officer", "Head of Data and Performance", "Independent Chair"),
)  # fmt: skip
"""Six posts for each theme."""
DO = (
    "Rewrite", "Publish", "Test with families", "Bring together", "Check each month", "Put into use in every team",
    "Agree with schools and health services", "Train every manager in using", "Shorten", "Make one plain version of",
)  # fmt: skip
WHAT = (
    "the guide to which help a child can get and when", "the plans that families are given after a first visit",
    "the way in which teams hand a family over to each other", "the record of what a child said in their own words",
    "the list of children who wait for an assessment", "the meeting at which managers look at stuck cases",
    "the offer of short breaks for families", "the letters that parents receive about decisions",
    "the way in which new social workers are welcomed", "the figures that each team manager sees every week",
    "the agreement with the health service on waiting times", "the checks of homes in which our children live",
)  # fmt: skip
SO = (
    "so that no family has to tell its story twice", "so that decisions are made within one working day",
    "and report what was learned to the improvement board", "so that each child is seen alone and listened to",
    "together with parents and carers who have used it", "so that fewer children have to move",
    "and stop whatever it takes the place of", "so that delays are seen in the week in which they arise",
    "beginning with the teams that have waited longest", "and show every quarter what has changed because of it",
)  # fmt: skip
DONE = (
    "{n} of {m} teams now work in this way, and managers look at a sample each week.",
    "The draft was read by {n} parents and carers. They asked for shorter words and larger type, and got both.",
    "We met {n} times with schools, the police and the health service, and agreed who does what.",
    "In {n} of {m} records that were looked at, the change could be seen. The others go back to their managers.",
    "The first {n} families have been asked. Most said that they knew what would happen next.",
    "Training was given to {n} of {m} members of staff, and those who missed it have a new date.",
)  # fmt: skip
NEXT = (
    "Ask {m} more families by the end of the quarter.", "Bring the other teams in, one locality at a time.",
    "Put the new form into the case record system.", "Show the improvement board what changed for children.",
)  # fmt: skip
RECOVER = (
    "A manager from another service leads the work until spring, and reports to the director each fortnight.",
    "The oldest {n} cases are looked at first. At the present speed they are finished in two months.",
    "We have asked a neighbouring council to lend us {n} experienced members of staff for half a year.",
)
WHY = (
    "The supplier of the case record system needs longer than it had promised.",
    "Parents and carers asked for more time to comment on the draft.",
    "Two members of the team left, and those who took their place began in the new quarter.",
)
MEASURES = (
    ("Contacts decided within one working day", "%", "higher"),
    ("Assessments finished within 45 working days", "%", "higher"),
    ("Families who say that help came soon enough", "%", "higher"),
    ("Children referred again within 12 months", "%", "lower"),
    ("Days from a first call to a first visit", "days", "lower"),
    ("Records that were good when looked at", "%", "higher"),
    ("Cost of a week in a home outside the area", "£", "lower"),
)
"""What is measured, the unit and which way is better. Each theme measures it for its own services."""
FOR = ("help and protection", "children in care", "special needs", "the whole service")
FINDINGS = (
    "How quickly and evenly the front door decides which help a child gets.",
    "How soon assessments are finished, and how plainly plans say what must change.",
    "How often children are seen alone, and how soon somebody acts when a plan stalls.",
    "How well leaders know from audits and figures how good the work is.",
    "Enough good homes close by, so that children move less often.",
    "Whether care leavers know what they can expect from the council.",
    "How soon children's needs are assessed and their plans are issued.",
    "How far parents and carers are told what is happening and feel that they are heard.",
)
RISKS = (
    "Social workers leave faster than new ones can be found", "The move to the new case record system takes longer",
    "Requests for assessments keep rising", "Prices of private homes rise faster than the budget",
)  # fmt: skip


def write(folder: Path, number: int, seed: int) -> None:
    """Writes the plans of some councils, at most as many as there are NAMES, into a new data folder."""
    for place in range(number):
        for path, content in files(place, seed):
            file = folder / f"{NAMES[place].lower()}-2025-27" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            text = yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
            file.write_text(text, encoding="utf-8", newline="\n")


def files(place: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Every file of one council's plan: its path in the plan's folder, and what it holds."""
    draw = random.Random(f"{seed}-{place}")
    name = NAMES[place]
    kpis = list(_kpis(draw))
    themes = list(_themes(draw, [kpi["ref"] for kpi in kpis]))
    actions = [action for theme in themes for group in theme["groups"] for action in group["actions"]]
    yield "plan.yml", _plan(name)
    yield "kpis.yml", kpis
    for theme in themes:
        yield f"themes/{theme['ref']}.yml", theme
    yield "inspections.yml", _inspections(name)
    yield "governance.yml", _governance(name)
    yield "risks.yml", [
        {"ref": f"R{number}", "kind": "risk", "title": title, "effect": "Children wait longer than we promised.",
         "response": "The director looks at this each month and says in every report what was done.",
         "owner": POSTS[3][number], "likelihood": draw.choice(("low", "medium", "high")), "impact": "high",
         "actions": [draw.choice(actions)["ref"]], "opened": "2025-04"}
        for number, title in enumerate(RISKS, 1)
    ]  # fmt: skip
    courses = {action["ref"]: _course(draw, action) for action in actions}
    figures = {kpi["ref"]: _figures(draw, kpi) for kpi in kpis}
    for number, day in enumerate(DAYS):
        yield f"reports/{day}.yml", {
            "date": day,
            "title": REPORTS[day][0],
            "to": "improvement-board",
            "source": f"https://example.org/{name.lower()}/improvement-board-{day}.pdf",
            "summary": f"Work on {len(actions)} actions went on. {_said(draw, DONE)} What is late is said below, "
            "with what is being done about it and by whom.",
            "actions": {ref: said[number] for ref, said in courses.items() if said[number]},
            "kpis": {ref: said[number] for ref, said in figures.items()},
            "milestones": {
                f"{action['ref']}.a": "done"
                for place, action in enumerate(actions)
                if "milestones" in action and place % 3 == number % 3 and number < 3
            },
            "risks": {
                f"R{risk}": {"level": draw.choice(("Low", "Medium", "High")), "progress": _said(draw, DONE)}
                for risk in range(1, len(RISKS) + 1)
            },
        }  # fmt: skip


def _said(draw: random.Random, texts: tuple[str, ...]) -> str:
    many = draw.randint(20, 60)
    return draw.choice(texts).format(n=draw.randint(4, 19), m=many)


def _plan(name: str) -> dict[str, Any]:
    return {
        "title": f"{name}: improvement plan for children's services 2025 to 2027",
        "short": f"{name} 2025-27",
        "organisation": f"{name} Council (fictional)",
        "fictional": "yes",
        "version": "1.0",
        "published": "2025-04",
        "starts": "2025-04-01",
        "ends": "2027-03-31",
        "summary": "This plan is made up by a program that measures how fast websites are built. There is no such "
        "council, and no figure here is real.\n\nIt says what is promised for children and families by March 2027, who "
        "answers for each promise, and which figures will show whether it worked.",
        "responds_to": ["An inspection in January 2025", "What children, parents and carers told us in 14 meetings"],
        "priorities": ["Whatever keeps children safe comes first", "We do fewer things and finish them"],
        "reports": "quarterly",
        "reporting": ["Each lead reports every quarter", "A date that moves is given with the reason"],
        "targets_note": "Leads proposed each target, and the improvement board questioned each one.",
        "source": {"title": "The plan as agreed", "url": f"https://example.org/{name.lower()}/plan.pdf"},
    }


def _kpis(draw: random.Random) -> Iterator[dict[str, Any]]:
    """Six KPIs for each theme."""
    for theme in range(4):
        for number, (title, unit, better) in enumerate(draw.sample(MEASURES, 6)):
            start = {"%": draw.randint(45, 70), "days": draw.randint(24, 40), "£": draw.randint(4800, 6400)}[unit]
            goal = round(start * (1.25 if better == "higher" else 0.8))
            yield {
                "ref": f"{theme + 1}{'abcdef'[number]}",
                "title": f"{title}, {FOR[theme]}",
                "theme": str(theme + 1),
                "unit": unit,
                "better": better,
                "frequency": "monthly" if number == 0 else "quarterly",
                "owner": POSTS[theme][number],
                "definition": f"{title}: counted for {FOR[theme]} on the fifth working day after the period ended, from "
                "the case record system. Cases that were opened by mistake are left out.",
                "source": "Case record system",
                "baseline": {"value": _figure(start, unit), "period": "2024/25"},
                "targets": [
                    {"value": _figure((start + goal) / 2, unit), "due": "2026-03"},
                    {"value": _figure(goal, unit), "due": "2027-03"},
                ],
                "tolerance": "3" if unit != "£" else "200",
                "compare": [{"who": "Similar councils", "value": _figure(goal, unit), "period": "2024/25"}],
            }


def _figure(number: float, unit: str) -> str:
    return {"%": f"{min(number, 100):.1f}%", "£": f"£{number:,.0f}"}.get(unit, f"{number:.0f}")


def _figures(draw: random.Random, kpi: dict[str, Any]) -> list[Any]:
    """What each report gives: the figure goes from the baseline towards the target, and strays from the way."""
    unit = kpi["unit"]
    start, goal = (
        float(text.strip("%£").replace(",", "")) for text in (kpi["baseline"]["value"], kpi["targets"][1]["value"])
    )
    pace = draw.uniform(0.6, 1.4)
    said: list[Any] = []
    for number, (_, quarter, months) in enumerate(REPORTS.values()):
        periods = months if kpi["frequency"] == "monthly" else (quarter,)
        found = []
        for period in periods:
            way = pace * (number + 1) / 6 + draw.uniform(-0.15, 0.15)
            one: dict[str, Any] = {"period": period, "value": _figure(start + (goal - start) * way, unit)}
            if unit == "%" and draw.random() < 0.3:
                parts = (start + (goal - start) * (way + stray) for stray in (-0.2, 0.0, 0.2))
                one["by"] = {
                    "locality": dict(zip(("North", "South", "West"), (_figure(p, unit) for p in parts), strict=True))
                }
            found.append(one)
        said.append(found if len(found) > 1 else found[0])
    return said


def _themes(draw: random.Random, kpis: list[str]) -> Iterator[dict[str, Any]]:
    findings = [f"F{number}" for number in range(1, len(FINDINGS) + 1)]
    for theme, (title, short, sizes) in enumerate(THEMES):
        own = [ref for ref in kpis if ref.startswith(str(theme + 1))]
        groups, number = [], 0
        for group, size in enumerate(sizes):
            actions = []
            for place in range(size):
                action: dict[str, Any] = {
                    "ref": f"{theme + 1}.{group + 1}.{place + 1}",
                    "action": f"{draw.choice(DO)} {draw.choice(WHAT)}, {draw.choice(SO)}.",
                    "lead": draw.sample(POSTS[theme], 1 + (draw.random() < 0.3)),
                    "due": draw.choice(DUE),
                    # Each KPI and each finding has at least one action.
                    "kpis": list(dict.fromkeys((own[number % len(own)], draw.choice(own)))),
                    "answers": [findings[(theme * 2 + number) % len(findings)]],
                }
                if draw.random() < 0.5:
                    action["points"] = [f"{draw.choice(DO)} {draw.choice(WHAT)}" for _ in range(3)]
                if draw.random() < 0.4:
                    action["milestones"] = [{"ref": "a", "title": "The first team has begun", "due": "2025-Q3"}]
                if place:
                    action["after"] = [f"{theme + 1}.{group + 1}.{place}"]
                actions.append(action)
                number += 1
            groups.append({"ref": f"{theme + 1}.{group + 1}", "title": GROUPS[group], "actions": actions})
        yield {
            "ref": str(theme + 1),
            "title": title,
            "short": short,
            "outcome": "Families get help quickly, from people they know, and do not have to tell their story twice. "
            "Those who lead know every week how good the help is, and say so in public.",
            "groups": groups,
        }


def _course(draw: random.Random, action: dict[str, Any]) -> list[dict[str, Any]]:
    """What each report says of one action: it begins, may fall behind, and ends about when it was due."""
    ends = min(5, DUE.index(action["due"]) // 2 + draw.randint(1, 2))
    finishes = DUE.index(action["due"]) < 6 and draw.random() < 0.8
    said: list[dict[str, Any]] = []
    for number in range(len(DAYS)):
        if number > ends:
            said.append({})
            continue
        update: dict[str, Any] = {"status": "on-track", "progress": _said(draw, DONE)}
        if finishes and number == ends:
            update["status"] = draw.choice(("complete", "complete", "verified"))
            update["evidence"] = [f"https://example.org/evidence/{action['ref']}.pdf"]
        elif number == ends or draw.random() < 0.15:
            update["status"] = draw.choice(("at-risk", "off-track"))
            update["recovery"] = _said(draw, RECOVER)
            if draw.random() < 0.4:
                update |= {"due": "2027-02-28", "reason": draw.choice(WHY)}
        else:
            update["next"] = _said(draw, NEXT)
        said.append(update)
    return said


def _inspections(name: str) -> list[dict[str, Any]]:
    base = {"kind": "inspection", "by": "Ofsted", "published": "2025-03-17"}
    return [
        {"id": "ilacs-2021", **base, "title": "Inspection of children's social care services, October 2021",
         "framework": "ilacs-2018", "starts": "2021-10-04", "ends": "2021-10-15", "published": "2021-11-29",
         "judgements": {"overall": "good", "leaders": "good", "help-and-protection": "requires-improvement",
                        "in-care-and-care-leavers": "good"}},
        {"id": "ilacs-2025", **base, "title": "Inspection of children's services, January 2025",
         "framework": "ilacs-2023", "starts": "2025-01-20", "ends": "2025-01-31", "received": "2025-03-10",
         "summary": "Made up: services require improvement to be good. Too many families wait for a first decision.",
         "report": f"https://example.org/{name.lower()}/inspection.pdf",
         "judgements": {"overall": "requires-improvement", "leaders": "requires-improvement",
                        "help-and-protection": "requires-improvement", "in-care": "good", "care-leavers": "good"},
         "findings": [{"ref": f"F{number}", "number": str(number), "kind": "improve", "finding": text}
                      for number, text in enumerate(FINDINGS, 1)]},
        {"id": "visit-2026", "kind": "focused-visit", "by": "Ofsted", "of": "ilacs-2025",
         "title": "Focused visit to the front door, May 2026", "starts": "2026-05-12", "ends": "2026-05-13",
         "published": "2026-06-19", "outcome": "Made up: decisions are quicker, and most are right."},
    ]  # fmt: skip


def _governance(name: str) -> dict[str, Any]:
    return {
        "summary": "An improvement board with an independent chair oversees the plan and reads every report first.",
        "bodies": [
            {"id": "improvement-board", "name": "Improvement Board", "what": "Oversees the whole plan and questions leads.",
             "chair": "Independent Chair", "meets": "every 6 weeks", "receives": "The full report each quarter"},
            {"id": "cabinet", "name": "Cabinet", "what": "Agreed the plan and its budget.", "meets": "quarterly"},
            {"id": "scrutiny", "name": "Scrutiny Committee", "what": "Asks whether the plan makes a difference.",
             "meets": "quarterly"},
        ],
        "meetings": [{"date": "2025-04-01", "body": "cabinet", "title": "The improvement plan", "decision": "Agreed."}],
        "sign_offs": [{"who": "Cabinet", "what": "Agreed version 1.0", "date": "2025-04-01"}],
        "consultation": [f"Children in care, parents and carers in {name}"],
    }  # fmt: skip
