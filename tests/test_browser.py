"""The built site in a real browser."""

import pytest
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("pathway plan", "bristol-2016-17/kpis/5a/"),
        ("19a", "bristol-2016-17/kpis/19a/"),
        ("Principal Social Worker", "bristol-2016-17/leads/principal-social-worker/"),
        ("1.2.5", "bristol-2016-17/actions/1.2.5/"),
    ],
)
def test_search_finds(browser: Browser, address: str, words: str, wanted: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Search").press_sequentially(words)
    links = page.locator(".md-search-result__link")
    expect(links.first).to_be_visible(timeout=15000)
    addresses = [link.get_attribute("href") or "" for link in links.all()][:10]
    page.close()
    assert any(f"/{wanted}" in found.split("?")[0] for found in addresses), addresses


def test_no_request_leaves_the_site_and_nothing_fails(browser: Browser, address: str) -> None:
    page = browser.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in ("", "bristol-2016-17/", "bristol-2016-17/kpis/19a/", "example-2025-27/late/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.close()
    assert (elsewhere, errors) == ([], [])


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "path", ["", "actions/", "actions/4.3/", "kpis/", "kpis/1a/", "themes/1/", "progress/2026-10-14/", "late/"]
)
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int, path: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}example-2025-27/{path}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide == width
