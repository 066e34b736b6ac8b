"""Addresses and stored values that somebody else chose for a reader: they are text, and nothing stops working."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

PLAN = "example-2025-27/"
HOSTILE = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>\'){window.ran=1}//$&.*(['


@pytest.mark.parametrize(
    "path",
    [
        f"{PLAN}?q={quote(HOSTILE)}",
        f"{PLAN}actions/?words={quote(HOSTILE)}&sort={quote(HOSTILE)}&status={quote(HOSTILE)}",
        f"{PLAN}actions/?sort=__proto__-&constructor=x&__proto__=y&status=constructor",
        f"{PLAN}#{quote(HOSTILE)}",
    ],
)
def test_an_address_runs_nothing(path: str, browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    ran, pictures = page.evaluate("[window.ran, document.querySelectorAll('img[src=x]').length]")
    context.close()
    assert (ran, pictures, failed) == (None, 0, [])


@pytest.mark.parametrize("kept", ["{", "[]", "null", json.dumps({"color": {"scheme": HOSTILE}}), '{"color": 7}'])
def test_a_stored_value_runs_nothing(kept: str, browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(f"localStorage.setItem('planpress.__palette', {json.dumps(kept)})")
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(address + PLAN)
    ran = page.evaluate("window.ran")
    context.close()
    assert (ran, failed) == (None, [])


def test_search_works_on_the_page_that_says_that_nothing_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}404.html")
    page.get_by_role("textbox", name="Search").press_sequentially("care leavers")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=15000)
    context.close()
