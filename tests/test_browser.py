"""The built site in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect


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
    # What was found for the first letters typed stands there before.
    expect(page.locator(".pp-found-count")).to_contain_text(f"for “{words}”", timeout=15000)
    links = page.locator(".md-search-result__link")
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
    "path",
    [
        *(f"example-2025-27/{path}" for path in ("", "actions/", "actions/4.3/", "kpis/", "kpis/1a/", "themes/1/")),
        "example-2025-27/progress/2026-10-14/",
        "example-2025-27/late/",
        "bcp-2022/inspections/direction-send/",  # a long address stands in its text
    ],
)
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, width: int, path: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide == width


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    yield page
    page.close()


def search(page: Page, words: str, said: str = "found for") -> Locator:
    """Puts words into the search, waits until it says something of them and gives back what it shows."""
    page.get_by_role("textbox", name="Search").fill(words)
    shown = page.get_by_role("region", name="What was found")
    expect(shown.get_by_role("status")).to_contain_text(said, timeout=15000)
    return shown


def test_search_shows_kind_number_status_and_the_words(phone: Page, address: str) -> None:
    phone.goto(f"{address}example-2025-27/")
    shown = search(phone, "1.2.1", "found for “1.2.1” in this plan.")
    first = shown.get_by_role("list").first.get_by_role("listitem").first
    expect(first.get_by_role("link").first).to_have_text(re.compile(r"^Action 1\.2\.1 Have a manager agree"))
    expect(first.locator(".pp-tag")).to_have_text("Complete")
    expect(phone.get_by_role("textbox", name="Search")).to_be_focused()


@pytest.mark.parametrize(
    "words", ["children's", "children’s", "CHILDRENS", "“children's”", "the childrén's,", "children's of"]
)
def test_search_looks_past_quotes_accents_and_small_words(phone: Page, address: str, words: str) -> None:
    phone.goto(f"{address}example-2025-27/")
    shown = search(phone, words)
    expect(shown.locator("mark").first).to_have_text(re.compile("^Children['’]s", re.IGNORECASE))


def test_search_leads_to_other_plans_with_the_words(phone: Page, address: str) -> None:
    phone.goto(f"{address}example-2025-27/")
    shown = search(phone, "pathway plans")
    shown.get_by_role("link", name="Bristol 2016-17").click()
    expect(phone).to_have_url(re.compile("/bristol-2016-17/.q=pathway%20plans$"))
    expect(phone.get_by_role("status").first).to_contain_text("found for “pathway plans” in this plan.")


def test_search_that_finds_nothing_says_what_to_do(phone: Page, address: str) -> None:
    phone.goto(f"{address}example-2025-27/")
    search(phone, "zzqx", "No page in this plan has “zzqx”. Check the spelling, or try other or fewer words.")
    shown = search(phone, "famlies", "No page in this plan has “famlies”. Is it spelt right?")
    shown.get_by_role("button", name="Search for “families”").click()
    expect(shown.get_by_role("status")).to_contain_text("found for “families” in this plan.")
    expect(phone.get_by_role("textbox", name="Search")).to_be_focused()


@pytest.mark.parametrize(("path", "texts"), [("", 3), ("example-2025-27/", 1)])
def test_pages_found_by_their_titles_stay_where_they_are_when_the_texts_come(
    phone: Page, address: str, path: str, texts: int
) -> None:
    held: list[Route] = []
    phone.goto(address + path)
    phone.route("**/*-texts.json", lambda route: held.append(route))
    shown = search(phone, "care leavers", "pages found for “care leavers”")
    status, items = shown.get_by_role("status"), shown.get_by_role("list").first.get_by_role("listitem")
    # It ends as what goes on does, and a status that is busy is not read out.
    expect(status).to_have_text(re.compile("…$"))
    expect(status).to_have_attribute("aria-busy", "true")
    early, places = items.all_inner_texts(), [one.bounding_box() for one in items.all()]
    items.first.get_by_role("link").first.focus()
    assert 0 < len(early) < 10 and len(held) == texts
    for route in held:
        route.continue_()
    expect(status).to_have_text(re.compile(r"^\d\d pages found for “care leavers”.*\.$"))
    expect(status).to_have_attribute("aria-busy", "false")
    expect(items).to_have_count(10)
    assert items.all_inner_texts()[: len(early)] == early
    assert [one.bounding_box() for one in items.all()][: len(early)] == places
    expect(items.first.get_by_role("link").first).to_be_focused()


NOTHING = "Search does not work just now. Try again, or use the menu."


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("assets/search.js", NOTHING),
        ("search/plans.json", NOTHING),
        ("example-2025-27/search.json", NOTHING),
        ("example-2025-27/search-texts.json", "19 pages found for “care” in this plan."),
    ],
)
def test_search_works_again_after_the_network_failed(phone: Page, address: str, path: str, said: str) -> None:
    phone.goto(f"{address}example-2025-27/")
    phone.route(f"{address}{path}", lambda route: route.abort())
    shown = search(phone, "care", said)
    # Where only texts are wanting, what their titles tell is left.
    left = shown.get_by_text("Not everything could be looked through. Try again.")
    expect(left).to_have_count(0 if said == NOTHING else 1)
    phone.unroute(f"{address}{path}")
    phone.get_by_role("textbox", name="Search").press("Enter")
    expect(left).to_have_count(0)
    expect(phone.get_by_role("status").first).to_contain_text(re.compile(r"\d\d pages found for “care” in this plan\."))


def test_enter_takes_nobody_back_who_has_gone_on(phone: Page, address: str) -> None:
    held: list[Route] = []
    phone.goto(f"{address}example-2025-27/")
    phone.route("**/*-texts.json", lambda route: held.append(route))
    shown = search(phone, "care leavers", "pages found for “care leavers”")
    field = phone.get_by_role("textbox", name="Search")
    field.press("Enter")
    field.press_sequentially(" in")
    held[0].continue_()
    expect(shown.get_by_role("status")).to_contain_text("found for “care leavers in” in this plan.")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(shown.get_by_role("link").first).to_be_focused()
    field.evaluate("field => { field.value = 'homes'; field.dispatchEvent(new Event('input')); }")
    expect(shown.get_by_role("status")).to_contain_text("found for “homes” in this plan.")
    expect(field).to_be_focused()


def test_a_late_answer_never_takes_the_place_of_a_newer_one(phone: Page, address: str) -> None:
    held: list[Route] = []
    phone.goto(address)
    phone.route("**/search/words/bu.json", lambda route: held.append(route))
    field = phone.get_by_role("textbox", name="Search")
    field.fill("burnley")
    phone.wait_for_timeout(400)
    shown = search(phone, "1.2.5", "found for “1.2.5”")
    expect(shown.get_by_role("status")).to_contain_text("found for “1.2.5”")
    assert len(held) == 1
    held[0].continue_()
    phone.wait_for_load_state("networkidle")
    phone.wait_for_timeout(100)
    expect(shown.get_by_role("status")).to_contain_text("found for “1.2.5”")
    field.press("Escape")
    expect(shown.get_by_role("listitem")).to_have_count(0)
