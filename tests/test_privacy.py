"""What the page on privacy says is true, in a real browser."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

PATHS = [
    "",
    "privacy/",
    "example-2025-27/",
    "example-2025-27/actions/",
    "example-2025-27/kpis/1c/",
    "example-2025-27/late/",
]


def stored(page: Page) -> dict[str, dict[str, str]]:
    """All that the browser keeps for this site beside cookies."""
    kept: dict[str, dict[str, str]] = json.loads(
        page.evaluate("JSON.stringify({local: {...localStorage}, session: {...sessionStorage}})")
    )
    return kept


def names(page: Page) -> tuple[list[str], list[str]]:
    """The ends of the names that are kept, after the site's address."""
    kept = stored(page)
    return [name.rpartition(".")[2] for name in kept["local"]], list(kept["session"])


def colours(page: Page) -> str:
    """The colours that the browser has noted."""
    (note,) = stored(page)["local"].values()
    return str(json.loads(note)["color"]["scheme"])


def test_no_cookie_no_other_host_and_nothing_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Search").press_sequentially("care leavers")
    found = page.locator(".md-search-result__link").first
    expect(page.locator(".pp-found-count")).to_contain_text("for “care leavers”", timeout=15000)
    sent = [url for url in asked if "leave" in url]
    found.click()
    page.wait_for_load_state("networkidle")
    cookies, elsewhere, kept = context.cookies(), [url for url in asked if not url.startswith(address)], names(page)
    bases = page.evaluate("indexedDB.databases().then(found => found.map(one => one.name))")
    workers = page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)")
    context.close()
    assert (cookies, elsewhere, sent, kept, bases, workers) == ([], [], [], ([], []), [], 0)


def test_the_choice_of_colours_is_kept_and_goes_with_the_sites_data(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    assert names(page) == ([], [])
    page.get_by_title("Change to dark colours").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert (names(page), colours(page)) == ((["__palette"], []), "slate")
    page.goto(f"{address}privacy/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.evaluate("localStorage.clear()")
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_every_pages_foot_leads_to_accessibility_and_privacy(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    for path in (*PATHS, "404.html"):
        for name, heading in (("Accessibility", "Accessibility statement"), ("Privacy", "Privacy")):
            page.goto(address + path)
            page.get_by_role("navigation", name="About this site").get_by_role("link", name=name).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    context.close()
