"""The macros of hand-written pages: each is documented, and its example works."""

import inspect

import pytest

from conftest import ROOT
from planpress.check import check
from planpress.macros import MacroError, Macros
from planpress.pages import View
from planpress.render import Renderer


@pytest.fixture(scope="module")
def macros() -> Macros:
    site = check(ROOT / "data").site
    return Macros(site, {plan.id: View.of(plan) for plan in site.plans}, Renderer())


def test_each_macro_says_what_it_gives_and_has_an_example_that_works(macros: Macros) -> None:
    for name, macro in macros.names().items():
        text, example = macros.example(macro)
        assert len(text.split()) > 4, f"{name} does not say what it gives"
        assert example.startswith(f"{name}("), f"{name} has no example"
        assert "<" in macros.run(example), name


def test_the_reference_lists_each_macro_with_its_arguments(macros: Macros) -> None:
    html = macros.macro_reference()
    for name, macro in macros.names().items():
        assert f'<h2 id="{name}">' in html
        for argument in inspect.signature(macro).parameters:
            assert argument in html, (name, argument)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('action_table("bristol")', "there is no plan `bristol`; did you mean `bristol-2016-17`?"),
        ('action_table("bristol-2016-17", theme="7")', "there is no theme `7`; known here: 1, 2, 3, 4, 5, 6"),
        ('kpi_table("bristol-2016-17", kpis=["19d"])', "there is no KPI `19d`; did you mean `19a`?"),
        ('action_table("bristol-2016-17", status="gren")', "there is no status `gren`; did you mean `green`?"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(macros: Macros, call: str, message: str) -> None:
    with pytest.raises(MacroError) as error:
        macros.run(call)
    assert str(error.value).startswith(message)


def test_tables_can_be_narrowed(macros: Macros) -> None:
    table = macros.action_table("bristol-2016-17", theme="2")
    assert table.count('<tr><th scope="row">') == 9
    assert macros.kpi_table("bristol-2016-17", kpis=["19a", "19b"]).count('<tr><th scope="row">') == 2
    led = macros.action_table("bristol-2016-17", lead="Principal Social Worker")
    assert led.count('<tr><th scope="row">') == 7
    assert "There is no action here." in macros.action_table("bristol-2016-17", late=True)
