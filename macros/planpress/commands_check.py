"""`planpress check`: every problem and warning in the plans."""

import os
import sys
from pathlib import Path

import click

from planpress.check import check as run_checks
from planpress.check_output import FORMATS, counts, failed, lines, summary


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("data"))
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@click.option("--accepted", is_flag=True, help="Also list what accept.yml takes away.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="What to print.")
@click.option(
    "--against",
    metavar="REV",
    help="Also hold the plans to their history since REV, a branch, tag or commit. "
    "Where the present branch left REV is what counts.",
)
def check(folder: Path, strict: bool, accepted: bool, form: str, against: str | None) -> None:
    """List every problem and warning in the plans of FOLDER (data, if left out).

    Ends with 0 when the plans can be published; with 1 when there are problems, or with --strict warnings that
    accept.yml does not name; with 2 when the command was written wrongly or REV cannot be read.

    With --format github all that was found is also written, as a table, to the file that GITHUB_STEP_SUMMARY names.
    """
    found = run_checks(folder, folder.as_posix())
    if against is not None:
        from planpress.check.history import against as with_history
        from planpress.commands_diff import Refused
        from planpress.git import Unreadable

        try:
            found = with_history(found, folder, against, folder.as_posix())
        except Unreadable as error:
            raise Refused(f"--against: {error}") from None
    for line in lines(found, form, accepted):
        click.echo(line)
    if form == "github" and (file := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(summary(found, accepted))
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(counts(found), err=True)
    sys.exit(1 if failed(found, strict) else 0)
