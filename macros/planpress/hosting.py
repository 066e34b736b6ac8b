"""The headers that a site wants from its server, as files for the common hosts. The same rules in each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from planpress.exports.panels import panel_policy
from planpress.policy import content_policy

POLICY = "Content-Security-Policy"
DEPTH = 4
"""How many folders deep a page lies at most; panels lie deeper, and files that lie as deep take no harm."""
TYPES = {
    ".csv": "text/csv", ".ics": "text/calendar", ".json": "application/json", ".jsonld": "application/ld+json",
    ".xml": "application/xml", ".yml": "text/plain",
}  # fmt: skip
"""The types of the downloads: a browser told not to guess needs them right. All are in UTF-8."""


@dataclass(frozen=True)
class Rules:
    """Headers by what they are for. No header stands in two of them that meet, but for the policies."""

    everywhere: dict[str, str] = field(
        default_factory=lambda: {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }
    )
    """On whatever is sent."""
    pages: dict[str, str] = field(default_factory=lambda: {POLICY: f"{content_policy()}; frame-ancestors 'none'"})
    """On pages: no other site may show one in a frame."""
    panels: dict[str, str] = field(default_factory=lambda: {POLICY: f"{panel_policy()}; frame-ancestors *"})
    """On `<plan>/data/embed/`: these are made for frames."""
    downloads: dict[str, str] = field(default_factory=lambda: {"Access-Control-Allow-Origin": "*"})
    """On `<plan>/data/` and `<plan>/source/`: scripts of other sites may read them."""
    hashed: dict[str, str] = field(default_factory=lambda: {"Cache-Control": "public, max-age=31536000, immutable"})
    """On `assets/stylesheets/`: a file there has its hash in its name."""
    other: dict[str, str] = field(default_factory=lambda: {"Cache-Control": "public, max-age=300, must-revalidate"})
    """On all files but those. Hosts with defaults of their own keep them: they ask each time."""


def host_files(plans: list[str]) -> Iterator[tuple[str, str]]:
    """The files that hosts look for in a site's root, each with its text; `plans` are the plans' ids."""
    rules = Rules()
    yield "_headers", _headers(rules)
    yield "staticwebapp.config.json", _azure(rules, plans)
    yield ".htaccess", _apache(rules)


def _headers(rules: Rules) -> str:
    """For Netlify and Cloudflare Pages. Some hosts join what several rules say of a header: so none is said twice."""
    blocks = [("/*", rules.everywhere)]
    blocks += [("/" + "".join(f":{name}/" for name in "abcdefgh"[:depth]), rules.pages) for depth in range(DEPTH + 1)]
    blocks += [("/:plan/data/embed/*", rules.panels), ("/assets/stylesheets/*", rules.hashed)]
    blocks += [(path, rules.downloads) for path in ("/:plan/data/*", "/:plan/source/*", "/data.jsonld")]
    return "\n".join(
        path + "".join(f"\n  {name}: {value}" for name, value in said.items()) + "\n" for path, said in blocks
    )


def _azure(rules: Rules, plans: list[str]) -> str:
    """For Azure Static Web Apps: the first route that fits takes the place of what it names."""
    routes = [("/assets/stylesheets/*", rules.hashed), ("/data.jsonld", rules.downloads)]
    for plan in plans:
        routes.append((f"/{plan}/data/embed/*", rules.panels | rules.downloads))
        routes += [(f"/{plan}/{folder}/*", rules.downloads) for folder in ("data", "source")]
    return json.dumps(
        {
            "globalHeaders": rules.everywhere | rules.pages,
            "routes": [{"route": route, "headers": headers} for route, headers in routes],
            "mimeTypes": {ending: f"{kind}; charset=utf-8" for ending, kind in TYPES.items()},
            "responseOverrides": {"404": {"rewrite": "/404.html"}},
        },
        indent=2,
    ) + "\n"  # fmt: skip


def _apache(rules: Rules) -> str:
    """For Apache 2.4, also where the site lies in a folder."""
    lines = ["<IfModule mod_headers.c>", *_set(rules.everywhere | rules.pages | rules.other)]
    for pattern, said in _patterns(rules):
        lines += [f'<If "%{{REQUEST_URI}} =~ m#{pattern}#">', *_set(said), "</If>"]
    lines += ["</IfModule>", "<IfModule mod_mime.c>"]
    lines += [f"AddType {kind} {ending}" for ending, kind in TYPES.items()]
    lines += [f"AddCharset utf-8 .html .js .css {' '.join(TYPES)}", "</IfModule>"]
    return "\n".join(lines) + "\n"


def _set(headers: dict[str, str]) -> list[str]:
    return [f'Header{_always(name)} set {name} "{value}"' for name, value in headers.items()]


def nginx() -> str:
    """For nginx: to be included in the `server` block. A `location` with an `add_header` of its own loses them."""
    rules = Rules()
    said = rules.everywhere | rules.pages | rules.other | dict.fromkeys(rules.downloads, "")
    names = {name: f"$planpress_{name.lower().replace('-', '_')}" for name in said}
    lines = [f'set {names[name]} "{value}";' for name, value in said.items()]
    for pattern, changed in _patterns(rules):
        sets = " ".join(f'set {names[name]} "{value}";' for name, value in changed.items())
        lines.append(f'if ($uri ~ "{pattern}") {{ {sets} }}')
    lines += [f"add_header {name} {variable}{_always(name)};" for name, variable in names.items()]
    lines += [
        f'location ~ "\\{ending}$" {{ types {{ }} default_type "{kind}; charset=utf-8"; }}'
        for ending, kind in TYPES.items()
    ]
    return "\n".join(lines) + "\n"


def _always(name: str) -> str:
    """Errors get every header but the one by which a browser would keep them."""
    return "" if name == "Cache-Control" else " always"


def _patterns(rules: Rules) -> list[tuple[str, dict[str, str]]]:
    """Which addresses have headers that others have not, as regular expressions."""
    return [
        ("/data/embed/", rules.panels),
        (r"/(data|source)/|/data\.jsonld$", rules.downloads),
        ("/assets/stylesheets/", rules.hashed),
    ]
