"""The twenty questions that councillors, inspectors, journalists and families ask of a plan, each with the place that
answers it: a page, an element of it, and the words that stand there.

Where the fictional plan has nothing to ask about, such as a direction, the plan of another council stands in.
"""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

HOME = "example-2025-27/"

QUESTIONS: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    # question                                   page, where on it (#id or .class), what it says
    ("1. How is it going as a whole, and as at which date?", [
        (HOME, ".pp-answer", ["Of 29 actions, 15 are complete, 7 on track, 3 at risk, 1 off track, 1 paused", "4 are late."]),
        (HOME, ".pp-head", ["As at 14 October 2026."]),
    ]),
    ("2. What has got worse or slipped since the last report?", [
        (HOME, "#changed", ["since the report of 15 July 2026", "moved from July 2026 to February 2027", "Newly late 2.1.3"]),
    ]),
    ("3. What is late, by how long, and who answers for it?", [
        (f"{HOME}late/", "#table-late", ["1.2.2 Rewrite the plans", "Principal Social Worker", "3 months late"]),
    ]),
    ("4. What is due next?", [
        (HOME, "#coming", ["Due next, by 12 January 2027", "1.4.2", "30 November 2026", "Head of Quality Assurance"]),
    ]),
    ("5. For each thing that inspectors told us to put right, what answers it and how far is that? Is anything left out?", [
        (f"{HOME}findings/", ".pp-answer", ["Of 14 findings, 13 are answered by actions; 1 is not answered by any."]),
        (f"{HOME}findings/", "#F5", ["Enough good homes close by", "2.1.1", "Complete", "2.1.3", "At risk", "5, 6, 7, 8, 9"]),
        (f"{HOME}findings/", "#F9", ["by private arrangement", "Not answered by any action"]),
    ]),
    ("6. Does it make a difference for children?", [
        (f"{HOME}themes/2/", "#outcome", ["What should be different", "move home only when it is better for them"]),
        (f"{HOME}themes/2/", "#kpis-of-theme", ["The figures that show it", "Children in care who lived in 3 or more homes within a year 10.8%"]),
    ]),
    ("7. Do we reach the target, and by how much do we miss it?", [
        (f"{HOME}late/", "#table-off-target", ["12 Education, health and care plans issued within 20 weeks", "41%, 19 points short of the 60% due by March 2027"]),
        (f"{HOME}kpis/", "#kpis", ["Newest figure", "Target", "12 Education, health and care plans issued within 20 weeks 41%", "60% or more"]),
    ]),
    ("8. Is the figure getting better or worse, when lower can be better?", [
        (f"{HOME}kpis/5/", ".md-content", ["It is down 0.4 points from 11.2% (April to June 2026), which is better.", "Lower is better"]),
    ]),
    ("9. Why is this red, what is being done, and when will it be put right?", [
        (f"{HOME}late/", "#table-off-track", ["3.1.2", "The second contract is extended to January", "the last will end in January 2027", "Last moved because: There are too few psychologists"]),
    ]),
    ("10. Has a target or a date been changed: when, and why?", [
        (f"{HOME}kpis/4a/", "#targets", ["60% or more by March 2027 (set on 15 July 2026", "Audits use a stricter scale", "65% or more by March 2027 Replaced on 15 July 2026"]),
        (f"{HOME}actions/4.3/", "#dates", ["First promised by the end of March 2026", "from March 2026 to", "to December 2026"]),
    ]),
    ("11. How do others do?", [
        (f"{HOME}kpis/5/", "#compare", ["England 10.3% year to March 2025", "Statistical neighbours 10.9% year to March 2025", "Made up for this example"]),
    ]),
    ("12. How old is this figure, how far can it be relied on, and when does the next one come?", [
        (f"{HOME}kpis/11/", "#readings", ["Year ending March 2026 54% (provisional)", "14 October 2026"]),
        (f"{HOME}kpis/5/", ".md-content", ["Source Case record system", "The figure goes up to 30 September 2026. The next is for the period to 31 December 2026."]),
    ]),
    ("13. What does complete mean: has anybody checked it?", [
        (HOME, "#statuses", ["Complete and checked", "somebody else has checked that it works"]),
        (f"{HOME}actions/2.3.1/", "#history", ["young inspectors talked with 58 others", "Evidence:"]),
    ]),
    ("14. What did inspectors judge, now and before, and what did each visit say?", [
        (f"{HOME}inspections/", "#grid", ["Overall effectiveness Good Requires improvement to be good", "Care leavers Not judged separately then Good"]),
        (f"{HOME}inspections/", "#all", ["Focused visit to the front door, May 2026", "Nearly all decisions are now quick and right."]),
    ]),
    ("15. Is the council under a notice or direction, and who oversees it?", [
        ("bcp-2022/inspections/", "#all", ["Statutory direction by Secretary of State for Education"]),
        (f"{HOME}governance/", "#bodies", ["Children's Improvement Board", "Chair Independent Chair", "Every 6 weeks"]),
        (f"{HOME}governance/", "#partners", ["Improvement Adviser", "June 2025", "June 2026"]),
    ]),
    ("16. Which version is this, who agreed it, and what was taken out?", [
        (HOME, "#about", ["Version 1.0", "Published April 2025"]),
        (f"{HOME}governance/", "#sign-offs", ["Cabinet Agreed version 1.0 1 April 2025"]),
        (f"{HOME}actions/4.4/", ".pp-answer", ["Withdrawn on 15 April 2026: We join an academy shared by 5 councils"]),
    ]),
    ("17. What stands in the way?", [
        (f"{HOME}risks/", ".pp-answer", ["3 risks, 1 issue and 2 dependencies"]),
        (f"{HOME}risks/", "#risk-R3", ["More families ask for assessments", "Answers for it Head of Special Educational Needs and Disabilities", "Level now High", "3.1.2"]),
    ]),
    ("18. What of my topic: care leavers, fostering, special needs, staff?", [
        (HOME, "#themes", ["Children in our care and young people who have left it", "Children with special educational needs and disabilities", "a workforce that children can rely on"]),
    ]),
    ("19. What does this word mean, and this measure?", [
        (f"{HOME}kpis/10b/", "#definition", ["Of the children who came into care in the quarter, how many saw a doctor"]),
        ("glossary/", ".pp-glossary", ["Baseline", "The figure from which a change is measured"]),
    ]),
    ("20. When is the next meeting, where are the papers, and how can I ask or object?", [
        (f"{HOME}governance/", "#coming-meetings", ["25 November 2026, Children's Improvement Board: A new date", "9 December 2026, Children and Families Scrutiny Committee"]),
        (f"{HOME}governance/", ".md-content", ["Anybody who lives in the county may ask a question or object: write to the committee clerk"]),
    ]),
]  # fmt: skip
PLACES = [(question, *place) for question, places in QUESTIONS for place in places]


