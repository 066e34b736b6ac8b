"""The site's one style sheet: what is left out of Material's is what no page can use."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from random import Random

import material
import pytest
import tinycss2
from playwright.sync_api import Browser
from tinycss2 import ast

from conftest import build
from planpress.styles import in_code, in_pages, in_sheet, joined, used
from test_look import served
from tiny import SETTINGS, tiny

MATERIAL = Path(material.__file__).parent / "templates"
SHEETS = [next(MATERIAL.glob(f"assets/stylesheets/{kind}.*.css")) for kind in ("main", "palette")]
MORE = """\
extra_css: [own.css]
extra_javascript: [own.js]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.keys
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
"""
FEATURES = """\
# Features

!!! tip "A tip"
    With a note.[^1]

??? warning "More"
    Text

=== "One"
    First
=== "Two"
    Second

``` python hl_lines="1"
def one(): return "two"
```

- [x] Done

Word
: What it means

++ctrl+a++ [Go](index.md){ .md-button } <span class="own">own</span>

| a | b |
| - | - |
| c | d |

> Said

<div class="grid cards" markdown>
- Card
</div>

[^1]: The note.
"""
NAMES = in_pages(
    [
        b"""<html class=no-js><body DIR = "ltr" data-md-color-scheme='default' data-md-component="a b">
            <p class="Note big" title="a > b" id=first>red</p><input type="checkbox" hidden>"""
    ]
) | in_code(
    b'document.body.dataset.mdColorScheme = "slate"; p.className = "made"; p.setAttribute("data-size", "large")'
)
STAYS = [
    ".big{a:b}",
    ".note#first.made>i{a:b}",
    "p,*,::before,a:hover{a:b}",
    ".big:not(.gone),:not(.gone:is(.big)) i{a:b}",
    ":is(.gone,.big) i,i:where(.made){a:b}",
    ":is(.gone:not(.none),.big:nth-child(2n + 1 of .gone)){a:b}",
    "p:has(>.big,.gone)::after,:lang(en),::part(gone){a:b}",
    "[dir=ltr],[dir='ltr' i],[data-md-color-scheme=default]{a:b}",
    "[data-md-color-scheme=slate],[data-size=large]{a:b}",
    '[hidden],[open]>p,[id^="no:w,o{r}d"],[title="a > b"]{a:b}',
    r".gone\:x,.big{a:b}",
    ".gone::-webkit-x,.big{a:b}",
    ':is([dir="rtl"],[dir=ltr]) p{a:b}',
    '.big{a:url("data:x,<g a=\'}\'>{");b:url(data:x;{}});--c:"\\"}"}',
    "@font-face{a:b}",
    "@keyframes gone{0%{a:b}to{a:b}}",
    "@page{a:b}",
    "@layer one,two;",
    "@layer one{.gone{a:b}}",
    "@media print{@supports (a:b){.big{a:b;&:hover{a:b}}}}",
    ".big{a:b} }.gone{a:b}",  # nothing that could be told to be rules
]
GOES = [
    ".gone{a:b}",
    ".bigger,.bi,#big-,.red,i.gone>p{a:b}",
    "#gone,.big .gone:hover::after{a:b}",
    ":is(.gone,.none) p,p:where(.big .gone),.big:has(.gone){a:b}",
    ":is(.big:is(.gone)),:is([dir=rtl]){a:b}",
    "[dir=rtl] p,[data-md-color-scheme=red],[data-gone]{a:b}",
    ".gone::-webkit-x,.none{a:b}",
    '.gone{a:url("data:x,}")}',
    "@media print{.gone{a:b}@supports (a:b){.gone{a:b}}}",
    '@charset "x";',
    "/*# sourceMappingURL=x.map */",
]
CHANGES = {
    ".gone,.big,#gone{a:b}": ".big{a:b}",
    "@media print{.gone{a:b}.big,.gone{a:b}}p{a:b}": "@media print{.big{a:b}}p{a:b}",
    ".gone:not(.a,.b),p{a:b}": ".gone:not(.a,.b),p{a:b}",  # in doubt it stays
}


@pytest.mark.parametrize(
    ("sheet", "wanted"), [*((one, one) for one in STAYS), *((one, "") for one in GOES), *CHANGES.items()]
)
def test_a_rule_stays_if_something_can_match_it(sheet: str, wanted: str) -> None:
    assert used(sheet, NAMES) == wanted


def test_what_pages_name_is_seen_behind_comments_and_wide_spaces() -> None:
    hidden = b"""<!-- <p don't --> <a title="it's > x" class="md-button">x</a>"""
    assert {"md-button", "title"} <= in_pages([hidden])
    wide = b'<a class  =\n "wide" title="' + b" " * 300_000 + b'" id=last>'
    assert {"class=wide", "id=last"} <= in_pages([wide])


