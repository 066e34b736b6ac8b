"""`planpress verify`: whether the history of a published plan was altered."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planpress.commands_diff import Refused

if TYPE_CHECKING:
    from planpress.verify import Published, Said


@click.command()
@click.argument("site", metavar="URL-OR-FILE")
@click.option(
    "--earlier",
    metavar="COPY",
    help="Also compare with an earlier copy: a history.json, a folder or address that holds one, or a fingerprint.",
)
def verify(site: str, earlier: str | None) -> None:
    """Check that no report of a published plan was altered, removed or put in between.

    URL-OR-FILE is the address of a site, of a plan's first page or of its data/history.json, or a folder or file on this
    machine. Checks that the fingerprints follow from one another, and that each file on the site has the one listed.
    With --earlier also that all reports of the copy are still as they were. A report that was changed or added later
    and says why is shown with its reason.

    Ends with 0 when nothing was altered without saying so; with 1 when something was; with 2 when the command was
    written wrongly, or something cannot be reached or read.
    """
    from planpress.fetching import Unreachable
    from planpress.verify import files, found_at, itself, kept_fingerprint, summary

    kept = kept_fingerprint(earlier or "")
    wrong = 0
    try:
        published = found_at(site)
        copies = {one.history.plan: one for one in found_at(earlier)} if earlier and not kept else {}
        for plan, copy in copies.items():
            if any(itself(copy.history)):
                raise Unreachable(
                    f"the earlier copy of {plan} was altered itself, so that nothing can be compared with it"
                )
        if kept and len(published) > 1:
            raise Unreachable("a fingerprint is of one plan; give the address of that plan")
        for one in published:
            click.echo(summary(one.history))
            for said in [*itself(one.history), *files(one), *_since(one, copies, kept)]:
                click.echo(f"  {'WRONG: ' if said.wrong else ''}{said.text}.")
                wrong += said.wrong
        for plan in sorted(copies.keys() - {one.history.plan for one in published}):
            click.echo(f"{plan}\n  WRONG: the plan of the earlier copy is not here.")
            wrong += 1
    except Unreachable as error:
        raise Refused(str(error)) from None
    if wrong:
        click.echo("Something was altered.")
    elif earlier:
        click.echo("Nothing that the earlier copy vouches for was altered without saying so.")
    else:
        click.echo(
            "The site agrees with its own list. Only an earlier copy can tell whether the list was rewritten: keep "
            "data/history.json, and give it later as --earlier."
        )
    sys.exit(1 if wrong else 0)


def _since(one: "Published", copies: "dict[str, Published]", kept: str) -> "Iterator[Said]":
    from planpress.verify import since_copy, since_fingerprint

    if kept:
        yield from since_fingerprint(kept, one.history)
    elif copy := copies.get(one.history.plan):
        yield from since_copy(copy.history, one.history)
