"""The site without a mouse, without script, enlarged and in a reader's own colours."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

PLAN = "example-2025-27/"
KINDS = ["", PLAN, f"{PLAN}actions/", f"{PLAN}actions/4.3/", f"{PLAN}kpis/1c/", f"{PLAN}timeline/", "guide/data/"]

STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.stops ||= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  const style = getComputedStyle(one), box = one.getClientRects()[0];
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const x = middle(box.left, box.right, innerWidth), y = middle(box.top, box.bottom, innerHeight);
  const hit = document.elementFromPoint(x, y);
  return {
    number: window.stops.get(one),
    what: `${one.tagName.toLowerCase()} ${(one.getAttribute("aria-label") || one.textContent).trim().slice(0, 40)}`,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: !!hit && (one.contains(hit) || hit.contains(one)) && box.width > 1 && box.height > 1,
  };
}"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one);
  if (style.clipPath !== "none" || one.closest("svg, .pp-scroll, select, input") || style.visibility === "hidden") return false;
  const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
  return cuts && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && one.clientWidth > 0;
}).map(one => `${one.tagName} ${one.className}`)"""


@pytest.fixture(params=[320, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": request.param, "height": 700})
    yield made
    made.close()


def tab(page: Page, back: bool = False) -> Any:
    page.keyboard.press("Shift+Tab" if back else "Tab")
    return page.evaluate(STOP)


def tab_to(page: Page, name: str) -> None:
    """Goes on to the stop with this name."""
    for _ in range(60):
        tab(page)
        if (
            page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
            )
            == name
        ):
            return
    raise AssertionError(f"no way to {name} by keyboard")


@pytest.mark.parametrize("path", KINDS)
def test_every_stop_can_be_seen_and_none_is_a_trap(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    stops: list[Any] = []
    while (stop := tab(page)) and stop["number"] == len(stops):
        stops.append(stop)
    assert stops[0]["what"] == "a Skip to content"
    assert [stop["what"] for stop in stops if not (stop["outlined"] and stop["seen"])] == []
    assert not stop or stop["number"] == 0, f"after the last stop comes {stop['what']}"
    back = [tab(page, back=True) for _ in stops[:40]]
    assert [stop["what"] for stop in back if stop and not (stop["outlined"] and stop["seen"])] == []


def test_the_way_round_the_menu_leads_to_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}{PLAN}actions/4.3/")
    tab(page)
    page.keyboard.press("Enter")
    tab(page)
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_opens_and_closes(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(address + PLAN)
    button = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    tab(page)
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.close()


def test_search_is_worked_and_left_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    tab_to(page, "Search")
    page.keyboard.type("care leavers")
    said = page.get_by_role("region", name="What was found").get_by_role("status")
    expect(said).to_contain_text("found for “care leavers” in this plan.", timeout=15000)
    page.keyboard.press("Escape")
    expect(said).to_have_text("")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("3.1.2")
    expect(said).to_contain_text("found for “3.1.2” in this plan.")
    page.keyboard.press("Enter")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_focused()
    expect(first).to_contain_text("Action 3.1.2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3.1.2")


def test_no_single_letter_does_anything(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    for letter in "fs/pn,.":
        page.keyboard.press(letter)
    assert page.evaluate("document.activeElement === document.body") and page.url == address + PLAN


def test_a_list_is_narrowed_and_sorted_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}{PLAN}actions/")
    said = page.locator(".pp-room").get_by_role("status")
    expect(said).to_have_text("All 30 actions are shown.")
    if not page.get_by_label("Words or number").is_visible():
        tab_to(page, "Narrow the list")
        page.keyboard.press("Enter")
    page.get_by_label("Words or number").focus()
    page.keyboard.type("records")
    expect(said).to_have_text("2 of 30 actions are shown.")
    tab_to(page, "Show all")
    page.keyboard.press("Enter")
    tab_to(page, "Due")
    page.keyboard.press("Enter")
    expect(said).to_have_text("All 30 actions are shown, sorted by due.")
    page.keyboard.press("Enter")
    expect(said).to_have_text("All 30 actions are shown, sorted by due, last first.")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Due")


def test_a_wide_table_scrolls_by_keyboard(browser: Browser, address: str) -> None:
    """Where nothing else helps: text is enlarged alone, and the tables keep their columns."""
    page = browser.new_page(viewport={"width": 710, "height": 700})
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '40px' })"
    )
    page.goto(f"{address}{PLAN}kpis/11/")
    wide = [one for one in page.locator(".pp-scroll").all() if one.evaluate("e => e.scrollWidth > e.clientWidth")]
    stops = [one for one in page.locator(".pp-scroll").all() if one.get_attribute("tabindex") == "0"]
    assert len(wide) == len(stops) > 0, "a table is a stop where it scrolls, and only there"
    region = wide[0]
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())
    page.close()


@pytest.mark.parametrize("path", [*KINDS, f"{PLAN}late/", f"{PLAN}progress/2026-10-14/", "404.html"])
def test_four_times_as_large_and_loosely_set_nothing_is_cut(browser: Browser, address: str, path: str) -> None:
    """1280 pixels at 400% are 320; the spacing is that of WCAG 1.4.12."""
    page = browser.new_page(viewport={"width": 320, "height": 256}, bypass_csp=True)  # for the tag below
    page.goto(address + path)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CLIPPED) == []
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_without_script_all_is_there_and_the_menu_is_within_reach(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{address}{PLAN}actions/")
    menu = page.get_by_role("navigation", name="Menu")
    if width == 320:
        expect(menu).to_be_hidden()
        page.get_by_role("link", name="Menu", exact=True).click()
    expect(menu.get_by_role("link", name="Timeline")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(30)
    expect(page.get_by_role("textbox", name="Search")).to_be_hidden()
    menu.get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
    context.close()


def test_in_a_readers_own_colours_a_status_keeps_its_border_mark_and_word(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + PLAN)
    for tag in page.locator(".pp-tag").all()[:10]:
        assert tag.inner_text().strip()
        assert tag.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
        assert tag.locator("svg").count() == 1
    fills = page.locator(".pp-bar rect").evaluate_all("all => all.map(e => getComputedStyle(e).fill)")
    assert len(set(fills)) > 4, "the parts of a bar differ"
    moving = (
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    )
    assert page.evaluate(moving) == 0
    context.close()
