"""The command line: checking, building, reviewing, reporting, paper, spreadsheets, starting."""

import os
import subprocess
import sys
from pathlib import Path

import click

from planpress.check import check as run_checks
from planpress.check_output import FORMATS, counts, failed, lines, summary
from planpress.commands_diff import Refused, diff
from planpress.commands_verify import verify
from planpress.editing.commands import due, new, report
from planpress.gathering.commands import gather
from planpress.importing.commands import import_plan
from planpress.paper.commands import paper, pdf
from planpress.sheets.commands import export_plan, import_sheets

DATA = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="planpress")
def main() -> None:
    """Publishes an improvement plan, kept as YAML, as a website."""


@main.command()
@click.argument("folder", type=DATA, default=Path("data"))
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


@main.command()
@click.option("--site", type=DATA, default=Path("site"), show_default=True, help="The folder to publish into.")
@click.option("--as-at", metavar="DATE", help="Show every plan as it stood on this day, such as 2026-10-14.")
def build(site: Path, as_at: str | None) -> None:
    """Build the website beside the one that is there, and put it in its place only when all went well.

    Needs mkdocs.yml in the present folder. Ends with 1, and leaves the site as it was, when anything is wrong.
    """
    environment = os.environ | ({"PLANPRESS_AS_AT": as_at} if as_at else {}) | {"NO_MKDOCS_2_WARNING": "1"}
    # The plugin builds beside the site and puts the new one in its place: planpress.publish.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    if subprocess.run(command, env=environment, check=False).returncode:  # noqa: S603 (our own interpreter)
        click.echo(f"Nothing was published: {site}/ is as it was.", err=True)
        sys.exit(1)


@main.command()
@click.argument("folder", type=DATA)
def schema(folder: Path) -> None:
    """Write the JSON Schemas of the data's files into FOLDER, for completion in editors."""
    from planpress.reference import write_schemas

    for file in write_schemas(folder):
        click.echo(file.as_posix())


@main.command()
def nginx() -> None:
    """Print the headers of the website for nginx, to be included in its `server` block."""
    from planpress.hosting import nginx as lines

    click.echo(lines(), nl=False)


main.add_command(due)
main.add_command(export_plan)
main.add_command(gather)
main.add_command(import_plan)
main.add_command(import_sheets)
main.add_command(new)
main.add_command(paper)
main.add_command(pdf)
main.add_command(report)
main.add_command(diff)
main.add_command(verify)
