"""Dates, periods and cycles: what plans print, and what planpress reads in it."""

from datetime import date

import pytest

from planpress.period import Cycle, Period, day_words, parse_due, parse_frequency, parse_period

PERIODS = [
    # written as            first         last          kind              on the page
    ("2016-12-14", "2016-12-14", "2016-12-14", "day", "14 December 2016"),
    ("30 Mar 2023", "2023-03-30", "2023-03-30", "day", "30 March 2023"),
    ("1 september 2019", "2019-09-01", "2019-09-01", "day", "1 September 2019"),
    ("2016-02-29", "2016-02-29", "2016-02-29", "day", "29 February 2016"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day", "29 February 2000"),
    ("2016-12", "2016-12-01", "2016-12-31", "month", "December 2016"),
    ("2016-02", "2016-02-01", "2016-02-29", "month", "February 2016"),
    ("2017-02", "2017-02-01", "2017-02-28", "month", "February 2017"),
    ("Dec 2016", "2016-12-01", "2016-12-31", "month", "December 2016"),
    ("Jun-17", "2017-06-01", "2017-06-30", "month", "June 2017"),
    ("Mar-17", "2017-03-01", "2017-03-31", "month", "March 2017"),
    ("Mar -17", "2017-03-01", "2017-03-31", "month", "March 2017"),
    ("  Mar   2017 ", "2017-03-01", "2017-03-31", "month", "March 2017"),
    ("Sept 2016", "2016-09-01", "2016-09-30", "month", "September 2016"),
    ("SEP 2016", "2016-09-01", "2016-09-30", "month", "September 2016"),
    ("September 2016", "2016-09-01", "2016-09-30", "month", "September 2016"),
    ("May 2024", "2024-05-01", "2024-05-31", "month", "May 2024"),
    ("2017", "2017-01-01", "2017-12-31", "year", "2017"),
    ("2016-Q1", "2016-01-01", "2016-03-31", "quarter", "January to March 2016"),
    ("2016-Q3", "2016-07-01", "2016-09-30", "quarter", "July to September 2016"),
    ("2016-q4", "2016-10-01", "2016-12-31", "quarter", "October to December 2016"),
    ("2016/17-Q1", "2016-04-01", "2016-06-30", "quarter", "April to June 2016"),
    ("2016/17-Q3", "2016-10-01", "2016-12-31", "quarter", "October to December 2016"),
    ("2016-17 Q4", "2017-01-01", "2017-03-31", "quarter", "January to March 2017"),
    ("2016/2017 Q2", "2016-07-01", "2016-09-30", "quarter", "July to September 2016"),
    ("2016-H2", "2016-07-01", "2016-12-31", "half year", "July to December 2016"),
    ("2016/17-H1", "2016-04-01", "2016-09-30", "half year", "April to September 2016"),
    ("2016/17-H2", "2016-10-01", "2017-03-31", "half year", "October 2016 to March 2017"),
    ("2016/17", "2016-04-01", "2017-03-31", "financial year", "year ending March 2017"),
    ("2016/2017", "2016-04-01", "2017-03-31", "financial year", "year ending March 2017"),
    ("1999/00", "1999-04-01", "2000-03-31", "financial year", "year ending March 2000"),
    ("academic year 2016/17", "2016-09-01", "2017-08-31", "academic year", "academic year 2016 to 2017"),
    ("academic year 2016-17", "2016-09-01", "2017-08-31", "academic year", "academic year 2016 to 2017"),
    ("autumn 2016", "2016-09-01", "2016-12-31", "term", "autumn term 2016"),
    ("Spring term 2017", "2017-01-01", "2017-04-30", "term", "spring term 2017"),
    ("summer 2017", "2017-05-01", "2017-08-31", "term", "summer term 2017"),
    ("year to 2017-09", "2016-10-01", "2017-09-30", "rolling year", "year to September 2017"),
    ("year to 2017-12", "2017-01-01", "2017-12-31", "rolling year", "year to December 2017"),
    ("year to 2016-02", "2015-03-01", "2016-02-29", "rolling year", "year to February 2016"),
]


@pytest.mark.parametrize(("text", "first", "last", "kind", "words"), PERIODS)
def test_a_period_is_read_as_printed(text: str, first: str, last: str, kind: str, words: str) -> None:
    wanted = Period(date.fromisoformat(last), date.fromisoformat(first), kind, words, text)
    found = parse_period(text)
    assert (found, found.words, found.text) == (wanted, words, text)


NO_PERIODS = [
    "2016-2", "16-12", "2016-2-3", "2016-12-14T10:00",
    "12/2016", "2016-Q5", "2016-Q0", "Q4", "2016/17-Q5", "2016-H3",
    "Dec", "December", "Foo 2016", "Decem 2016", "winter 2016", "autumn", "last autumn",
    "academic year 2016", "year to 2017", "ongoing", "1899", "2201",
    "9999", "soon", "TBC", "by the end of 2019", "２０１６-12", "٢٠١٦-12", "",
]  # fmt: skip


IMPOSSIBLE = [
    "2016-13", "2016-00", "2016-02-30", "2017-02-29", "1900-02-29", "2016/18", "2016/16", "31 Apr 2016", "0 Apr 2016", "year to 2017-13", "0000", "0000-01-01", "9999/00", "year to 0001-01", "December 9999",
]  # fmt: skip


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_period(text)
    assert str(refused.value) == f"`{text}` is not a date that exists; check the day, month and year"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/12/2016", "`31/12/2016` is not a date here; write it as 2016-12-31"),
        ("2016-17", "`2016-17` is not a month; for the financial year write 2016/17"),
    ],
)
def test_what_people_write_is_told_how_to_write(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_period(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", NO_PERIODS)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_period(text)
    assert str(refused.value) == (
        f"`{text}` is not a date or period; "
        "write a day (2016-12-14), a month (2016-12), a quarter (2016-Q4, or 2016/17-Q3), or a year (2016, 2016/17)"
    )


CYCLES = [
    # written as            on the page        months, days   next after 31 January 2024
    ("Report quarterly", "every quarter", 3, 0, "2024-04-30"),
    ("quarterly", "every quarter", 3, 0, "2024-04-30"),
    ("Monthly", "every month", 1, 0, "2024-02-29"),
    ("weekly", "every week", 0, 7, "2024-02-07"),
    ("fortnightly", "every 2 weeks", 0, 14, "2024-02-14"),
    ("6-monthly", "every 6 months", 6, 0, "2024-07-31"),
    ("six-monthly", "every 6 months", 6, 0, "2024-07-31"),
    ("half-yearly", "every 6 months", 6, 0, "2024-07-31"),
    ("termly", "every term", 4, 0, "2024-05-31"),
    ("annual", "every year", 12, 0, "2025-01-31"),
    ("annually", "every year", 12, 0, "2025-01-31"),
    ("every two years", "every 2 years", 24, 0, "2026-01-31"),
    ("every 6 weeks", "every 6 weeks", 0, 42, "2024-03-13"),
    ("six-weekly", "every 6 weeks", 0, 42, "2024-03-13"),
    ("every  2 months", "every 2 months", 2, 0, "2024-03-31"),
    ("Ongoing", "ongoing", 0, 0, None),
]


@pytest.mark.parametrize(("text", "words", "months", "days", "after"), CYCLES)
def test_a_cycle_is_read_as_printed(text: str, words: str, months: int, days: int, after: str | None) -> None:
    found = parse_frequency(text)
    assert found == Cycle(text, words, months, days)
    assert found == parse_due(text)
    assert found.after(date(2024, 1, 31)) == (date.fromisoformat(after) if after else None)


@pytest.mark.parametrize("text", ["2016-12", "often", "every 0 weeks", "every 100 weeks", "quarter", "every", ""])
def test_anything_else_is_no_frequency(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_frequency(text)
    assert str(refused.value) == (
        f"`{text}` is not a frequency; write weekly, monthly, quarterly, 6-monthly, annual or every 6 weeks"
    )


def test_a_due_date_is_a_period_or_a_cycle() -> None:
    assert parse_due("Dec 2016") == parse_period("Dec 2016")
    with pytest.raises(ValueError) as refused:
        parse_due("With immediate effect")
    assert str(refused.value) == (
        "`With immediate effect` is not a date, a period or a cycle; write a day (2016-12-14), a month (2016-12), "
        "a quarter (2016-Q4, or 2016/17-Q3), or a year (2016, 2016/17); "
        "or a cycle (monthly, quarterly, every 6 weeks, ongoing)"
    )


def test_periods_are_ordered_by_their_last_day_and_equal_whatever_their_form() -> None:
    written = ["2017", "Mar-17", "2016/17-Q3", "14 Dec 2016", "2016/17", "Dec 2016"]
    in_order = ["14 Dec 2016", "2016/17-Q3", "Dec 2016", "2016/17", "Mar-17", "2017"]
    assert sorted(written, key=parse_period) == in_order
    assert parse_period("Dec 2016") == parse_period("2016-12")
    assert parse_period("2016-Q4") == parse_period("2016/17-Q3")
    assert parse_period("2016-Q4").key == parse_period("2016/17-Q3").key
    assert parse_period("2016").key != parse_period("year to 2016-12").key


def test_a_day_has_no_leading_zero() -> None:
    assert day_words(date(2019, 6, 1)) == "1 June 2019"
