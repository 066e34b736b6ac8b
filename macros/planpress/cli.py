"""The command line: checking, building, reviewing, reporting, paper, spreadsheets, starting."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from planpress.garbage import collect_seldom

# Before anything else is imported: imports make many objects.
collect_seldom()

ELSEWHERE = {
    "check": "commands_check.check",
    "diff": "commands_diff.diff",
    "due": "editing.commands.due",
    "export": "sheets.commands.export_plan",
    "gather": "gathering.commands.gather",
    "import": "sheets.commands.import_sheets",
    "import-plan": "importing.commands.import_plan",
    "new": "editing.commands.new",
    "paper": "paper.commands.paper",
    "pdf": "paper.commands.pdf",
    "report": "editing.commands.report",
    "verify": "commands_verify.verify",
}
"""Where each command is that is not here."""


PACKAGES = {"docx": "python-docx", "ruamel": "ruamel.yaml"}
"""How packages are called that are imported by another name."""


class Commands(click.Group):
    """The commands here and elsewhere; what is elsewhere is imported when it is asked for, and only that."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the alphabet."""
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name in ELSEWHERE:
            return _imported(cmd_name)
        if cmd_name not in self.commands:
            # A name that is written wrongly: Click suggests the nearest of the commands that it knows.
            self.commands.update({name: _imported(name) for name in ELSEWHERE})
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for; what the system refuses and what is not installed is said in one line."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from None
        except ModuleNotFoundError as error:
            package = PACKAGES.get(str(error.name), str(error.name))
            raise click.ClickException(f"this needs {package}; install it with: pip install {package}") from None


def _imported(name: str) -> click.Command:
    module, _, function = ELSEWHERE[name].rpartition(".")
    found: click.Command = getattr(import_module(f"planpress.{module}"), function)
    return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="planpress")
def main() -> None:
    """Publishes an improvement plan, kept as YAML, as a website."""


@main.command()
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The folder to publish into.",
)
@click.option("--as-at", metavar="DATE", help="Show every plan as it stood on this day, such as 2026-10-14.")
def build(site: Path, as_at: str | None) -> None:
    """Build the website beside the one that is there, and put it in its place only when all went well.

    Needs mkdocs.yml in the present folder. Ends with 1, and leaves the site as it was, when anything is wrong.
    """
    # Before MkDocs is imported: its theme says so then.
    os.environ |= ({"PLANPRESS_AS_AT": as_at} if as_at else {}) | {"NO_MKDOCS_2_WARNING": "1"}
    from mkdocs.__main__ import cli as mkdocs

    # The plugin builds beside the site and puts the new one in its place: planpress.publish.
    try:
        mkdocs(["build", "--strict", "--site-dir", str(site)], prog_name="mkdocs")
    except SystemExit as end:
        if not end.code:
            return
    except Exception as error:
        # What is wrong with mkdocs.yml or a template, and MkDocs does not catch.
        place = [str(part) for name in ("filename", "lineno") if (part := getattr(error, name, None))]
        said = f"{':'.join(place)}: {error}" if place else str(error)
        click.echo(f"Error: {said}; `mkdocs build` shows where ({type(error).__name__})", err=True)
    click.echo(f"Nothing was published: {site}/ is as it was.", err=True)
    sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
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
