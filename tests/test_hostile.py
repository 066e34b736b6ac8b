"""Hostile and mistaken data: each text of `hostile/shown.yml` is shown as typed and never more than text, in everything
that is made; each file of `hostile/refused.yml` is refused with its path and line.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import html5lib
import icalendar
import openpyxl
import pytest
import yaml
from playwright.sync_api import Browser
from pypdf import PdfReader

from conftest import build
from hostile_plan import Family, write
from planpress.check import check

HOSTILE = Path(__file__).parent / "hostile"


def read(name: str) -> Any:
    """A file of cases, in which everything is text."""
    return yaml.load((HOSTILE / name).read_text(encoding="utf-8"), yaml.BaseLoader)


REFUSED: list[dict[str, Any]] = read("refused.yml")
BASE = Path(__file__).parent / "problems" / "_base"
SHOWN: dict[str, list[Any]] = read("shown.yml")


def typed(case: Any) -> str:
    return str(case["text"] if isinstance(case, dict) else case)


def in_prose(case: Any) -> str:
    return str(case["prose"] if isinstance(case, dict) else case)


def single(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Made:
    """The project made of hostile texts, with everything made of it."""

    folder: Path
    families: list[Family]

    @property
    def site(self) -> Path:
        return self.folder / "site"


MKDOCS = """\
site_name: Hostile plans
site_url: https://plans.example.org/
edit_uri_template: https://forge.example.org/edit/main/docs/{path}
theme: {name: material, custom_dir: overrides, language: en, font: false}
plugins: [planpress, search, macros: {on_undefined: strict, on_error_fail: true}]
nav: [Home: index.md, Words: glossary.md, Accessibility: accessibility.md]
"""
DOCS = {
    "index.md": "# Home\n\n{{ plan_list() }}\n\n"
    + "".join(
        f'{{{{ {macro}("{plan}") }}}}\n\n'
        for plan in SHOWN
        for macro in ("status_counts", "status_key", "theme_list", "action_table", "kpi_table")
    ),
    "glossary.md": "# Words\n\n{{ glossary() }}\n",
    "accessibility.md": "# Accessibility\n\n{{ accessibility_statement() }}\n",
}


def project(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "overrides").mkdir()
    (folder / "docs").mkdir()
    for name, text in DOCS.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("hostile")
    families = [Family(name, [typed(case) for case in cases]) for name, cases in SHOWN.items()]
    project(folder)
    write(folder, families, read("edges.yml"))
    done = build(folder, folder / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    return Made(folder, families)


@dataclass(frozen=True)
class Parsed:
    path: str
    root: Any

    @property
    def words(self) -> str:
        return single("".join(self.root.itertext()))


@pytest.fixture(scope="module")
def pages(made: Made) -> list[Parsed]:
    def parsed(file: Path) -> Parsed:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        return Parsed(file.relative_to(made.site).as_posix(), parser.parse(file.read_text(encoding="utf-8")))

    return [parsed(file) for file in sorted(made.site.rglob("*.html"))]


NEVER = {
    "applet", "audio", "base", "embed", "foreignobject", "frame", "iframe", "img", "image", "math", "object",
    "plaintext", "template", "textarea", "video", "animate", "set", "x-pwn",
}  # fmt: skip
LEADING = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "srcset",
    "poster",
    "background",
    "ping",
    "{http://www.w3.org/1999/xlink}href",
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def wrong_in(page: Parsed) -> Iterator[str]:
    for one in page.root.iter():
        if not isinstance(one.tag, str):
            yield from [f"a comment holds {one.text}"] if "Zq" in str(one.text) else []
            continue
        if one.tag.lower() in NEVER:
            yield f"<{one.tag}>"
        for name, value in one.attrib.items():
            if "pwn" in name or name.startswith("on") or name in ("style", "srcdoc", "autofocus"):
                yield f"<{one.tag} {name}>"
            scheme = SCHEME.match("".join(value.split())) if name in LEADING else None
            if scheme and scheme[0].lower() not in ("https:", "http:", "mailto:", "webcal:"):
                yield f"<{one.tag} {name}={value[:60]}>"
            if name in LEADING and re.match(r"\s*(//|https?://evil)", value):
                yield f"<{one.tag} {name}={value[:60]}>"
            whole = urlsplit(value) if name in LEADING else None
            if whole and ("@" in whole.netloc or (whole.scheme == "mailto" and whole.query)):
                yield f"<{one.tag} {name}={value[:60]}>"
        if one.tag == "script" and "Zq" in str(one.text) and one.get("type") != "application/ld+json":
            yield "a text within a script"
        if one.tag == "meta" and str(one.get("http-equiv")).lower() == "refresh":
            yield "a page that leads elsewhere by itself"


def test_no_text_becomes_markup(pages: list[Parsed]) -> None:
    assert len(pages) > 100
    assert {page.path: found for page in pages if (found := sorted(set(wrong_in(page))))} == {}


NOT_ON_PAGES: set[str] = set()
"""Fields whose texts stand on no page: the downloads have them."""


NOT_SEARCHED: set[str] = set()
"""Fields whose texts stand on pages that search leaves out."""


def unseen(made: Made, words: str, prose: bool = True) -> set[str]:
    """The fields no text of which stands among words as it was typed, or as Markdown shows it."""
    seen: dict[str, bool] = {}
    for family in made.families:
        shown = {typed(case): in_prose(case) if prose else typed(case) for case in SHOWN[family.name]}
        for where, text in family.put.items():
            field = where.split()[0]
            parts = [shown[part] for part in text.split("\n\n")[:-1]] if "\n\n" in text else [text]
            seen[field] = seen.get(field, False) or all(single(part) in words for part in parts)
    return {field for field, found in seen.items() if not found}


def test_every_text_is_shown_as_typed(made: Made, pages: list[Parsed]) -> None:
    assert unseen(made, "\n".join(page.words for page in pages)) == NOT_ON_PAGES


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)
    if isinstance(value, dict):
        yield from value


def test_json_carries_every_text_exactly(made: Made) -> None:
    found = {text for file in made.site.glob("*/data/plan.json") for text in strings(json.loads(file.read_bytes()))}
    missing = {where.split()[0] for one in made.families for where, text in one.put.items() if text not in found}
    assert {field.partition(".")[0] for field in missing} == {"Accept", "Barrier", "Statement", "Term"}


def test_search_holds_every_text_as_typed(made: Made) -> None:
    files = [*made.site.glob("search/*.json"), *made.site.glob("*/search*.json")]
    found = "\n".join(single(text) for file in files for text in strings(json.loads(file.read_bytes())))
    assert unseen(made, found) - NOT_ON_PAGES == NOT_SEARCHED


def test_every_file_has_a_name_that_every_disk_and_address_can_hold(made: Made) -> None:
    names = [file.relative_to(made.site).as_posix() for file in made.site.rglob("*")]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]{1,240}", name)] == []
    assert len({name.lower() for name in names}) == len(names)


def test_every_part_of_a_page_has_a_name_of_its_own(pages: list[Parsed]) -> None:
    ids = {page.path: Counter(one.get("id") for one in page.root.iter() if one.get("id")) for page in pages}
    assert {path: twice for path, found in ids.items() if (twice := [name for name in found if found[name] > 1])} == {}


def downloads(made: Made, ending: str) -> list[Path]:
    found = sorted(made.site.glob(f"*/data/**/*{ending}"))
    assert len(found) >= len(SHOWN)
    return found


def test_no_cell_is_a_formula_or_leads_elsewhere(made: Made) -> None:
    cells = [
        cell
        for file in downloads(made, ".csv")
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
        for cell in row
    ]
    assert [
        cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝") and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    ] == []
    assert any(cell.startswith("'=1+1 ") for cell in cells)
    for file in downloads(made, ".xlsx"):
        with zipfile.ZipFile(file) as parts:
            assert [name for name in parts.namelist() if "external" in name.lower() or "macro" in name.lower()] == []
            sheets = b"".join(parts.read(name) for name in parts.namelist())
        assert not re.search(rb"<f[ >]|<hyperlink |TargetMode|<ddeLink", sheets)
        kinds = {cell.data_type for sheet in openpyxl.load_workbook(file) for row in sheet.rows for cell in row}
        assert "f" not in kinds and "e" not in kinds


PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "METHOD", "NAME", "X-WR-CALNAME", "DESCRIPTION", "SUMMARY", "DTSTART", "DTEND",
    "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "TRANSP", "URL",
}  # fmt: skip


def test_feeds_and_calendars_have_their_own_entries_and_no_others(made: Made) -> None:
    for file in downloads(made, ".xml"):
        feed = feedparser.parse(file.read_bytes(), sanitize_html=False)
        assert not feed.bozo
        assert len(feed.entries) == 1 or "/edges/" in file.as_posix(), file
        assert b"<!" not in file.read_bytes() and file.read_bytes().count(b"<?") == 1
        tree = html5lib.parse(feed.entries[0].content[0].value, namespaceHTMLElements=False)
        assert {one.tag for one in tree.iter()} <= {"html", "head", "body", "p", "h2", "ul", "li", "a"}
        assert all(str(one.get("href")).startswith("https://plans.example.org/") for one in tree.iter("a"))
    for file in downloads(made, ".ics"):
        read = icalendar.Calendar.from_ical(file.read_bytes())
        lines = file.read_bytes().replace(b"\r\n ", b"").decode().split("\r\n")
        assert {re.split("[:;]", line)[0] for line in lines if line} <= PROPERTIES, file
        assert lines.count("BEGIN:VEVENT") == len(read.events) <= 20
        assert all(str(event["url"]).startswith("https://plans.example.org/") for event in read.events)


def test_pictures_and_descriptions_are_whole(made: Made) -> None:
    for file in downloads(made, ".svg"):
        names = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(file.read_bytes()).iter()}
        assert names == {"svg", "title", "desc", "rect", "g", "text"}
    catalogue = json.loads((made.site / "data.jsonld").read_bytes())
    assert len(catalogue["dcat:dataset"]) == len(SHOWN) + 1
    for family in made.families:
        page = (made.site / family.name / "data/index.html").read_text(encoding="utf-8")
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        title = next(text for where, text in family.put.items() if where.startswith("Plan.title"))
        assert json.loads(found)["name"] == title
    for file in downloads(made, "-metadata.json"):
        json.loads(file.read_bytes())


# Paper


def planpress(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "planpress", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Family]:
    """A plan with some of all texts in each field, which takes less time to print than one with all of a family."""
    folder = tmp_path_factory.mktemp("paper")
    family = Family("all", [typed(case) for cases in SHOWN.values() for case in cases], 250)
    write(folder, [family])
    return folder, family


def test_a_pdf_does_nothing_and_leads_only_to_addresses(paper: tuple[Path, Family]) -> None:
    folder, _ = paper
    planpress(folder, "pdf", "data/all", "-o", "all.pdf")
    reader = PdfReader(folder / "all.pdf")
    keys: set[str] = set()
    links: set[str] = set()
    for number in {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm):
        one = reader.get_object(number)
        if isinstance(one, dict):
            keys |= {str(key) for key in one} | {str(one.get("/S"))}
            action = one.get("/A")
            links |= {str(action["/URI"])} if isinstance(action, dict) and "/URI" in action else set()
    assert "/Annots" in keys
    assert (
        keys & {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/GoToR"}
        == set()
    )
    assert links and {link for link in links if not link.startswith("https://example.org/")} == set()


def test_a_paper_in_word_has_no_field_or_link_of_its_own(paper: tuple[Path, Family]) -> None:
    folder, family = paper
    planpress(folder, "paper", "data/all", "--from", "2025-01-01", "--to", "2025-04-30", "-o", "all.docx")
    with zipfile.ZipFile(folder / "all.docx") as parts:
        document = ElementTree.fromstring(parts.read("word/document.xml"))
        related = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
    names = {one.tag.rpartition("}")[2] for one in document.iter()}
    assert names & {"fldSimple", "instrText", "fldChar", "hyperlink", "object", "altChunk", "sdt", "pict"} == set()
    assert b'TargetMode="External"' not in related
    words = "".join(one.text or "" for one in document.iter() if one.tag.endswith("}t"))
    for field in ("Plan.title", "Plan.organisation", "Report.title", "Action.shown_as", "Kpi.title"):
        assert any(text in words for where, text in family.put.items() if where.startswith(field)), field


def test_a_draft_of_the_next_report_passes_the_check(paper: tuple[Path, Family]) -> None:
    folder, _ = paper
    planpress(folder, "report", "data/all", "2025-12-15")
    found = check(folder / "data")
    (folder / "data/all/reports/2025-12-15.yml").unlink()
    assert found.problems == []


# What is refused


def refused() -> Iterator[Any]:
    """Each case of `refused.yml` with one of its texts, and the problems expected."""
    for case in REFUSED:
        for text in case.get("texts", [""]):
            text = str(text)
            shown = f"{int(text, 16):04X}" if re.fullmatch("[0-9A-F]{8}", text) else text.strip("'\" ")
            says = case["says"] if isinstance(case["says"], list) else [case["says"]]
            name = f"{case.get('about') or case.get('file') or 'file'} {text}"
            yield pytest.param(case, text, [one.replace("{}", printed(shown)) for one in says], id=ascii(name))


def printed(text: str) -> str:
    """A text as problems print it."""
    return re.sub("[\x00-\x1f\u202e]", lambda sign: f"<U+{ord(sign[0]):04X}>", text)


@pytest.mark.parametrize(("case", "text", "says"), list(refused()))
def test_it_is_refused_with_path_and_line(case: dict[str, Any], text: str, says: list[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(BASE, data)
    if "copy" in case:
        shutil.copytree(data / "plan", data / text)
    elif "new" in case:
        (data / text).parent.mkdir(exist_ok=True)
        (data / text).write_text("date: 2025-04-15\ntitle: x\n", encoding="utf-8")
    else:
        piece, times = case.get("long", ["", 0])
        put = case["put"].replace("{}", text)
        put = put.replace("{long}", "".join(piece.replace("{n}", str(number)) for number in range(int(times))))
        file = data / case["file"]
        old = file.read_text(encoding="utf-8") if "find" in case else ""
        assert case.get("find", "") in old
        new = old.replace(case["find"], put, 1) if "find" in case else put
        file.write_bytes(new.encode(case.get("encoding", "utf-8")))
    assert [str(problem) for problem in check(data).problems] == says


@pytest.mark.parametrize(
    ("link", "to", "says"),
    [
        ("plan/themes/2.yml", "/etc/passwd", "is a link to something outside its folder; put a copy of the file here"),
        ("plan/themes", "/etc", "is a link to something outside its folder; put a copy of the file here"),
        ("other", "..", "is a link to something outside its folder; put a copy of the file here"),
        ("plan/themes/2.yml", "2.yml", "nothing reads this file; keep files only in this folder"),
    ],
)
def test_a_symbolic_link_is_not_followed(link: str, to: str, says: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(BASE, data)
    shutil.rmtree(data / link, ignore_errors=True)
    (data / link).symlink_to(to)
    assert [str(problem) for problem in check(data).problems] == [f"data/{link}:1: {says}"]


def test_there_are_cases_enough() -> None:
    assert sum(map(len, SHOWN.values())) > 130 and len(list(refused())) > 230


def test_what_is_said_of_it_is_one_line_each(made: Made) -> None:
    lines = planpress(made.folder, "check", "--format", "github").splitlines()
    place = re.compile(r"::warning file=data/[a-z0-9./-]+,line=\d+,|data/[a-z0-9./-]+:\d+: ")
    assert len(lines) > 20 and [line for line in lines if not place.match(line)] == []


@pytest.mark.parametrize(
    ("word", "warnings"),
    [
        ("\u041efsted", ["its \u041e is Cyrillic capital letter o"]),
        ("pl\u0430n", ["its \u0430 is Cyrillic small letter a"]),
        ("ｆull", ["its ｆ is Fullwidth latin small letter f"]),
        ("\u0391ction", ["its \u0391 is Greek capital letter alpha"]),
        ("Иван", []),
        ("20µg 1ª café œuvre Łódź שלום", []),
    ],
)
def test_a_word_of_two_alphabets_is_a_warning(word: str, warnings: list[str], tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "data")
    file = tmp_path / "data/plan/plan.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("help", word, 1), encoding="utf-8")
    said = [f"data/plan/plan.yml:1: `{word}` mixes alphabets: {one}; type the word again" for one in warnings]
    assert [str(one) for one in check(tmp_path / "data").warnings if one.code == "mixed-alphabets"] == said


# A browser


def test_nothing_runs_in_a_browser(made: Made, browser: Browser) -> None:
    context = browser.new_context()
    said: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(f"error {error}"))
    page.on(
        "request",
        lambda one: said.append(one.url) if not one.url.startswith(("https://plans.example.org/", "data:")) else None,
    )

    def serve(route: Any) -> None:
        path = route.request.url.removeprefix("https://plans.example.org/").partition("?")[0].partition("#")[0]
        file = made.site / (path if path and not path.endswith("/") else f"{path}index.html")
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404, body="")

    context.route("https://plans.example.org/**", serve)
    addresses = ["", "glossary/", "accessibility/"]
    for family in SHOWN:
        addresses += [
            f"{family}/{path}"
            for path in ("actions/", "actions/1.1.1/", "kpis/1a/", "findings/", "whole/", "data/badge.svg", "data/embed/kpis/1a.html")
        ]  # fmt: skip
    for address in addresses:
        page.goto(f"https://plans.example.org/{address}", wait_until="load")
        assert page.evaluate("[typeof window.pwned, document.querySelectorAll('[pwn],x-pwn').length]") == [
            "undefined",
            0,
        ], address
    page.goto("https://plans.example.org/")
    page.locator(".pp-search input").fill("pwned")
    page.locator(".pp-found a").first.wait_for()
    assert page.evaluate("[typeof window.pwned, document.querySelectorAll('[pwn],x-pwn').length]") == ["undefined", 0]
    assert said == []
    context.close()