def words_of(element: Element) -> str:
    """An element's words as they are read, with single spaces."""
    return re.sub(r" ([,.;:)])", r"\1", " ".join(" ".join(element.itertext()).split()))


def part(page: Path, where: str) -> str:
    """The words of one part of a page: `#id` or `.class`; a heading brings what stands under it, a caption its table."""
    tree = html5lib.parse(page.read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    mark, name = where[0], where[1:]
    found = next(
        one
        for one in tree.iter()
        if (one.get("id") == name if mark == "#" else name in (one.get("class") or "").split())
    )
    if found.tag == "caption":
        return words_of(parents[found])
    if found.tag not in ("h2", "h3"):
        return words_of(found)
    beside = list(parents[found])
    under = [found]
    for one in beside[beside.index(found) + 1 :]:
        if one.tag in ("h2", found.tag):
            break
        under.append(one)
    return " ".join(map(words_of, under))


def test_there_are_twenty() -> None:
    assert [question.partition(".")[0] for question, _ in QUESTIONS] == [str(number) for number in range(1, 21)]


@pytest.mark.parametrize(
    ("question", "page", "where", "wanted"),
    PLACES,
    ids=[f"{question.partition('.')[0]}: {page}{where}" for question, page, where, _ in PLACES],
)
def test_the_site_answers(site: Path, question: str, page: str, where: str, wanted: list[str]) -> None:
    text = part(site / page / "index.html", where)
    assert [words for words in wanted if words not in text] == [], f"{question}\n{text}"


@pytest.mark.parametrize("topic", ["care leavers", "fostering", "special educational needs", "agency staff"])
def test_search_knows_the_topics(site: Path, topic: str) -> None:
    texts = json.loads((site / HOME / "search-texts.json").read_text(encoding="utf-8"))
    assert any(topic in str(page).lower() for page in texts)


@pytest.mark.parametrize(
    "page", ["", "late/", "findings/", "inspections/", "governance/", "risks/", "kpis/", "progress/"]
)
def test_each_answer_is_one_step_from_the_plans_first_page(site: Path, page: str) -> None:
    """The menu of each page of a plan leads to every page named above."""
    html = (site / HOME / "index.html").read_text(encoding="utf-8")
    menu = html[html.index('data-md-type="navigation"') : html.index("<article")]
    assert f'href="{page or "./"}"' in menu
