"""A committee paper → a Word file: a template filled in. The same data and template give the same bytes."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planpress.paper.asked import NotPossible
from planpress.paper.content import Paper

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fill(paper: Paper, template: Path | None = None) -> bytes:
    """The paper in a council's own template, or in ours. Raises NotPossible, with what is wrong with the template."""
    try:
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]

        from planpress.paper.template import default_template
    except ImportError:
        raise NotPossible("a Word file needs docxtpl; install it with: pip install docxtpl") from None
    try:
        source = template.read_bytes() if template else default_template()
    except OSError as error:
        raise NotPossible(f"cannot read the template {template}: {error.strerror}") from None
    document = DocxTemplate(BytesIO(source))
    try:
        document.init_docx()
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise NotPossible(f"{template} is not a Word file; save the template in Word as .docx") from None
    try:
        document.render(dict(vars(paper)), _environment())
    except Exception as error:  # A template is a small program, and can fail in any way.
        said = str(error).partition("\n")[0]
        raise NotPossible(f"the template {template} cannot be filled in: {said}") from None
    _describe(document.docx.core_properties, paper)
    made = BytesIO()
    document.save(made)
    return without_times(made.getvalue())


def _environment() -> ImmutableSandboxedEnvironment:
    # A template may use the paper's names and nothing else of this machine; every value is escaped.
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_legal)


def _legal(value: Any) -> Any:
    return _NOT_IN_XML.sub("", value) if isinstance(value, str) else value


def _describe(properties: Any, paper: Paper) -> None:
    day = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001 (Word's own dates name no zone)
    properties.title, properties.author, properties.language = (
        _legal(paper.title)[:255],
        paper.organisation[:255],
        "en-GB",
    )
    properties.last_modified_by, properties.revision = paper.organisation[:255], 1
    properties.created = properties.modified = day
    properties.comments = properties.keywords = properties.subject = ""


def without_times(file: bytes) -> bytes:
    """A zip file with the times of its parts taken out: equal parts give equal bytes."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename)  # Its time is the first that a zip can tell: 1980.
            fixed.compress_type, fixed.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(fixed, old.read(part))
    return made.getvalue()
