"""Working days of the law, held to dates that councils published."""

from datetime import date

import pytest

from planpress.views.duties import bank_holidays, working_days_after


@pytest.mark.parametrize(
    ("published", "days", "last"),
    [
        # Bristol's cabinet paper of 2023 names 23 June 2023; the extra holiday of 8 May 2023 is in between.
        ("2023-03-10", 70, "2023-06-23"),
        # Stockton's minutes name 16 August 2023.
        ("2023-05-09", 70, "2023-08-16"),
        ("2020-06-10", 70, "2020-09-17"),
        ("2016-11-25", 70, "2017-03-08"),
        ("2023-03-10", 30, "2023-04-25"),
        ("2024-12-20", 1, "2024-12-23"),
        ("2024-12-24", 1, "2024-12-27"),
        ("2022-05-31", 3, "2022-06-07"),
        ("2024-03-10", 0, "2024-03-10"),
    ],
)
def test_working_days(published: str, days: int, last: str) -> None:
    assert working_days_after(date.fromisoformat(published), days) == date.fromisoformat(last)


def test_the_extra_bank_holidays_are_known() -> None:
    assert {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)} <= bank_holidays(2022) | bank_holidays(2023)
