"""The command line: `planpress check`, `build`, `pdf`, `paper`, `schema`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from planpress.check import check as run_checks
from planpress.paper.commands import paper, pdf

DATA = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="planpress")
def main() -> None:
    """Publishes an improvement plan, kept as YAML, as a website."""


@main.command()
@click.argument("folder", type=DATA, default=Path("data"))
@click.option("--strict", is_flag=True, help="Fail for warnings too.")
@click.option("--accepted", is_flag=True, help="Also list the warnings that accept.yml takes away.")
def check(folder: Path, strict: bool, accepted: bool) -> None:
    """List every problem and warning in the plans of FOLDER (data, if left out).

    Ends with 0 when the plans can be published, 1 when there are problems (with --strict, also for warnings that
    accept.yml does not name).
    """
    found = run_checks(folder, folder.as_posix())
    for problem in found.problems:
        click.echo(f"{problem}")
    for warning in found.warnings:
        click.echo(f"{warning} [warning: {warning.code}]")
    for warning in found.accepted if accepted else ():
        click.echo(f"{warning} [accepted: {warning.code}]")
    counts = [_count(len(found.problems), "problem"), _count(len(found.warnings), "warning")]
    plans = _count(len(found.site.plans), "plan")
    click.echo(f"{plans}: {', '.join(counts)}, {len(found.accepted)} accepted", err=True)
    sys.exit(1 if found.problems or (strict and found.warnings) else 0)


@main.command()
@click.option("--site", type=DATA, default=Path("site"), show_default=True, help="The folder to publish into.")
@click.option("--as-at", metavar="DATE", help="Show every plan as it stood on this day, such as 2026-10-14.")
def build(site: Path, as_at: str | None) -> None:
    """Build the website beside the one that is there, and put it in its place only when all went well.

    Needs mkdocs.yml in the present folder. Ends with 1, and leaves the site as it was, when anything is wrong.
    """
    made = site.with_name(f".{site.name}-{os.getpid()}-new")
    old = site.with_name(f".{site.name}-{os.getpid()}-old")
    environment = os.environ | ({"PLANPRESS_AS_AT": as_at} if as_at else {}) | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made)]
    try:
        if subprocess.run(command, env=environment, check=False).returncode:  # noqa: S603 (our own interpreter)
            click.echo(f"Nothing was published: {site}/ is as it was.", err=True)
            sys.exit(1)
        if site.exists():
            site.rename(old)
        made.rename(site)
    finally:
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@main.command()
@click.argument("folder", type=DATA)
def schema(folder: Path) -> None:
    """Write the JSON Schemas of the data's files into FOLDER, for completion in editors."""
    from planpress.reference import write_schemas

    for file in write_schemas(folder):
        click.echo(file.as_posix())


main.add_command(paper)
main.add_command(pdf)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
