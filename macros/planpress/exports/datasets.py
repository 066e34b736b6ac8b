"""Descriptions of the downloads for search engines (schema.org) and for data catalogues (W3C, DCAT 3)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from planpress.exports.export import Export, Links, export, in_lines
from planpress.pages.data import Download, Group, terms
from planpress.pages.page import View

CATALOGUE = "data.jsonld"
_IANA = "https://www.iana.org/assignments/media-types/"
_SHOWN = (Group.WHOLE, Group.TABLE, Group.FEED, Group.CALENDAR)


def dataset(view: View, downloads: Sequence[Download], base: str) -> str:
    """A plan's data as a schema.org Dataset, ready to stand in a page's `<script type="application/ld+json">`.

    Only the whole and the tables: a search engine has no use for the feeds of single posts. Without a public address
    the addresses are relative to the plan's `data/` page.
    """
    plan, use = view.plan, terms(view.plan)
    links = Links(_base(base), f"{plan.id}/data/")
    made: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": plan.plan.title,
        "alternateName": plan.name,
        "description": _description(view),
        "url": links(f"{plan.id}/data/"),
        "license": use.link,
        "creditText": use.attribution,
        "creator": {"@type": "Organization", "name": plan.plan.organisation},
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "datePublished": _published(view),
        "dateModified": view.state.as_at.isoformat(),
        "temporalCoverage": _covers(view),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.title,
                "description": one.holds,
                "contentUrl": links(one.path),
                "encodingFormat": one.media_type,
                "contentSize": one.kilobytes,
            }
            for one in downloads
            if one.group in (Group.WHOLE, Group.TABLE)
        ],
    }
    if plan.plan.version:
        made["version"] = plan.plan.version
    return in_script(made)


def in_script(made: dict[str, Any]) -> str:
    """JSON that can stand in a page: nothing in it can end the script or begin a tag."""
    text = json.dumps(made, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def catalogue(plans: Iterable[tuple[View, Sequence[Download]]], title: str, base: str) -> Export:
    """Every plan's downloads as a DCAT catalogue, for the root of the site. `title` is the site's name."""
    base = _base(base)
    links = Links(base, CATALOGUE)
    made = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": links(CATALOGUE),
        "@type": "dcat:Catalog",
        "dct:title": _english(title),
        "dct:language": "en-GB",
        "dcat:dataset": [_dataset(view, downloads, links) for view, downloads in plans],
    }
    return export(
        CATALOGUE, in_lines(made), "Catalogue of all plans", "application/ld+json",
        "Every plan of this site with its downloads, for data catalogues.", Group.MACHINE,
    )  # fmt: skip


def _dataset(view: View, downloads: Sequence[Download], links: Links) -> dict[str, Any]:
    plan, use = view.plan, terms(view.plan)
    first, _, last = _covers(view).partition("/")
    days = {"dcat:startDate": _day(first)} | ({} if last == ".." else {"dcat:endDate": _day(last)})
    return {
        "@id": links(f"{plan.id}/data/"),
        "@type": "dcat:Dataset",
        "dct:identifier": plan.id,
        "dct:title": _english(f"{plan.plan.organisation}: {plan.plan.title}"),
        "dct:description": _english(_description(view)),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": plan.plan.organisation},
        "dct:license": {"@id": use.link},
        "dct:rights": _english(use.attribution),
        "dct:issued": _day(_published(view)),
        "dct:modified": _day(view.state.as_at.isoformat()),
        "dct:temporal": {"@type": "dct:PeriodOfTime", **days},
        "dcat:landingPage": {"@id": links(f"{plan.id}/data/")},
        "dcat:distribution": [_distribution(one, use.link, links) for one in downloads if one.group in _SHOWN],
    }


def _distribution(one: Download, licence: str, links: Links) -> dict[str, Any]:
    return {
        "@id": links(one.path),
        "@type": "dcat:Distribution",
        "dct:title": _english(one.title),
        "dct:description": _english(one.holds),
        "dct:license": {"@id": licence},
        "dcat:downloadURL": {"@id": links(one.path)},
        "dcat:mediaType": {"@id": _IANA + one.media_type},
        "dcat:byteSize": {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
    }


def _base(base: str) -> str:
    return f"{base.rstrip('/')}/" if base else ""


def _description(view: View) -> str:
    fictional = "This plan is fictional: everything in it is made up. " if view.plan.plan.fictional else ""
    return f"{fictional}{' '.join(view.plan.plan.summary.split())} {view.as_at}"


def _published(view: View) -> str:
    """When the plan was published, as exactly as it says: a day, a month or a year."""
    published = view.plan.plan.published
    exact = {"day": 10, "month": 7}.get(published.kind, 4)
    return published.last.isoformat()[:exact]


def _covers(view: View) -> str:
    plan = view.plan.plan
    last = plan.ends.last if plan.ends else plan.closed
    return f"{plan.starts.first.isoformat()}/{last.isoformat() if last else '..'}"


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _day(day: str) -> dict[str, str]:
    return {"@value": day, "@type": {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}[len(day)]}
