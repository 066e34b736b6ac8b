"""The only part that knows MkDocs: loads the data, adds its pages to the site, lends the macros to hand-written pages."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config import Config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from planpress import exports
from planpress.check import check
from planpress.look import problems, style
from planpress.macros import Macros
from planpress.model import Site
from planpress.pages import Page, View, pages
from planpress.problem import Problem, ProblemsFound
from planpress.render import Renderer
from planpress.terms import Explainer

THEME = Path(__file__).parent / "theme"
GLOSSARY = "glossary.md"
"""The hand-written page that calls `glossary()`; where there is none, terms are not explained in place."""
COLOURS = "assets/colours.css"
"""The style sheet made from the two colours in mkdocs.yml."""
FOOT = {"Accessibility": "accessibility.md", "Privacy": "privacy.md"}
"""The hand-written pages that every page's foot links to."""
log = get_plugin_logger("planpress")


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say under `planpress:`."""

    data_dir = option.Type(str, default="data")
    """The folder with the plans, beside mkdocs.yml."""
    as_at = option.Optional(option.Type((str, date)))
    """The day to show every plan at; each plan's newest report, if left out."""
    colour = option.Optional(option.Type(str))
    """The colour of the band at the top, such as "#12436d"."""
    link_colour = option.Optional(option.Type(str))
    """The colour of links on white; that on dark pages is worked out from it."""


