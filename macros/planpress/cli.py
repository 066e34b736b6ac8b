"""The command line: `planpress check`, `schema`, `build`."""

import sys
from pathlib import Path

import click

from planpress.check import check as run_checks

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


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
