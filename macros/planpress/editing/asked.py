"""What was asked of `report` and `due`: the plan, the theme, the post, the file. What cannot be done is said in a line."""

from datetime import date, timedelta
from pathlib import Path

from planpress.check import check
from planpress.editing.due import Due, due, posts, text
from planpress.model import PlanData
from planpress.paper.asked import NotPossible, after_publication, plan_of
from planpress.period import day_words
from planpress.problem import did_you_mean
from planpress.words import slug


def report_file(plan: PlanData, day: date, name: str | None) -> Path:
    """The file of a report that is not there yet. Raises NotPossible."""
    tail = slug(name) if name is not None else ""
    if tail == "-":
        raise NotPossible(f"--name: `{name}` has no letters or digits; write for example education")
    file = Path(plan.path, "reports", f"{day}-{tail}.yml" if tail else f"{day}.yml")
    if file.exists():
        hint = "change that file, or give another day or a --name"
        raise NotPossible(f"{file.as_posix()} is there already, and is left as it is; {hint}")
    return file


def only(owed: Due, plan: PlanData, day: date, theme: str | None, lead: str | None) -> Due:
    """What belongs to a theme and a post, where they are given. Raises NotPossible for unknown ones."""
    if theme is not None and theme not in plan.theme_by_ref:
        raise NotPossible(f"--theme: there is no theme `{theme}`; {did_you_mean(theme, plan.theme_by_ref)}")
    key = slug(_post(lead, posts(plan, day))) if lead is not None else ""
    return owed.of(lambda ref, leads: (theme is None or ref == theme) and (lead is None or key in map(slug, leads)))


def _post(lead: str, known: list[str]) -> str:
    """The post as the plan names it. Raises NotPossible."""
    for role in known:
        if slug(role) == slug(lead):
            return role
    raise NotPossible(f"--lead: no post is called `{lead}`; {did_you_mean(lead, known)}")


def due_text(asked: Path | None, day: date, days: int, lead: str | None) -> str:
    """Who owes what, in one plan or in all that are open on a day, as text. Raises NotPossible."""
    if asked is not None:
        plan, _ = plan_of(asked)
        plans = [plan] if after_publication(plan, day, "--as-at") else []
    else:
        found = check(Path("data"), "data")
        if found.problems:
            raise NotPossible("\n".join(map(str, found.problems)))
        plans = [plan for plan in found.site.plans if _open(plan, day)]
    if not plans:
        return f"No plan is open on {day}.\n"
    role = _post(lead, sorted({role for plan in plans for role in posts(plan, day)})) if lead is not None else None
    until = day + timedelta(days=days)
    made = []
    for plan in plans:
        owed = due(plan, day, until, until)
        if role is not None:
            owed = owed.of(lambda _, leads: slug(role) in map(slug, leads))
        if owed or asked is not None:
            made.append(text(owed, [role] if role is not None else posts(plan, day), role is None))
    return "\n".join(made) or f"Nothing is due by {day_words(until)}.\n"


def _open(plan: PlanData, day: date) -> bool:
    """Whether a plan has been published and not closed on a day."""
    return plan.plan.published.first <= day and not (plan.plan.closed and plan.plan.closed <= day)
