"""The commands `planpress export` and `planpress import`."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command("export")
@click.argument("plan", type=FILE)
@click.argument("file", type=FILE)
def export_plan(plan: Path, file: Path) -> None:
    """Make FILE, a workbook in which people fill in the progress of PLAN, a folder in data/."""
    from planpress.paper.asked import NotPossible, plan_of
    from planpress.sheets.filled_in import workbook

    if file.suffix.lower() != ".xlsx":
        raise click.ClickException(f"`{file.name}` is no name of a workbook; let it end in .xlsx")
    if file.exists():
        raise click.ClickException(f"{file.as_posix()} is there already; give another name, or remove it")
    try:
        found, _ = plan_of(plan)
        file.write_bytes(workbook(found))
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None
    click.echo(file.as_posix())


@click.command("import")
@click.argument("plan", type=FILE)
@click.argument("file", type=FILE)
@click.option("--date", "on", metavar="DATE", required=True, help="The day of the report, such as 2026-12-14.")
@click.option("--write", is_flag=True, help="Write the files; otherwise only show what changed.")
def import_sheets(plan: Path, file: Path, on: str, write: bool) -> None:
    """Show what is new in FILE, a filled-in workbook of PLAN or a CSV file of figures, and write it with --write.

    What was reported becomes a new report. What was put right in the plan's own words is changed in its files, in
    which all else stays as it is. Nothing is written when anything is wrong.
    """
    from planpress.importing.blocks import Unreadable
    from planpress.paper.asked import NotPossible, day_of, plan_of
    from planpress.problem import one_line
    from planpress.sheets import report_file
    from planpress.sheets.reading import read
    from planpress.sheets.readings import read_readings

    try:
        found, _ = plan_of(plan)
        day = day_of(on, "--date")
        newest = found.reports[-1].date if found.reports else None
        if newest and day <= newest:
            raise NotPossible(f"--date: the plan has a report of {newest}; give a later day than that")
        new = (read_readings if file.suffix.lower() == ".csv" else read)(file, found, day)
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    except Unreadable as error:
        raise click.ClickException(f"{file.as_posix()}: {error}") from None
    folder = (Path("data") if plan == Path(plan.name) else plan.parent) / plan.name
    made = report_file.made_files(folder, new, day)
    problems = new.problems or (report_file.tried(folder, made, new) if made else [])
    for problem in problems:
        click.echo(one_line(problem))
    if problems:
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        raise click.ClickException(f"{count}; nothing was written")
    for line in (*new.notes, *new.words):
        click.echo(one_line(line))
    click.echo(f"{len(new.words)} change{'' if len(new.words) == 1 else 's'}", err=True)
    if not write:
        return
    try:
        report_file.write(made)
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None
    for name in made:
        click.echo(name.as_posix())