def test_all_sheets_in_one() -> None:
    theirs = (
        '@charset "UTF-8";:root{--gone:url("data:x,;--no:1;");--here:a;--chain:var(--there);--in-page:1}',
        ".big{a:var(--here);b:var(\n--chain,c)}.gone{a:var(--gone)}[dir=rtl]{a:var(--gone)}",
    )
    ours = (
        "/* It's\n{ours} */\n.pp-x,\n  .gone {\n  a: \"/* \n */\"; b: url(a.png) url('../b.png') url(data:x,/**/)\n    url(#c) url(/d) }\n",
        "p { a: var(--there) }\n",
    )
    wanted = (
        '@charset "UTF-8";:root{--here:a;--chain:var(--there);--in-page:1}.big{a:var(--here);b:var(\n--chain,c)}'
        "  .pp-x, .gone { a: \"/* \n */\"; b: url(../a.png) url('../../b.png') url(data:x,/**/) url(#c) url(/d) } "
        "p { a: var(--there) } "
    )
    names = NAMES | in_sheet("p{--In-Page:var(--more)}")
    assert joined(theirs, ours, names) == wanted


Rule = tuple[str, list[str], str]
"""The at-rules that a rule lies in, its selectors, its declarations."""


def parsed(text: str, wanted: Callable[[list[ast.Node]], bool] = lambda selector: True) -> list[Rule]:
    """The rules of a style sheet as tinycss2 reads it, with those of their selectors that are wanted."""
    return list(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), wanted, ""))


def _rules(nodes: list[ast.Node], wanted: Callable[[list[ast.Node]], bool], around: str) -> Iterator[Rule]:
    for node in nodes:
        if isinstance(node, ast.AtRule) and node.at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, wanted, f"{around}@{node.at_keyword}{tinycss2.serialize(node.prelude)}")
        elif isinstance(node, ast.AtRule):
            yield around, [], node.serialize()
        else:
            lists = [list(some) for comma, some in groupby(node.prelude, lambda part: part == ",") if not comma]
            kept = [one for one in lists if wanted(one)]
            if kept and ":-" in tinycss2.serialize(node.prelude):
                kept = lists
            if kept:
                yield around, [tinycss2.serialize(one) for one in kept], tinycss2.serialize(node.content)


def matches(selector: list[ast.Node], names: set[str]) -> bool:
    """Whether a selector needs no other class or id, and no other attribute, than there are."""
    for before, part in pairwise([None, *selector]):
        if (before == "." or part.type == "hash") and part.value.lower() not in names:
            return False
        if part.type == "[] block":
            name, *value = (one.value for one in part.content if one.type in ("ident", "string"))
            equal = [one.value for one in part.content if one.type == "literal"] == ["="]
            called = name.removeprefix("data-").replace("-", "")
            if equal and f"{name}={value[0]}" not in names and not {called, value[0]} <= names:
                return False
            if not equal and name != "open" and not {name, called} & names:
                return False
    return True


