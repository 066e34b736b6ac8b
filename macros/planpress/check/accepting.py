"""accept.yml: warnings that are known and may stand, each with its reason. One that no longer occurs is a warning."""

from collections.abc import Iterable, Iterator

from planpress.model import PlanData
from planpress.problem import Problem, did_you_mean

CODES = (
    "birth-date",
    "case-number",
    "due-after-plan",
    "due-after-target",
    "due-before-plan",
    "e-mail-address",
    "empty-report",
    "exempt-matter",
    "fine-but-off-target",
    "kpi-unused",
    "late-but-on-track",
    "mixed-alphabets",
    "nhs-number",
    "no-kpi",
    "no-recovery-text",
    "number-not-in-group",
    "open-milestones",
    "people-unsaid",
    "phone-number",
    "postcode",
    "report-before-plan",
    "report-gap",
    "role-near-duplicate",
    "same-words",
    "small-number-in-family",
    "small-number-in-text",
    "stale-figure",
    "status-overlap",
    "unanswered-finding",
    "unexplained-abbreviation",
    "wrong-theme",
)
"""Every warning that can be accepted."""
HISTORY = (
    "due-rewritten",
    "ref-removed",
    "ref-reused",
    "report-changed",
    "report-put-between",
    "report-removed",
    "target-rewritten",
)
"""Every problem of a plan's history that can be accepted; only a comparison with an earlier revision finds them."""


def unknown_codes(plan: PlanData) -> Iterator[Problem]:
    """An acceptance that names no check."""
    for accept in plan.accepted:
        if accept.check not in (*CODES, *HISTORY):
            hint = did_you_mean(accept.check, (*CODES, *HISTORY))
            message = f"`check`: there is no check `{accept.check}`"
            yield Problem(accept.at.path, accept.at.of("check"), message, hint, "unknown-check")


def apply(plan: PlanData, warnings: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The warnings that stay, with one for each acceptance of nothing, and those that are accepted."""
    now = [accept for accept in plan.accepted if accept.check not in HISTORY]
    wanted = {(accept.check, ref): accept for accept in now for ref in accept.refs or ("",)}
    left: list[Problem] = []
    taken: list[Problem] = []
    used: set[tuple[str, str]] = set()
    for warning in warnings:
        keys = {(warning.code, warning.ref), (warning.code, "")} & wanted.keys()
        (taken if keys else left).append(warning)
        used |= keys
    for key, accept in wanted.items():
        if key not in used:
            what = f"`{key[0]}` of {key[1]}" if key[1] else f"`{key[0]}`"
            message = f"{what} is accepted, but does not occur"
            hint = "remove the acceptance: what it was for has been mended, or the ref is wrong"
            left.append(Problem(accept.at.path, accept.at.of("check"), message, hint, "accepted-in-vain", key[1]))
    return left, taken
