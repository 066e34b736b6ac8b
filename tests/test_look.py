"""A council's name, logo and two colours: all from mkdocs.yml, and refused where they cannot be read."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import Browser

from conftest import ROOT, Silent, build
from planpress.check import check
from planpress.exports import files
from planpress.look import (
    DARK_BEHIND,
    DARK_TEXT,
    LIGHT_TEXT,
    NEEDED,
    Colours,
    contrast,
    lightened,
    problems,
    style,
    text_on,
)
from planpress.pages.page import View
from planpress.paper.pdf import PAPER
from test_accessible import barriers

COLOURS = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the palest grey that passes on white, as WebAIM gives it
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"colour": "#12436d", "link_colour": "#1a5a96"}, []),
        ({"colour": "#FFDD00"}, []),
        ({"colour": "#7a7a7a"}, [
            "mkdocs.yml:3: `colour`: on #7a7a7a neither white text (contrast 4.29:1) nor dark text (4.15:1) can be read "
            "well; choose a darker or a lighter colour: one of the two needs at least 4.5:1"
        ]),
        ({"link_colour": "#5694ca"}, [
            "mkdocs.yml:4: `link_colour`: #5694ca on white has a contrast of 3.23:1; "
            "choose a darker colour: links need at least 4.5:1"
        ]),
        ({"link_colour": "#767676"}, [
            "mkdocs.yml:4: `link_colour`: #767676 on the pale grey of boxes has a contrast of 4.15:1; "
            "choose a darker colour: links need at least 4.5:1"
        ]),
        ({"colour": None}, [
            'mkdocs.yml:3: `colour` is empty; put quotation marks round it, as in colour: "#12436d" '
            "(without them, what follows # is a comment)"
        ]),
        ({"colour": "navy"}, [
            "mkdocs.yml:3: `colour`: `navy` is not a colour; "
            'write # and six digits or letters from a to f, as in colour: "#12436d"'
        ]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_contrast(option: dict[str, str | None], said: list[str]) -> None:
    file = "plugins:\n  - planpress:\n      colour: x\n      link_colour: x\n"
    assert [str(problem) for problem in problems(option, "mkdocs.yml", file)] == said


@given(COLOURS)
def test_a_colour_is_accepted_when_text_on_it_can_be_read(colour: str) -> None:
    refused = list(problems({"colour": colour}, "mkdocs.yml", ""))
    assert bool(refused) == (contrast(text_on(colour), colour) < NEEDED)
    assert text_on(colour) in (LIGHT_TEXT, DARK_TEXT)


@given(COLOURS)
def test_links_can_be_read_on_dark_pages_whatever_their_colour(colour: str) -> None:
    assert contrast(lightened(colour), DARK_BEHIND) > NEEDED


def test_the_style_sheet_sets_what_is_given() -> None:
    assert style(None, None) == ""
    assert style("#12436D", "#1a5a96") == (
        "/* Made from mkdocs.yml. */\n"
        ":root { --pp-brand: #12436d; --pp-brand-text: #ffffff; --pp-link: #1a5a96; }\n"
        '@media screen {\n[data-md-color-scheme="slate"] { --pp-brand: #0b2a44; --pp-link: #9fbad3; }\n}\n'
    )


def test_what_has_no_style_sheet_has_the_colours_too() -> None:
    written = '  - planpress:\n      colour: "#FFDD00"  # our yellow\n      link_colour: "#767676"\n'
    yellow = Colours.written(written)
    assert yellow == Colours("#ffdd00", Colours.links)  # a link that cannot be read is left out, as a build would stop
    assert yellow.on_band == DARK_TEXT
    site = check(ROOT / "tests/problems/_base", "data").site
    made = {
        one.path: one.content.decode()
        for one in files(View.of(site.plans[0]), site, "", yellow)
        if b"svg" in one.content
    }
    badge = made.pop("plan/data/badge.svg")
    assert 'height="22" fill="#ffdd00"' in badge and f'fill="{DARK_TEXT}"' in badge
    assert made and all('height="6" fill="#ffdd00"' in panel for panel in made.values())


def test_paper_has_our_colours_where_a_council_can_put_its_own() -> None:
    sheet = (PAPER / "print.css").read_text(encoding="utf-8")
    assert sheet.count(Colours.band) == 2 and sheet.count(Colours.links) == 1
    own = Colours("#4c0f3f", "#7b1e64").in_sheet(sheet)
    assert (own.count("#4c0f3f"), own.count("#7b1e64"), own.count(Colours.band)) == (2, 1, 0)


def configured(project: Path, options: str, logo: str = "") -> Path:
    """The project with another name, colours and logo in its mkdocs.yml."""
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  - planpress\b.*\n(?:      .*\n)*", f"  - planpress:\n{options}", text, count=1)
    text = text.replace("site_name: Improvement plans", "site_name: Plans of Exampleshire")
    file.write_text(text.replace("theme:\n", f"theme:\n  logo: {logo}\n", 1) if logo else text, encoding="utf-8")
    return project


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_build_refuses_colours_that_cannot_be_read(project: Path) -> None:
    configured(project, '      colour: "#7a7a7a"\n      link_colour: #5694ca\n')
    done = build(project, project / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "Traceback" not in said and not (project / "site").exists()
    assert "`colour`: on #7a7a7a neither white text" in said and "`link_colour` is empty; put quotation marks" in said
    assert "2 problems: nothing was published." in said


@pytest.mark.parametrize(
    ("colour", "link", "text"),
    [("#4c0f3f", "#7b1e64", "rgb(255, 255, 255)"), ("#ffdd00", "#6b5900", "rgb(20, 24, 27)")],
)
def test_a_council_makes_the_site_its_own_in_one_file(
    project: Path, browser: Browser, colour: str, link: str, text: str
) -> None:
    (project / "docs/assets").mkdir(exist_ok=True)
    (project / "docs/assets/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    configured(project, f'      colour: "{colour}"\n      link_colour: "{link}"\n', "assets/logo.svg")
    done = build(project, project / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    rgb = "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))
    with served(project / "site") as address:
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
            for path in ("", "example-2025-27/kpis/1c/"):
                page.goto(address + path)
                band = page.locator(".md-header").first
                seen = band.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]")
                assert seen[1] == text and (scheme == "dark" or seen[0] == rgb)
                assert page.locator(".md-header .md-logo img").get_attribute("src", timeout=1000)
                assert "Plans of Exampleshire" in band.inner_text()
                assert barriers(page) == [], (scheme, path)
            page.get_by_role("textbox", name="Search").press_sequentially("care")
            page.locator(".md-search-result__link").first.wait_for(state="visible", timeout=15000)
            page.wait_for_timeout(400)  # the results fade in
            assert barriers(page) == [], f"{scheme}, with the search open"
            page.close()


def test_the_guide_quotes_what_the_build_says() -> None:
    guide = (ROOT / "docs/guide/look.md").read_text(encoding="utf-8")
    wanted = [str(one) for one in problems({"link_colour": "#5694ca", "colour": "#7a7a7a"}, "mkdocs.yml", "")]
    assert [one for one in wanted if one.partition(": ")[2] not in guide] == []
