"""A changed field is exchanged in its file; every other byte stays."""

from pathlib import Path

import pytest

from conftest import ROOT
from planpress.load import load
from planpress.model import PlanData
from planpress.sheets.new import Edit
from planpress.sheets.plan_files import NotEditable, edited

OURS = ROOT / "tests/calc/our-plan"
THEME = (OURS / "themes/1.yml").read_text()
KPIS = (OURS / "kpis.yml").read_text()

LONG = (
    "Open one number, which families, schools and surgeries can ring at any time of the day or night, and answer "
    "every call within two minutes: always."
)


@pytest.mark.parametrize(
    ("kind", "ref", "name", "value", "before", "after"),
    [
        (
            "action", "1.1", "action", LONG,
            "      Open one number, which families and schools can ring at any time of the day, and answer every call "
            "within two\n      minutes.\n",
            "      Open one number, which families, schools and surgeries can ring at any time of the day or night, "
            "and answer\n      every call within two minutes: always.\n",
        ),
        ("action", "1.2", "action", "Train all, now.", "'Train staff.'", "'Train all, now.'"),
        ("action", "1.10", "action", "Visit: twice.", '"Visit every home: once a year."', '"Visit: twice."'),
        ("action", "1.1", "lead", ("Head of Access", "Head of Care"), "Head of Homes ]", "Head of Care ]"),
        (
            "action", "1.1", "lead", ("Head of Care",),
            '[ "Head of Access",  Head of Homes ]', "[Head of Care]",
        ),
        (
            "action", "1.2", "lead", ("Head of A", "Head of B, C & D"),
            "lead: Head of Access", "lead: [Head of A, 'Head of B, C & D']",
        ),
        ("action", "1.10", "lead", ("Head of X", "Head of Access"), "Homes   # acting", "X   # acting"),
        ("action", "1.10", "due", "2027-03", "Head of Access\n    kpis: 3", "Head of Access\n    due: 2027-03\n    kpis: 3"),
        ("kpi", "1", "title", "Decided: in time", "Decided in time", "'Decided: in time'"),
        ("kpi", "1", "owner", "Head of Homes", "'Head of Access'    #", "'Head of Homes'    #"),
        ("kpi", "2", "owner", "Head of Homes", "higher, targets: [{value: 4", "higher, owner: Head of Homes, targets: [{value: 4"),
        ("kpi", "3", "owner", "Head of Homes", "owner:   #", "owner: Head of Homes   #"),
        (
            "kpi", "1", "targets", ({"value": "90%", "due": "2027-12"},),
            "# the first\n", "# the first\n    - {value: 90%, due: 2027-12}\n",
        ),
        (
            "kpi", "3", "targets", ({"value": "500", "due": "2027-12"},),
            '{value: "439", due: 2026-12} ]', '{value: "439", due: 2026-12}, {value: 500, due: 2027-12} ]',
        ),
    ],
)  # fmt: skip
def test_one_field(kind: str, ref: str, name: str, value: str | tuple[str, ...], before: str, after: str) -> None:
    text = THEME if kind == "action" else KPIS
    assert text.count(before) == 1
    assert edited(text, [Edit("x.yml", ref, kind, name, value, "")]) == text.replace(before, after)


def test_a_file_without_a_last_line_end_and_with_a_byte_order_mark() -> None:
    text = "\ufeffref: 1\ntitle: A\nactions:\n- ref: 1.1\n  action: Do it"
    edits = [Edit("x.yml", "1.1", "action", "due", "2027", ""), Edit("x.yml", "1.1", "action", "action", "Do more", "")]
    assert edited(text, edits) == text.replace("Do it", "Do more\n  due: 2027")


def test_a_comment_that_would_be_lost() -> None:
    with pytest.raises(NotEditable) as raised:
        edited(THEME, [Edit("x.yml", "1.10", "action", "lead", ("Head of Homes",), "")])
    assert str(raised.value) == "20: `lead` holds a comment; change it by hand"


def test_every_action_and_kpi_of_the_repository(tmp_path: Path) -> None:
    """Each gets another wording, lead or owner, and title: whatever the style of its file, nothing else changes."""
    data = tmp_path / "data"
    plans = load(ROOT / "data", "data")[0].plans
    for plan in plans:
        edits = [Edit(one.at.path, one.ref, "action", "action", f"Do: {one.ref}, now", "") for one in plan.actions]
        edits += [Edit(one.at.path, one.ref, "action", "lead", ("Head of “A”, B & C",), "") for one in plan.actions]
        edits += [Edit(one.at.path, one.ref, "kpi", "title", f"Count #{one.ref}", "") for one in plan.kpis]
        edits += [Edit(one.at.path, one.ref, "kpi", "owner", "Head of A", "") for one in plan.kpis]
        for file in (ROOT / "data" / plan.id).rglob("*.yml"):
            path = file.relative_to(ROOT).as_posix()
            made = data / plan.id / file.relative_to(ROOT / "data" / plan.id)
            made.parent.mkdir(parents=True, exist_ok=True)
            mine = [edit for edit in edits if edit.path == path]
            text = file.read_text()
            made.write_text(edited(text, mine) if mine else text)
            comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
            assert [line.strip() for line in made.read_text().splitlines() if line.strip().startswith("#")] == comments
    assert {one.id: said(one) for one in load(data, "data")[0].plans} == {one.id: wanted(one) for one in plans}


def said(plan: PlanData) -> list[object]:
    return [one.model_dump() for one in (*plan.actions, *plan.kpis)]


def wanted(plan: PlanData) -> list[object]:
    actions = [
        one.model_dump() | {"action": f"Do: {one.ref}, now", "lead": ("Head of “A”, B & C",)} for one in plan.actions
    ]
    return [*actions, *(one.model_dump() | {"title": f"Count #{one.ref}", "owner": "Head of A"} for one in plan.kpis)]
