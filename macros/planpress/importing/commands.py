"""The command `planpress import-plan`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planpress.words import number_of

if TYPE_CHECKING:
    from planpress.importing.blocks import Source

FILE = click.Path(path_type=Path)


@click.command("import-plan")
@click.argument("file", type=FILE)
@click.argument("folder", type=FILE)
@click.option("--roles", type=FILE, metavar="FILE", help="A text file with the posts of the plan, one on each line.")
def import_plan(file: Path, folder: Path, roles: Path | None) -> None:
    """Turn the tables of FILE, a plan in Word, Excel or CSV, into the YAML files of a new plan in FOLDER.

    Says what it could not read, and where. Leaves empty what the document does not say, such as which way a figure
    should go: `planpress check` then names each such field. Never writes over a file.
    """
    from planpress.importing.blocks import Unreadable
    from planpress.importing.reading import read
    from planpress.importing.writing import files
    from planpress.problem import one_line

    try:
        found = read(_source(file), _posts(roles))
    except Unreadable as error:
        raise click.ClickException(one_line(f"{file.as_posix()}: {error}")) from None
    for remark in found.remarks:
        click.echo(one_line(f"{file.as_posix()}: {remark}"))
    if not list(found.actions) and not found.kpis:
        raise click.ClickException(f"{file.as_posix()}: no table of actions or KPIs was found; nothing was written")
    _write(folder, files(found, file.name))
    sizes = {
        "action": len(list(found.actions)),
        "theme": sum(1 for one in found.themes.values() if one.groups),
        "KPI": len(found.kpis),
        "remark": len(found.remarks),
    }
    counted = ", ".join(number_of(word, size) for word, size in sizes.items())
    click.echo(f"{counted}. Next: planpress check {folder.parent.as_posix()}", err=True)


def _source(file: Path) -> "Source":
    from planpress.importing.blocks import Unreadable

    match file.suffix.lower():
        case ".docx":
            from planpress.importing.word import read_word

            return read_word(file)
        case ".xlsx":
            from planpress.importing.spreadsheet import read_workbook

            return read_workbook(file)
        case ".csv":
            from planpress.importing.spreadsheet import read_csv

            return read_csv(file)
    raise Unreadable("is neither .docx, .xlsx nor .csv; save it as one of these")


def _posts(file: Path | None) -> tuple[str, ...]:
    from planpress.importing.blocks import Unreadable

    if file is None:
        return ()
    try:
        return tuple(line.strip() for line in file.read_text("utf-8-sig").splitlines() if line.strip())
    except OSError as error:
        raise Unreadable(f"--roles: {file.as_posix()} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise Unreadable(f"--roles: {file.as_posix()} is not UTF-8; save it with that encoding") from None


def _write(folder: Path, made: dict[str, str]) -> None:
    """Writes all files or none."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.name):
        raise click.ClickException(
            f"`{folder.name}` cannot be a plan's folder: it is an address; name it with small letters, digits and hyphens"
        )
    there = [name for name in made if (folder / name).exists()]
    if there:
        raise click.ClickException(
            f"{(folder / there[0]).as_posix()} is there already; give a folder that is new. Nothing was written"
        )
    try:
        for name, text in made.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
            click.echo(target.as_posix())
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None
