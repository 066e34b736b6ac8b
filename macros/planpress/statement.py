"""The records of the accessibility statement that a public body must give with its website.

Its parts and fixed words are those of the model statement: Public Sector Bodies (Websites and Mobile Applications)
(No. 2) Accessibility Regulations 2018 (SI 2018/952), regulation 8, and the sample statement on GOV.UK.
"""

import re
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from planpress.record import Day, Items, Prose, Record, Some, Text, Url, plain_text, wrong


class Compliance(StrEnum):
    """How far the website meets version 2.2 of the guidelines, level AA."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


class Barrier(Record):
    """Something on the website that somebody cannot use."""

    what: Text
    """What it is, and whom it keeps from what."""
    fails: Some[Text] = ()
    """The success criteria that it fails, as in "1.4.10 (reflow)"."""
    instead: Text | None = None
    """What can be used in its place."""
    mended: Text | None = None
    """When and how it will be mended, or why it will not be."""


def _days(value: Any) -> int:
    text = plain_text(value)
    if not re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII):
        raise wrong(f"`{text}` is not a number of days; write a whole number, as in 10")
    return int(text)


def _email(value: Any) -> str:
    text = plain_text(value)
    if not re.fullmatch(r"[^\s@<>\"'&?]+@[^\s@<>\"'&?]+\.[^\s@<>\"'&?]+", text):
        raise wrong(f"`{text}` is not an e-mail address; write it as in access@example.org")
    return text


class Statement(Record):
    """accessibility.yml: the accessibility statement of the whole website, in the law's order."""

    organisation: Text
    """Who runs the website and answers for it in law."""
    site: Text
    """What the statement applies to: the website's name or address."""
    able: Items[Text] = ()
    """What everybody can do on the website, each to follow "you should be able to"; only what was tried."""
    email: Annotated[str, BeforeValidator(_email), WithJsonSchema({"type": "string"})] | None = None
    """The e-mail address for questions, complaints and other formats."""
    phone: Text | None = None
    """The telephone number for them."""
    address: Text | None = None
    """The postal address for them."""
    form: Url | None = None
    """The contact form for them; the regulations ask for one."""
    days: Annotated[int, BeforeValidator(_days), WithJsonSchema({"type": ["integer", "string"]})] | None = None
    """Within how many days they are answered."""
    no_contact: Text | None = None
    """Why there is no contact, in a sentence for readers; a public body cannot do without one."""
    compliance: Compliance
    """How far the website meets the guidelines: `fully`, `partially` or `not`."""
    non_compliance: Items[Barrier] = ()
    """What fails the guidelines."""
    disproportionate_burden: Items[Barrier] = ()
    """What fails them and would be a disproportionate burden to mend, as an assessment found."""
    out_of_scope: Items[Barrier] = ()
    """What fails them and is not within the scope of the regulations."""
    improving: Prose | None = None
    """What is being done to make the website more accessible."""
    prepared: Day
    """The day the statement was first published."""
    reviewed: Day
    """The day somebody last went through the statement; at least once a year."""
    tested: Day
    """The day the website was last tested."""
    tester: Text
    """Who tested it."""
    how_tested: Prose
    """What was tested and how."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.reviewed < self.prepared:
            raise wrong("`reviewed` is before the statement was prepared; mend one of the two dates")
        if self.no_contact and (self.email or self.phone or self.address or self.form):
            raise wrong("`no_contact` stands beside a contact; remove it")
        return self

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """Everything that somebody cannot use, whatever the reason."""
        return (*self.non_compliance, *self.disproportionate_burden, *self.out_of_scope)

    @property
    def due_to(self) -> str:
        """What the compliance falls short by, in the fixed words: the non-compliances, the exemptions or both."""
        exempt = self.disproportionate_burden or self.out_of_scope
        if self.non_compliance and exempt:
            return "non-compliances and exemptions"
        return "exemptions" if exempt else "non-compliances"
