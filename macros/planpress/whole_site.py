"""Writes what planpress adds to a site: every plan's part, then what spans them: search, the catalogue, the sitemap."""

import gzip
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import escape

from planpress import exports, search_index
from planpress.digests import digest
from planpress.earlier import Earlier, Part, taken_over
from planpress.kept import Kept, lay_out
from planpress.model import Site
from planpress.pages import View
from planpress.plan_site import Around, Written
from planpress.search_index import Entry
from planpress.together import Ahead, Job, each, write_all
from planpress.views.succession import related

log = logging.getLogger("mkdocs.plugins.planpress")


@dataclass(frozen=True)
class Own:
    """What is known of the pages that the site builder makes: those written by hand."""

    name: str
    """The site's name."""
    entries: Sequence[Entry]
    """What search is to find in them."""
    addresses: Sequence[str]
    """Their public addresses, if the site's is known."""


def jobs(views: Mapping[str, View], data: Path, folder: Path) -> list[Job]:
    """Each plan with its folder in that of the site. `data` is the folder that plans' paths start from."""
    return [Job(view, data / view.plan.path, folder / name) for name, view in views.items()]


def write_site(
    views: Mapping[str, View], site: Site, own: Own, data: Path, around: Around, folder: Path,
    kept: Kept | None = None, earlier: Earlier | None = None, begun: Ahead | None = None,
) -> dict[str, Part]:  # fmt: skip
    """Writes into a folder that holds the site builder's pages already; what to note of plans with `earlier`, by name.

    `data` is the folder that plans' paths start from. With `kept`, or with what is known of an `earlier` site, plans that
    show what they showed are not made again. `begun` are the downloads, if another process makes them.
    """
    wanted = jobs(views, data, folder)
    parts: dict[str, Part] = {}
    if kept:
        written = _changed(wanted, site, around, folder, kept)
    elif earlier:
        parts = _changed_since(wanted, site, around, earlier)
        written = [part.written for part in parts.values()]
    else:
        written = write_all(wanted, site, around, begun=begun)
    places = [("", own.name), *((view.plan.id, view.plan.name) for view in views.values())]
    made = {search_index.SITE: search_index.index(own.name, own.entries)}
    made |= {search_index.SITE_TEXTS: search_index.texts(own.entries)}
    made |= search_index.across(places, [search_index.words(own.entries), *(one.words for one in written)])
    listed = zip(views.values(), (one.downloads for one in written), strict=True)
    catalogue = exports.catalogue(listed, own.name, around.base)
    made[catalogue.path] = catalogue.content.decode()
    pages = [around.base + address for one in written for address in one.pages] if around.base else []
    made["sitemap.xml"] = sitemap([*own.addresses, *pages])
    for path, text in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    # Without the time of the build, which would make each one differ.
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress(made["sitemap.xml"].encode(), mtime=0))
    return parts


def sitemap(addresses: Sequence[str]) -> str:
    """The list of a site's pages for search engines, as sitemaps.org describes it."""
    found = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{found}</urlset>\n"


def _changed(wanted: Sequence[Job], site: Site, around: Around, folder: Path, kept: Kept) -> list[Written]:
    """Writes the plans that do not show what they showed."""
    keys = {job.view.plan.id: _made_from(job.view, site, around, kept.digests) for job in wanted}
    found = {name: known for name, key in keys.items() if (known := kept.get(name, key))}
    fresh = [replace(job, folder=kept.folder(job.view.plan.id)) for job in wanted if job.view.plan.id not in found]
    for job, one in zip(fresh, write_all(fresh, site, around), strict=True):
        found[job.view.plan.id] = kept.put(job.view.plan.id, keys[job.view.plan.id], one)
    kept.forget_all_but(keys)
    lay_out({name: kept.folder(name) for name in keys}, folder)
    return [found[name] for name in keys]


def _changed_since(wanted: Sequence[Job], site: Site, around: Around, earlier: Earlier) -> dict[str, Part]:
    """Writes the plans that are not as the site that is there has them, and takes the others over from it."""
    keys = {job.view.plan.id: _made_from(job.view, site, around, earlier.digests) for job in wanted}
    known = [(job, part) for job in wanted if (part := earlier.part(job.view.plan.id, keys[job.view.plan.id]))]

    def take(index: int) -> bool:
        job, part = known[index]
        return taken_over(earlier.site / job.view.plan.id, part.holds, job.folder)

    found = {}
    for (job, part), taken in zip(known, each(take, len(known)), strict=True):
        if taken:
            found[job.view.plan.id] = part
        else:
            log.info(f"{earlier.site.name}/{job.view.plan.id}/ is not as it was published: the plan is made anew")
    if found:
        log.info(f"{len(found)} of {len(wanted)} plans are as they were and are taken over")
    fresh = [job for job in wanted if job.view.plan.id not in found]
    written = write_all(fresh, site, around)
    holds = each(lambda index: digest(fresh[index].folder), len(fresh))
    for job, held, one in zip(fresh, holds, written, strict=True):
        found[job.view.plan.id] = Part(keys[job.view.plan.id], held, one)
    return {name: found[name] for name in keys}


def _made_from(view: View, site: Site, around: Around, digests: Mapping[str, str]) -> str:
    """All that a plan's part is made from, as a hash: the files of the plans that it shows and the glossary, whose digests
    are given by name, where its own lie, the day, and what is around it, which prints as all that it is."""
    shown = (view.plan.id, *(other.id for other in related(site, view.plan)), "glossary.yml")
    whole = ([digests.get(name, "") for name in shown], view.plan.path, view.state.as_at, around)
    return hashlib.sha256(repr(whole).encode()).hexdigest()
