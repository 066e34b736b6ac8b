"""The templates of downloads, and what is filled into them: every value is escaped, for HTML and XML alike."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from planpress.exports.export import printable
from planpress.render import Renderer

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Renderer().env.overlay(loader=FileSystemLoader(TEMPLATES))


def filled(template: str, **values: Any) -> bytes:
    """A template of `exports/templates`, filled in."""
    return printable(_environment().get_template(template).render(values)).encode()
