"""The commands `planpress report`, `planpress due` and `planpress new`."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@contextmanager
def _said_in_one_line() -> Iterator[None]:
    from planpress.paper.asked import NotPossible

    try:
        yield
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None


@click.command()
@click.argument("plan", type=FILE)
@click.argument("date")
@click.option("--theme", metavar="REF", help="Only what belongs to this theme.")
@click.option("--lead", metavar="ROLE", help="Only what this post answers for.")
@click.option("--name", metavar="NAME", help="A name for the file, when several services report on one day.")
def report(plan: Path, date: str, theme: str | None, lead: str | None, name: str | None) -> None:
    """Write a draft of the next report of PLAN, a folder in data/, for DATE, such as 2027-01-13.

    It lists every action that is late, off track, at risk or due by the report after it, every figure that is due and
    every milestone, each with what was said last. You fill it in. It never writes over a file that is there.
    """
    from planpress.editing.asked import only, report_file
    from planpress.editing.draft import draft, not_before, owed, schema_of
    from planpress.editing.due import counted
    from planpress.paper.asked import NotPossible, day_of, plan_of

    with _said_in_one_line():
        found, _ = plan_of(plan)
        day = day_of(date, "DATE")
        if said := not_before(found, day):
            raise NotPossible(f"DATE: {said}")
        file = report_file(found, day, name)
        asked = only(owed(found, day), found, day, theme, lead)
        paths = [*(one.at.path for one in found.reports[-1:]), f"{found.path}/plan.yml"]
        lines = {path: Path(path).read_text(encoding="utf-8").partition("\n")[0] for path in paths}
        text = draft(found, day, asked, schema_of(found, lines), file.stem.removeprefix(f"{day}").lstrip("-"))
        file.parent.mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as made:
            made.write(text)
        click.echo(
            f"{file.as_posix()}: {counted(asked)} to report on.\n\n"
            "Next: open the file, take the # away before what you want to say, and fill it in.\n"
            f"Then run: planpress check {Path(found.path).parent.as_posix()}\n"
            "You can look at the website at any time: what is not filled in is not published."
        )


@click.command()
@click.argument("plan", type=FILE, required=False)
@click.option("--as-at", metavar="DATE", required=True, help="The day to count from, such as 2026-10-14.")
@click.option("--days", type=click.IntRange(0, 3650), default=90, show_default=True, help="How far ahead to look.")
@click.option("--lead", metavar="ROLE", help="Only what this post answers for.")
def due(plan: Path | None, as_at: str, days: int, lead: str | None) -> None:
    """Say who owes what in PLAN, a folder in data/, or in every plan: by post, as text for an e-mail.

    Listed are actions that are late, due soon, off track or at risk, figures that are due, and milestones.
    """
    from planpress.editing.asked import due_text
    from planpress.paper.asked import day_of

    with _said_in_one_line():
        click.echo(due_text(plan, day_of(as_at, "--as-at"), days, lead), nl=False)


@click.command()
@click.argument("folder", type=FILE)
@click.option("--name", default="Your council", show_default=True, help="The council's name, as readers know it.")
def new(folder: Path, name: str) -> None:
    """Make a council's own site in FOLDER, which must be new or empty: an example plan to change, pages, checks."""
    from planpress.editing.start import start

    with _said_in_one_line():
        number = start(folder, name)
        # Where planpress is not on the path, its own make commands would not find it.
        found = shutil.which("planpress")
        make = "make" if found else f"make PLANPRESS={shlex.quote(str(Path(sys.executable).with_name('planpress')))}"
        click.echo(
            f"{folder.as_posix()}: {number} files written.\n\n"
            f"Next: cd {shlex.quote(folder.as_posix())}\n"
            f"      {make} check     lists what is still to be filled in\n"
            f"      {make} site      builds the website into site/\n\n"
            "README.md says how to put your own plan in place of the example, and how to publish."
        )