class GeneratedPage(MkDocsPage):
    """A page whose HTML comes from our templates: MkDocs still does theme, search, menu and links."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, renderer: Renderer) -> None:
        # Material's templates print titles and descriptions unescaped.
        super().__init__(str(escape(page.listed or page.title)), file, config)
        self.source, self.renderer = page, renderer
        self.dataset = ""
        """A description of the plan's data for search engines, on the page that lists its downloads."""
        self.edit_url = page.edit or None

    def read_source(self, config: MkDocsConfig) -> None:
        """Sets what MkDocs would read from the head of a Markdown file."""
        self.markdown = ""
        self.meta = {
            "title": str(escape(self.source.title)),
            "plan": str(escape(self.source.context["plan"].name)),
            "description": str(escape(self.source.answer)),
            "dataset": self.dataset,
            "feed": f"{self.source.context['plan'].id}/data/feed.xml",
            "render_macros": False,
            "hide": ["toc"],
            "search": {} if self.source.searched else {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Sets the page's HTML."""
        self.content = self.renderer.page(self.source.template, self.url, self.source.context | {"page": self.source})
        self.toc = get_toc([{"level": 1, "id": "top", "name": str(escape(self.source.title)), "children": []}])
        self.present_anchor_ids = set(re.findall(r' id="([^"]+)"', self.content))


class PlanpressPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Turns the plans in the data folder into pages of the site."""

    def __init__(self) -> None:
        self.renderer = Renderer()
        self.site = Site(())
        self.views: dict[str, View] = {}
        self.menus: dict[str, Section] = {}
        self.blocks: list[Markup] = []

    # Before mkdocs-macros and search: they must find our macros, and a broken file must stop the build before MkDocs
    # empties the folder of the site that was there.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads and checks the data; stops the build with every problem if it cannot be published."""
        root = Path(config.config_file_path).parent
        folder = root / self.config.data_dir
        found = check(folder, self.config.data_dir)
        found.problems.extend(self._look(Path(config.config_file_path)))
        for warning in found.warnings:
            log.info(f"{warning} [{warning.code}]")
        try:
            site = found.site_or_raise()
        except ProblemsFound as error:
            number = len(error.problems)
            raise PluginError(
                f"{error}\n\n{number} problem{'' if number == 1 else 's'}: nothing was published."
            ) from None
        self.site = site
        self.views = {plan.id: View.of(plan, self._as_at()) for plan in site.plans}
        self.renderer = Renderer()
        self.macros = Macros(site, self.views, self.renderer)
        if str(folder) not in config.watch:
            config.watch.append(str(folder))
        # Behind the site's own overrides, before Material.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        styles = ["assets/planpress.css", "assets/charts.css"]
        config.extra_css[:0] = [*styles, COLOURS] if style(self.config.colour, self.config.link_colour) else styles
        config.extra_javascript.append("assets/planpress.js")
        macros = config.plugins.get("macros")
        if macros is not None:
            macros.register_macros({name: self._block_of(macro) for name, macro in self.macros.names().items()})
        return config

    def _look(self, file: Path) -> list[Problem]:
        """What is wrong with the colours in mkdocs.yml."""
        names = ("colour", "link_colour")
        given = {name: self.config[name] for name in names if any(name in one for one in self.config.user_configs)}
        return list(problems(given, file.name, file.read_text(encoding="utf-8")))

    def _as_at(self) -> date | None:
        given = os.environ.get("PLANPRESS_AS_AT") or self.config.as_at
        try:
            return date.fromisoformat(str(given)) if given else None
        except ValueError:
            raise PluginError(f"as_at: `{given}` is not a day; write it as 2026-10-14") from None

    def _block_of(self, macro: Any) -> Any:
        """A macro whose HTML is put in after Markdown is done, so that no text of a plan is ever read as Markdown."""

        def call(*args: Any, **named: Any) -> str:
            self.blocks.append(macro(*args, **named))
            return f'<div data-planpress="{len(self.blocks) - 1}"></div>'

        call.__doc__ = macro.__doc__
        return call

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds every plan's pages."""
        self.menus = {}
        colours = style(self.config.colour, self.config.link_colour)
        if colours:
            files.append(File.generated(config, COLOURS, content=colours))
        glossary = files.get_file_from_path(GLOSSARY)
        if glossary and self.site.glossary:
            self.renderer.explainer = Explainer(self.site.glossary, glossary.url)
        listed = [(view, self._add_downloads(view, files, config)) for view in self.views.values()]
        for view, downloads in listed:
            made: list[StructureItem] = []
            home = None
            for page in pages(view, self.site, self._edit(config), downloads, config.site_url or ""):
                file = File.generated(
                    config, f"{page.url}index.html.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
                )
                file.dest_uri = f"{page.url}index.html"
                file.url = page.url
                generated = GeneratedPage(page, file, config, self.renderer)
                if page.template == "data.html":
                    generated.dataset = exports.dataset(view, downloads, config.site_url or "")
                files.append(file)
                if page.listed:
                    made.append(generated)
                    home = home or generated
            self.menus[view.plan.id] = Section(str(escape(view.plan.name)), made)
        self._add(files, config, exports.catalogue(listed, config.site_name, config.site_url or ""))
        return files

    def _add_downloads(self, view: View, files: Files, config: MkDocsConfig) -> list[exports.Export]:
        """Adds a plan's files to download, and the source files that its pages are made from."""
        found = list(exports.files(view, self.site, config.site_url or ""))
        for one in found:
            self._add(files, config, one)
        folder = Path(config.config_file_path).parent / view.plan.path
        for source in sorted(folder.rglob("*.yml")):
            address = f"{view.plan.id}/source/{source.relative_to(folder).as_posix()}"
            files.append(File.generated(config, address, abs_src_path=str(source)))
        return found

    @staticmethod
    def _add(files: Files, config: MkDocsConfig, one: exports.Export) -> None:
        files.append(File.generated(config, one.path, content=one.content, inclusion=InclusionLevel.NOT_IN_NAV))

    @staticmethod
    def _edit(config: MkDocsConfig) -> str:
        template = config.edit_uri_template or ""
        # The template stands for files in docs/: ours lie beside that folder.
        docs = Path(config.docs_dir).name
        return template.replace(f"{docs}/{{path}}", "{path}") if "{path}" in template else ""

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Lends the theme the pages that every page's foot links to, if the site has them."""
        found = {name: files.get_file_from_path(path) for name, path in FOOT.items()}
        env.globals["planpress_foot"] = [(name, file.url) for name, file in found.items() if file]
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Tells the macros from which page links start."""
        self.renderer.base = page.url
        self.blocks.clear()
        return None

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Puts the macros' HTML where they were called."""
        if not self.blocks:
            return html
        return re.sub(
            r'(?:<p>)?<div data-planpress="(\d+)"></div>(?:</p>)?', lambda found: str(self.blocks[int(found[1])]), html
        )

    @event_priority(100)
    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Gives each page of a plan a menu of the site's own pages and that plan only: it does not grow with the site."""
        if isinstance(page, GeneratedPage):
            menu = self.menus[page.source.url.partition("/")[0]]
            context["nav"] = Navigation([*nav.items, menu], nav.pages)
            context["nav"].homepage = nav.homepage
        return context
