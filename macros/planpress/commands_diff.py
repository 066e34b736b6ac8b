"""`planpress diff`: what the public will see change, as text, Markdown or JSON."""

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planpress.diff import Difference

FORMATS = ("text", "markdown", "json")
NOTHING = "No page changes."


class Refused(click.ClickException):
    """An error in one line that ends the command with 2, as wrong usage does."""

    exit_code = 2


@click.command()
@click.argument("rev")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("data"))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to print.")
def diff(rev: str, folder: Path, form: str) -> None:
    """Say in plain words what readers will see change between REV and the files of FOLDER (data, if left out).

    REV is a branch, tag or commit. The files are compared with where the present branch left it.

    Ends with 0 whether anything changed or not; with 1 when the files have problems; with 2 when the command was
    written wrongly or REV cannot be read.
    """
    from planpress.check import check
    from planpress.check.history import all_new
    from planpress.diff import compared
    from planpress.git import Unreadable, revision
    from planpress.load import load
    from planpress.model import Site

    found = check(folder, folder.as_posix())
    for problem in found.problems:
        click.echo(f"{problem}", err=True)
    if found.problems:
        click.echo("Nothing was compared: mend the problems first.", err=True)
        sys.exit(1)
    try:
        with revision(folder, rev) as earlier:
            if earlier.there:
                before, unread = load(earlier.folder, folder.as_posix())
            else:
                before, unread = Site(()), []
                click.echo(all_new(rev, folder.as_posix()), err=True)
    except Unreadable as error:
        raise Refused(str(error)) from None
    if unread:
        raise Refused(f"the files at `{rev}` cannot all be read ({unread[0]}); compare with another revision")
    click.echo("\n".join(shown(compared(before, found.site), form)))


def shown(found: "list[Difference]", form: str) -> Iterator[str]:
    """The lines to print, in one of FORMATS."""
    if form == "json":
        yield json.dumps([_fields(one) for one in found], ensure_ascii=False, indent=2)
        return
    if not found:
        yield NOTHING
    for number, one in enumerate(found):
        yield from [""] if number else []
        yield from _markdown(one) if form == "markdown" else _text(one)


def _text(one: "Difference") -> Iterator[str]:
    yield one.title
    for part, same in groupby(one.lines, key=lambda line: line.part):
        yield f"  {part.words}"
        yield from (f"    {line.says}" for line in same)


def _markdown(one: "Difference") -> Iterator[str]:
    from planpress.check_output import escaped

    yield f"## {escaped(one.title)}"
    for part, same in groupby(one.lines, key=lambda line: line.part):
        yield from ("", f"### {part.words}", "")
        yield from (f"- {escaped(line.says)}" for line in same)


def _fields(one: "Difference") -> dict[str, object]:
    lines = [{"part": line.part.name.lower(), "ref": line.ref, "says": line.says} for line in one.lines]
    return {"plan": one.plan, "title": one.title, "changes": lines}
