"""The command `planpress gather`."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import click

AT_ONCE = 8
"""How many sources are read at the same time."""


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write into, such as docs/plans. Files of the same names are replaced.",
)
def gather(sources: tuple[str, ...], out: Path) -> None:
    """Gather the published plan.json files SOURCES, web addresses or files, into pages and tables of all plans.

    A source that cannot be read is named with the reason, here and on the page; the others are gathered all the same.
    Ends with 1, and writes nothing, only when no source could be read.
    """
    from planpress.gathering.reading import Gathered, Unusable, gathered
    from planpress.gathering.writing import files
    from planpress.words import number_of

    def shown(source: str) -> str:
        # What is gathered is published: the folders of this machine are nobody's business.
        return Path(source).name if Path(source).is_absolute() else source

    def read(source: str) -> Gathered | str:
        try:
            return replace(gathered(source), source=shown(source))
        except Unusable as error:
            return str(error)

    if any("://" in source and "@" in source.split("/")[2] for source in sources):
        raise click.ClickException("an address holds a name or password, and would be published with it; take it out")
    asked = list(dict.fromkeys(sources))
    plans: dict[tuple[str, str], Gathered] = {}
    missing: list[tuple[str, str]] = []
    with ThreadPoolExecutor(AT_ONCE) as readers:
        for source, found in zip(asked, readers.map(read, asked), strict=True):
            if isinstance(found, str):
                missing.append((shown(source), found))
            elif found.key in plans:
                missing.append(
                    (shown(source), f"holds the same plan as {plans[found.key].source}; give one of the two")
                )
            else:
                plans[found.key] = found
    for source, reason in missing:
        click.echo(f"{source}: {reason}", err=True)
    if not plans:
        raise click.ClickException("no source could be read; nothing was written")
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files(plans.values(), missing).items():
        (out / name).write_bytes(content)
    left = f", {number_of('source', len(missing))} left out" if missing else ""
    click.echo(f"{out.as_posix()}: {number_of('plan', len(plans))} gathered{left}.")
