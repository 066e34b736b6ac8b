"""No barrier that axe can find (WCAG 2.2 A and AA), on each kind of page, narrow and wide, light, dark and printed."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PLAN = "example-2025-27/"
KINDS = [
    "", "about/", "glossary/", "guide/", "guide/checks/", "guide/macros/", PLAN, f"{PLAN}themes/1/", f"{PLAN}actions/",
    f"{PLAN}actions/4.3/", f"{PLAN}actions/1.1.1/", f"{PLAN}kpis/", f"{PLAN}kpis/1c/", f"{PLAN}kpis/7/", f"{PLAN}progress/",
    f"{PLAN}progress/2026-10-14/", f"{PLAN}late/", f"{PLAN}leads/", f"{PLAN}leads/principal-social-worker/",
    f"{PLAN}governance/", f"{PLAN}timeline/", f"{PLAN}whole/", "bristol-2023-25/inspections/",
    "bristol-2023-25/inspections/ilacs-2023/", "bristol-2023-25/findings/", "bristol-2023-25/required/",
    "bcp-2022/risks/", "404.html", "accessibility/", "privacy/", f"{PLAN}findings/", f"{PLAN}risks/", f"{PLAN}data/",
]  # fmt: skip
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


PAPER = ("target-size", "link-in-text-block")
"""Rules that do not apply to paper: nobody can hit a target or follow a link there."""


def barriers(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, each as its rule and the first elements concerned; `without` are rules that do not apply."""
    rules = RULES | {"rules": {rule: {"enabled": False} for rule in without}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:3]])}" for one in found]


@pytest.fixture(scope="module", params=[(320, "light"), (1280, "dark")], ids=["narrow-light", "wide-dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    made = context.new_page()
    yield made
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_no_barrier(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert barriers(page) == []


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}actions/4.3/", f"{PLAN}kpis/1c/"])
def test_no_barrier_the_other_way_round_and_in_print(browser: Browser, address: str, path: str) -> None:
    for width, scheme in ((320, "dark"), (1280, "light")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        made = context.new_page()
        made.goto(address + path)
        assert barriers(made) == [], (width, scheme)
        made.emulate_media(media="print")
        assert barriers(made, PAPER) == [], "print"
        context.close()


def test_no_barrier_with_search_open(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    page.get_by_role("textbox", name="Search").press_sequentially("care")
    page.locator(".md-search-result__link").first.wait_for(state="visible", timeout=15000)
    page.wait_for_timeout(400)  # the results fade in
    assert barriers(page) == []


def test_no_barrier_with_the_menu_open(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address + PLAN)
    page.get_by_role("button", name="Menu").click()
    assert barriers(page) == []
    page.close()
