"""Figures: what plans print, and what planpress reads in it."""

from decimal import Decimal

import pytest

from planpress.quantity import Quantity, number_words, parse_quantity

FIGURES = [
    # written as         number      unit              on the page
    ("80%", "80", "%", "80%"),
    ("80 %", "80", "%", "80 %"),
    ("2.5%", "2.5", "%", "2.5%"),
    ("-2.5%", "-2.5", "%", "-2.5%"),
    ("−2.5%", "-2.5", "%", "-2.5%"),
    ("-3", "-3", "", "-3"),
    ("0%", "0", "%", "0%"),
    ("439", "439", "", "439"),
    ("012", "12", "", "012"),
    ("1,200", "1200", "", "1,200"),
    ("1,234,567.5", "1234567.5", "", "1,234,567.5"),
    ("£4m", "4000000", "£", "£4m"),
    ("£1.25bn", "1250000000", "£", "£1.25bn"),
    ("£120k", "120000", "£", "£120k"),
    ("£1,200.50", "1200.50", "£", "£1,200.50"),
    ("-£5", "-5", "£", "-£5"),
    ("12 days", "12", "days", "12 days"),
    ("6 weeks", "6", "weeks", "6 weeks"),
    ("2 points", "2", "points", "2 points"),
    ("3.5 per 10,000", "3.5", "per 10,000", "3.5 per 10,000"),
    ("  80%  ", "80", "%", "80%"),
]


@pytest.mark.parametrize(("text", "number", "unit", "shown"), FIGURES)
def test_a_figure_is_read_as_printed(text: str, number: str, unit: str, shown: str) -> None:
    found = parse_quantity(text)
    assert (found, found.text) == (Quantity(Decimal(number), unit, shown), shown)


RATIOS = [
    # written as      first, second    on the page
    ("4 / 7", "4", "7", "4 of 7"),
    ("4/7", "4", "7", "4 of 7"),
    ("4 of 7", "4", "7", "4 of 7"),
    ("14 out of 90", "14", "90", "14 of 90"),
    ("0 / 7", "0", "7", "0 of 7"),
    ("1,250 of 2,000", "1250", "2000", "1,250 of 2,000"),
]


@pytest.mark.parametrize(("text", "top", "bottom", "shown"), RATIOS)
def test_a_ratio_keeps_its_two_numbers(text: str, top: str, bottom: str, shown: str) -> None:
    parts = (Decimal(top), Decimal(bottom))
    found = parse_quantity(text)
    assert (found, found.text) == (Quantity(parts[0] / parts[1], "ratio", shown, parts), shown)


NO_FIGURES = [
    "", "nan", "NaN", "inf", "Infinity", "1_000", "１２", "٣", "eighty", "eighty per cent", "80 per cent", "80%%",
    "% 80", "1e3", "0x10", "+5", "--5", "- 5", "-£-5", "£-", "£-5", "-4 / 7", "4 / -7", "£5%", "4m", "12 k", "1,00", "1,2000", ",5", "5,", ".5",
    "5.", "1.2.3", "1.1234567", "12345678901234", "16-18", "16 – 18", "<5", "~80%", "80% or more", "4 / 7 / 9", "4 /",
    "/ 7", "$5", "12 cases", "12days and more",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FIGURES)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_quantity(text)
    assert str(refused.value) == (
        f"`{text}` is not a figure; write a figure such as 80%, 2.5%, 439, 4 / 7, £1,200 or 12 days"
    )


@pytest.mark.parametrize("text", ["4 / 0", "0 of 0", "4 / 0.0"])
def test_a_ratio_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_quantity(text)
    assert str(refused.value) == f"`{text}` is not a ratio; write the smaller number first, as in 4 / 7"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("80", "80"),
        ("2.50", "2.5"),
        ("1200", "1,200"),
        ("1234567.891", "1,234,567.89"),
        ("57.142857", "57.14"),
        ("100", "100"),
        ("0", "0"),
        ("-0.001", "0"),
        ("-5.10", "-5.1"),
        ("1E+3", "1,000"),
    ],
)
def test_a_number_is_written_for_readers(number: str, words: str) -> None:
    assert number_words(Decimal(number)) == words
