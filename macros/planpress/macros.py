"""The names that hand-written pages may call, as in `{{ action_table("bristol-2016-17", theme="1") }}`.

Each is a public method of `Macros`; its docstring, with an example, makes its place in the reference.
"""

import inspect
from collections.abc import Callable, Iterable
from datetime import date

from markupsafe import Markup

from planpress.model import Site
from planpress.pages import View
from planpress.problem import did_you_mean
from planpress.reference import RECORDS, fields_of
from planpress.render import Renderer
from planpress.views.counts import by_status, sentence
from planpress.views.state import ActionState

WHOLE_PAGES = ("accessibility_statement", "data_reference", "glossary", "macro_reference")
"""The macros that make a page each; the reference does not show what they give."""


class MacroError(Exception):
    """A hand-written page calls a macro wrongly; the text says how, for its editor."""


class Macros:
    """The macros of one site. Each returns HTML in which every value is escaped."""

    def __init__(self, site: Site, views: dict[str, View], renderer: Renderer) -> None:
        self._site, self._views, self._renderer = site, views, renderer
        self._made = ("", 0)

    def plan_list(self) -> Markup:
        """Every plan of the site by organisation, fictional ones last, each with its state in one sentence and its counts.

        Example: plan_list()
        """
        views = sorted(self._views.values(), key=_real_first)
        return Markup("\n").join(self.plan_summary(view.plan.id) for view in views)

    def plan_summary(self, plan: str) -> Markup:
        """One plan in brief: its title, its state in one sentence, its counts.

        Example: plan_summary({plan})
        """
        view = self._view(plan)
        counts = by_status(view.state, view.state.actions)
        said = sentence(view.state, view.state.actions)
        return self._block("plans.plan_summary")(view.plan, said, view.kpi_sentence, view.as_at, counts)

    def status_counts(self, plan: str, theme: str | None = None) -> Markup:
        """How many actions have each status, for a plan or one of its themes; a sentence where none has one.

        Example: status_counts({plan}, theme={theme})
        """
        view = self._view(plan)
        actions = self._actions(view, theme)
        counts = self._block("counts.status_counts")(by_status(view.state, actions))
        return counts if counts.strip() else Markup("<p>{}</p>").format(sentence(view.state, actions))

    def status_key(self, plan: str) -> Markup:
        """What each status of a plan means.

        Example: status_key({plan})
        """
        return self._block("status.status_key")(self._view(plan).plan.statuses)

    def theme_list(self, plan: str) -> Markup:
        """The themes of a plan, each with its state.

        Example: theme_list({plan})
        """
        view = self._view(plan)
        themes = []
        for theme in view.plan.themes:
            actions = view.state.of_theme(theme.ref)
            themes.append((theme, sentence(view.state, actions, "This theme"), by_status(view.state, actions)))
        return self._block("plans.theme_list")(view.plan, themes)

    def action_table(
        self,
        plan: str,
        theme: str | None = None,
        status: str | None = None,
        lead: str | None = None,
        late: bool = False,
    ) -> Markup:
        """The actions of a plan as a table; of one theme, status or post, or only those that are late, if you say so.

        Example: action_table({plan}, theme={theme})
        """
        view = self._view(plan)
        actions = self._actions(view, theme)
        if status is not None:
            self._known(status, view.plan.status_by_id, "status")
            actions = [item for item in actions if item.status and item.status.id == status and not item.withdrawn]
        if lead is not None:
            self._known(lead, {role for item in view.state.actions for role in item.lead}, "lead")
            actions = [item for item in actions if lead in item.lead]
        actions = [item for item in actions if item.late or not late]
        return self._block("actions.action_table")(
            view.plan, actions, f"Actions: {view.plan.name}", self._id("actions")
        )

    def kpi_table(self, plan: str, theme: str | None = None, kpis: Iterable[str] | None = None) -> Markup:
        """The KPIs of a plan as a table: newest figure, target, standing; of one theme, or those you list.

        Example: kpi_table({plan}, kpis=[{kpi}])
        """
        view = self._view(plan)
        found = list(view.standings.values())
        if theme is not None:
            self._known(theme, view.plan.theme_by_ref, "theme")
            found = view.standings_of(theme)
        if kpis is not None:
            for ref in kpis:
                self._known(ref, view.standings, "KPI")
            found = [one for one in found if one.series.ref in set(kpis)]
        return self._block("kpis.kpi_table")(view.plan, found, f"KPIs: {view.plan.name}", self._id("kpis"))

    def glossary(self) -> Markup:
        """Every term of data/glossary.yml with its meaning. On a page docs/glossary.md, terms in plans link to it.

        Example: glossary()
        """
        return self._block("glossary.glossary")(sorted(self._site.glossary, key=lambda term: term.term.lower()))

    def accessibility_statement(self) -> Markup:
        """The accessibility statement of data/accessibility.yml, in the words that the regulations fix.

        Example: accessibility_statement()
        """
        if self._site.statement is None:
            raise MacroError("there is no accessibility statement; add data/accessibility.yml")
        return self._block("statement.accessibility_statement")(self._site.statement)

    def data_reference(self) -> Markup:
        """Every file and field of the data format, made from the model. It is for the guide.

        Example: data_reference()
        """
        return self._block("reference.data_reference")([(file, kind, fields_of(kind)) for file, kind in RECORDS])

    def macro_reference(self) -> Markup:
        """Every macro with its arguments and an example as it looks, made from the code. It is for the guide.

        Example: macro_reference()
        """
        entries = []
        for name, macro in self.names().items():
            text, example = self.example(macro)
            shown = None if name in WHOLE_PAGES else self.run(example)
            entries.append((f"{name}{_signature(macro)}", text, example, shown))
        return self._block("reference.macro_reference")(entries)

    def example(self, macro: Callable[..., Markup]) -> tuple[str, str]:
        """What a macro gives, and a call of it that works on this site: with its first plan that has KPIs, if one has."""
        text, _, example = (inspect.getdoc(macro) or "").partition("Example: ")
        plans = [view.plan for view in self._views.values()]
        plan = next((plan for plan in plans if plan.kpis), plans[0])
        parts = {"plan": plan.id, "theme": plan.themes[0].ref, "kpi": plan.kpis[0].ref if plan.kpis else ""}
        return " ".join(text.split()), example.strip().format(**{key: f'"{name}"' for key, name in parts.items()})

    def names(self) -> dict[str, Callable[..., Markup]]:
        """Every macro by name."""
        hidden = ("example", "names", "run")
        return {
            name: macro
            for name, macro in inspect.getmembers(self, inspect.ismethod)
            if not name.startswith("_") and name not in hidden
        }

    def run(self, call: str) -> Markup:
        """The result of a call written as in a page."""
        return Markup(self._renderer.env.from_string("{{ " + call + " }}").render(self.names()))  # noqa: S704

    def _view(self, plan: str) -> View:
        self._known(plan, self._views, "plan")
        return self._views[plan]

    def _actions(self, view: View, theme: str | None) -> list[ActionState]:
        if theme is None:
            return list(view.state.actions)
        self._known(theme, view.plan.theme_by_ref, "theme")
        return list(view.state.of_theme(theme))

    def _known(self, name: str, known: Iterable[str], what: str) -> None:
        if str(name) not in set(known):
            raise MacroError(f"there is no {what} `{name}`; {did_you_mean(str(name), known)}")

    def _id(self, what: str) -> str:
        """A table's id that no other on the same page has."""
        page = self._renderer.base
        self._made = (page, self._made[1] + 1 if self._made[0] == page else 1)
        return f"{what}-{self._made[1]}"

    def _block(self, name: str) -> Callable[..., Markup]:
        return self._renderer.block(name)


def _real_first(view: View) -> tuple[bool, str, date]:
    plan = view.plan.plan
    return plan.fictional, plan.organisation, plan.starts.first


def _signature(macro: Callable[..., Markup]) -> str:
    return str(inspect.signature(macro).replace(return_annotation=inspect.Signature.empty)).replace(
        ": Iterable[str] | None", ""
    )
