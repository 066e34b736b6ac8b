"""The posts of a whole plan, once all its cells are known; and what is missing from it."""

from planpress.importing.blocks import Remark
from planpress.importing.found import Found
from planpress.importing.posts import known_posts, names_post, posts, several


def finish(found: Found, owners: dict[int, tuple[str, ...]], given: tuple[str, ...]) -> Found:
    """Takes posts in one cell apart, and remarks on what is missing.

    `owners` are the lines of the owners' cells, by the place of the KPI; `given` are posts that an editor named.
    """

    def remark(where: str, text: str) -> None:
        found.remarks.append(Remark(where, text))

    cells = [one.lead for one in found.actions] + list(owners.values())
    known = known_posts([cell for cell in cells if cell], given)
    for action in found.actions:
        action.leads = posts(action.lead, known)
        if len(action.lead) == 1 and len(action.leads) > 1:
            named = ", ".join(f"`{one}`" for one in action.leads)
            if not set(action.leads) <= known:
                remark(action.where, f"the lead was read as {named}; see that it is right")
        for lead in action.leads:
            if lead not in given and (text := _doubt(lead)):
                remark(action.where, text)
    for at, owner in owners.items():
        kpi = found.kpis[at]
        kpi.owner = " ".join(owner)
        if len(posts(owner, known)) > 1:
            remark(kpi.where, f"KPI {kpi.ref} has several owners, `{kpi.owner}`; keep the one that answers for it")
    for theme in found.themes.values():
        theme.groups = [group for group in theme.groups if group.actions]
    for ref in [theme.ref for theme in found.themes.values() if not theme.groups]:
        remark("", f"theme {ref}, `{found.themes[ref].title}`, has no actions")
    if not list(found.actions):
        remark("", "no table of actions was found; its headings need an action and a date or lead")
    return found


def _doubt(lead: str) -> str:
    """What is doubtful about a post; empty when nothing is."""
    if several(lead):
        return f"the lead `{lead}` may be more than one post; part them, or name the posts with --roles"
    if not names_post(lead):
        return f"the lead `{lead}` does not read as a post; never publish a private person's name"
    return ""
