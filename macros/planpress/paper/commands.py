"""The commands `planpress pdf` and `planpress paper`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from planpress.paper.asked import NotPossible, after_publication, day_of, period, plan_of, report_day

FILE = click.Path(path_type=Path)


@contextmanager
def _said_in_one_line() -> Iterator[None]:
    try:
        yield
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None


def _write(file: Path, made: bytes) -> None:
    file.write_bytes(made)
    click.echo(f"{file.as_posix()} ({-(-len(made) // 1024)} kB)")


@click.command()
@click.argument("plan", type=FILE)
@click.option("--report", metavar="DATE", help="Only the report of this day, as it was put to its board.")
@click.option("--as-at", metavar="DATE", help="Show the plan as it stood on this day, such as 2026-10-14.")
@click.option("-o", "output", type=FILE, metavar="FILE", help="The file to write.  [default: PLAN.pdf]")
def pdf(plan: Path, report: str | None, as_at: str | None, output: Path | None) -> None:
    """Make an accessible PDF of PLAN, a folder in data/, or of one of its reports.

    Needs Pango: on Debian and Ubuntu, sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    fonts-liberation.
    """
    from planpress.look import Colours
    from planpress.pages.page import View
    from planpress.paper.pdf import plan_pdf, report_pdf

    with _said_in_one_line():
        if report and as_at:
            raise NotPossible("--report shows the plan as at its own day; leave out --as-at")
        found, site = plan_of(plan)
        settings = Path("mkdocs.yml")
        colours = Colours.written(settings.read_text(encoding="utf-8")) if settings.exists() else Colours()
        if report:
            day = report_day(found, day_of(report, "--report"))
            _write(output or Path(f"{found.id}-{day}.pdf"), report_pdf(View.of(found, day), site, colours))
        else:
            given = after_publication(found, day_of(as_at, "--as-at"), "--as-at") if as_at else None
            _write(output or Path(f"{found.id}.pdf"), plan_pdf(View.of(found, given), site, colours))


@click.command()
@click.argument("plan", type=FILE)
@click.option("--from", "start", metavar="DATE", required=True, help="The first day that the paper is about.")
@click.option("--to", "end", metavar="DATE", required=True, help="The last day; the plan is shown as it stood then.")
@click.option("-o", "output", type=FILE, metavar="FILE", help="The file to write.  [default: PLAN-TO.docx]")
@click.option("--template", type=FILE, metavar="FILE", help="Your own Word template, instead of the one provided.")
def paper(plan: Path, start: str, end: str, output: Path | None, template: Path | None) -> None:
    """Make a committee paper on PLAN, a folder in data/, as a Word file to complete.

    To make your own template, write out the one provided, with: python -m planpress.paper.template our-paper.docx.
    Change it in Word, and give it with --template.
    """
    from planpress.pages.page import View
    from planpress.paper.content import content
    from planpress.paper.word import fill

    with _said_in_one_line():
        found, _ = plan_of(plan)
        first, last = period(found, day_of(start, "--from"), day_of(end, "--to"))
        made = fill(content(View.of(found, last), first), template)
        _write(output or Path(f"{found.id}-{last}.docx"), made)
