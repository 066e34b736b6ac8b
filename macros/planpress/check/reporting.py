"""Do reports agree with the plan and with themselves?"""

from collections.abc import Iterator

from planpress.model import PlanData
from planpress.problem import Problem


def impossible(plan: PlanData) -> Iterator[Problem]:
    yield from ()


def incomplete(plan: PlanData) -> Iterator[Problem]:
    yield from ()


def inconsistent(plan: PlanData) -> Iterator[Problem]:
    yield from ()