@pytest.mark.parametrize("sheet", SHEETS, ids=["main", "palette"])
@pytest.mark.parametrize("seed", range(2))
def test_of_materials_sheets_that_is_left_out_which_tinycss2_finds_unused(sheet: Path, seed: int) -> None:
    """For a site with a random half of all classes, ids and attributes that the sheet has."""
    text = sheet.read_text(encoding="utf-8")
    random = Random(seed)
    written = [f'class="{one}"' for one in sorted(set(re.findall(r"[.#]([a-z][\w-]*)", text)))]
    written += sorted(set(re.findall(r"\[([\w-]+(?:=[\w-]+)?)\]", text)))
    names = in_pages([f"<p {one}>".encode() for one in random.sample(written, len(written) // 2)])
    whole, kept = parsed(text), parsed(text, lambda selector: matches(selector, names))
    assert 0.1 < len(kept) / len(whole) < 0.9
    assert parsed(used(text, names)) == [one for one in kept if not one[2].startswith("@charset")]


def linked(page: Path) -> list[str]:
    """The style sheets that a page links to."""
    return re.findall(r'<link rel="stylesheet" href="([^"]*)"', page.read_text(encoding="utf-8"))


def the_sheet(site: Path) -> Path:
    """The one style sheet of a built site."""
    (found,) = site.glob("assets/stylesheets/planpress.*")
    return found


def test_pages_link_to_one_small_sheet_named_after_its_content(site: Path) -> None:
    sheet = the_sheet(site)
    content = sheet.read_bytes()
    assert sheet.name == f"planpress.{hashlib.sha256(content).hexdigest()[:8]}.min.css"
    pages = [page for page in site.rglob("*.html") if "/data/embed/" not in page.as_posix()]
    assert [page for page in pages if [one.rpartition("/")[2] for one in linked(page)] != [sheet.name]] == []
    whole = sum(len(gzip.compress(one.read_bytes())) for one in SHEETS)
    assert len(gzip.compress(content)) < 12_000 < whole / 2


def test_no_class_of_materials_is_styled_that_no_page_has(site: Path) -> None:
    files = [
        file for kind in ("*.html", "*.js") for file in site.rglob(kind) if "assets/javascripts" not in file.as_posix()
    ]
    seen = {name for file in files for name in re.findall(r"\bmd-[\w-]+", file.read_text(encoding="utf-8"))}
    styled = set(
        re.findall(r"\.(md-[\w-]+)", re.sub(r":not\([^)]*\)", "", the_sheet(site).read_text(encoding="utf-8")))
    )
    assert (styled - seen, len(styled) > 10) == (set(), True)


def test_materials_pages_link_to_the_two_sheets_that_we_take() -> None:
    base = (MATERIAL / "base.html").read_text(encoding="utf-8")
    block = base.partition("{% block styles %}")[2].partition("{% endblock %}")[0]
    assert re.findall(r"'([^']*\.css)'", block) == [sheet.relative_to(MATERIAL).as_posix() for sheet in SHEETS]
    assert [
        part for part in ("{% if config.theme.palette %}", '{% include "partials/icons.html" %}') if part not in block
    ] == []
    assert [sheet.name for sheet in SHEETS if "url(" in re.sub(r"url\([\"']data:", "", sheet.read_text())] == []


@pytest.fixture(scope="module")
def featured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built site with a page that has what Material's Markdown can do, and with files of its own."""
    project = tiny(tmp_path_factory.mktemp("featured"))
    (project / "mkdocs.yml").write_text(
        SETTINGS.replace("font: false", "font: false, custom_dir: own, palette: {scheme: default}") + MORE
    )
    (project / "docs/features.md").write_text(FEATURES)
    (project / "docs/own.css").write_text(".own { mask-image: var(--md-tasklist-icon--checked); }\n")
    (project / "docs/own.js").write_text('document.querySelector("h1").className = "md-icon";\n')
    (project / "own/assets").mkdir(parents=True)
    (project / "own/assets/charts.css").write_text(".own { background: url(own.png); }\n")
    (project / "docs/assets").mkdir()
    (project / "docs/assets/own.png").write_bytes(b"")
    (project / "own/main.html").write_text(
        '{% extends "planpress.html" %}{% block announce %}<b class="md-tabs__item">Hello</b>{% endblock %}'
    )
    done = build(project, project / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def test_what_own_pages_templates_and_scripts_use_is_there(featured: Path) -> None:
    sheet = the_sheet(featured).read_text(encoding="utf-8")
    wanted = [
        ".admonition.tip,", ".tabbed-labels", ".highlight .k{", ".md-button{", ".task-list-control", "--md-tasklist-icon--checked:",
        ".md-icon svg", ".md-tabs__item{", ".md-banner{", "url(../own.png)",
    ]  # fmt: skip
    assert [one for one in wanted if one not in sheet] == []
    assert [one for one in (".md-search__", "--md-annotation", "admonition.bug", "dir=rtl") if one in sheet] == []
    own = [one.rpartition("/")[2] for one in linked(featured / "features/index.html")]
    assert own == [the_sheet(featured).name, "own.css"]
    assert (featured / linked(featured / "404.html")[0].lstrip("/")).is_file()


STYLES = """() => [...document.querySelectorAll("body, body *")].flatMap(element =>
    ["", "::before", "::after"].map(part => [getComputedStyle(element, part), element.outerHTML.slice(0, 60) + part])
        .filter(([style, name]) => !name.includes("::") || style.content !== "none")
        .map(([style, name]) => name + [...style].filter(property => !property.startsWith("--"))
            .map(property => property + ":" + style.getPropertyValue(property)).join(";")))"""
LINKS = """async sheets => {
    const link = document.querySelector("link[rel=stylesheet]");
    for (const sheet of sheets) {
        const one = link.cloneNode();
        one.href = sheet;
        await new Promise(loaded => { one.onload = loaded; link.before(one); });
    }
    link.remove();
}"""


@pytest.mark.parametrize("path", ["features/", "plan/"])
def test_a_page_looks_as_with_all_of_materials_sheets(browser: Browser, featured: Path, path: str) -> None:
    sheets = [*(f"assets/stylesheets/{sheet.name}" for sheet in SHEETS), "assets/planpress.css", "assets/charts.css"]
    seen = []
    with served(featured) as address:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(address + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for _ in ("with ours", "with theirs"):
            for width, media in ((400, "screen"), (1280, "screen"), (800, "print")):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(media=media)  # type: ignore[arg-type]
                seen.append(page.evaluate(STYLES))
            page.evaluate(LINKS, [address + sheet for sheet in sheets])
        page.close()
    for ours, theirs in zip(seen[:3], seen[3:], strict=True):
        assert [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other] == []
