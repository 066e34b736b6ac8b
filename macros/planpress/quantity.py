"""Figures as plans write them: `80%`, `2.5%`, `439`, `4 / 7`, `£1,200`, `£4m`, `12 days`, `3.5 per 10,000`."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

EXAMPLES = "write a figure such as 80%, 2.5%, 439, 4 / 7, £1,200 or 12 days"

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,13}(?:\.\d{1,6})?"
_RATIO = re.compile(rf"({_NUMBER})\s*(?:/|of|out of)\s*({_NUMBER})", re.ASCII)
_FIGURE = re.compile(
    rf"(-?)(£?)({_NUMBER})\s*(%|m|bn|k)?(?:\s*(points|days|weeks|hours|per (?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})(?: [a-z]+)?))?",
    re.ASCII,
)
_SCALE = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


@dataclass(frozen=True)
class Quantity:
    """A figure with the kind of unit it was written with."""

    number: Decimal
    """The value to compare: a percentage as 80, a ratio as the first over the second, money in pounds."""
    unit: str
    """`%`, `£`, `ratio`, or what followed the number (`days`, `per 10,000`); empty for a bare number."""
    text: str = field(compare=False)
    """As written, with single spaces; a ratio as "4 of 7"."""
    parts: tuple[Decimal, Decimal] | None = None
    """The two numbers of a ratio."""

    def __str__(self) -> str:
        return self.text


def parse_quantity(text: str) -> Quantity:
    """The figure in a text. Raises ValueError, with what to write instead, for anything else."""
    plain = re.sub(r"\s+", " ", text.strip()).replace("−", "-")
    if found := _RATIO.fullmatch(plain):
        top, bottom = _decimal(found[1]), _decimal(found[2])
        if not bottom:
            raise ValueError(f"`{text}` is not a ratio; write the smaller number first, as in 4 / 7")
        return Quantity(top / bottom, "ratio", f"{found[1]} of {found[2]}", (top, bottom))
    found = _FIGURE.fullmatch(plain)
    if not found:
        raise ValueError(f"`{text}` is not a figure; {EXAMPLES}")
    sign, pound, digits, suffix, unit = found.groups()
    number = _decimal(digits) * _SCALE.get(suffix or "", 1) * (-1 if sign else 1)
    if (pound and (suffix == "%" or unit)) or (suffix == "%" and unit) or (suffix and suffix != "%" and not pound):
        raise ValueError(f"`{text}` is not a figure; {EXAMPLES}")
    return Quantity(number, pound or (suffix if suffix == "%" else "") or unit or "", plain)


def number_words(number: Decimal) -> str:
    """A number as a reader expects it: no trailing zeros, commas from 1,000, at most two decimals."""
    text = f"{round(number, 2) or Decimal(0):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
