"""A plan as files to download: JSON, CSV, a workbook, feeds, calendars, panels for other sites. Pure: it writes nothing."""

from collections.abc import Iterator

from planpress.exports.datasets import CATALOGUE, catalogue, dataset
from planpress.exports.export import Export
from planpress.look import Colours
from planpress.model import Site
from planpress.pages.page import View

__all__ = ["CATALOGUE", "Export", "catalogue", "dataset", "files", "load_all"]


def files(view: View, site: Site, base: str = "", colours: Colours = Colours()) -> Iterator[Export]:  # noqa: B008 (frozen)
    """Every download of a plan, in the order of its `data/` page.

    `base` is the site's public address. Without it addresses are relative, and nothing names a host.
    `colours` are those of the badge and the panels.
    """
    # Takes longer to import than a plan's files to make, and a build that makes no plan anew does without.
    from planpress.exports.making import made

    return made(view, site, f"{base.rstrip('/')}/" if base else "", colours)


def load_all() -> None:
    """Imports now what files are made with: processes that are copied from this one need not."""
    import planpress.exports.making  # noqa: F401
