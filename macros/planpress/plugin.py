"""The only part that knows MkDocs: loads the data, adds its pages to the site, lends the macros to hand-written pages."""

import contextlib
import html
import logging
import os
import re
import signal
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import Config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from planpress import hosting, policy, search_index, stylesheet
from planpress.check import check, personal
from planpress.compiled import Compiled
from planpress.earlier import Earlier, Part
from planpress.exports import CATALOGUE
from planpress.frame import slot
from planpress.garbage import collect_seldom
from planpress.kept import Kept
from planpress.links import links_away
from planpress.look import Colours, problems, style
from planpress.macros import Macros
from planpress.model import PlanData, Site
from planpress.pages import View
from planpress.period import near
from planpress.plan_site import Around
from planpress.problem import Problem, ProblemsFound
from planpress.publish import SafeBuild, hold_clock
from planpress.render import Renderer
from planpress.sandbox import given_options, sandboxed
from planpress.together import ENOUGH, Ahead, ahead
from planpress.views.state import newest_date
from planpress.whole_site import Own, jobs, write_site

THEME = Path(__file__).parent / "theme"
GLOSSARY = "glossary.md"
"""The hand-written page that calls `glossary()`; where there is none, terms are not explained in place."""
FRAMES = "planpress-frame"
"""The address of the pages that are made for their frame and not written."""
DEPTHS = (1, 2, 3)
"""How deep the addresses of plans' pages lie: our-plan/, our-plan/actions/, our-plan/actions/1.1/."""
MADE = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets",
    "search",
    search_index.SITE,
    search_index.SITE_TEXTS,
    search_index.PLANS,
    CATALOGUE,
)
"""What a build makes beside the pages: files, and the folders of more."""
STYLES = ("assets/planpress.css", "assets/charts.css")
"""The theme's style sheets. Overrides may hold others of these names."""
FOOT = {"Accessibility": "accessibility.md", "Privacy": "privacy.md"}
"""The hand-written pages that every page's foot links to."""
LOOK = 0.2
"""Seconds between two looks for changed files while a site is served."""
log = get_plugin_logger("planpress")
# MkDocs says of each frame that it was not written: nobody needs to know.
logging.getLogger("mkdocs.commands.build").addFilter(lambda record: f"'{FRAMES}/" not in record.getMessage())


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


class FramePage(MkDocsPage):
    """A page that is never written: what MkDocs and the theme make of it is the frame of all plan pages at its depth."""

    def __init__(self, file: File, config: MkDocsConfig) -> None:
        super().__init__(slot("title"), file, config)
        self.canonical_url = slot("canonical") if config.site_url else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Sets what MkDocs would read from the head of a Markdown file."""
        self.markdown = ""
        names = ("title", "plan", "description", "head", "menu", "content", "foot")
        self.meta = {name: slot(name) for name in names} | {
            "render_macros": False,
            "hide": ["toc"],
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Sets the page's HTML."""
        self.content = ""
        self.toc = get_toc([{"level": 1, "id": "top", "name": slot("title"), "children": []}])


class PlanpressPlugin(SafeBuild, BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Turns the plans in the data folder into pages of the site."""

    def __init__(self) -> None:
        self.renderer = Renderer()
        self.site = Site(())
        self.views: dict[str, View] = {}
        self.blocks: list[Markup] = []
        self.frames: dict[int, str] = {}
        self.entries: list[search_index.Entry] = []
        self.addresses: list[str] = []
        self.glossary = ""
        self.begun: Ahead | None = None
        """The plans' downloads, if another process makes them."""
        self.kept: Kept | None = None
        """What is used again from build to build; only where one process makes several."""
        self.earlier: Earlier | None = None
        """What is known of the site that is there, where there are plans enough for that to pay."""
        self.parts: dict[str, Part] = {}
        self.macros_found: list[Problem] = []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keeps what is written between the builds of `mkdocs serve`."""
        super().on_startup(command=command, dirty=dirty)
        collect_seldom()
        self.kept = None if self._writes else Kept()
        if self.kept and threading.current_thread() is threading.main_thread():
            # As Ctrl-C does: otherwise what is kept would stay on the disk.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit())

    @event_priority(100)
    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Lets a change show sooner: MkDocs looks for changes every half second, which is longer than a build takes."""
        watched = []
        for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
            with contextlib.suppress(KeyError):  # The theme is watched only where that was asked for.
                server.unwatch(path)
                watched.append(path)
        server.observer = type(server.observer)(timeout=LOOK)
        for path in watched:
            server.watch(path)
        return server

    def on_shutdown(self) -> None:
        """Publishes what was built; throws away what was kept."""
        if self.begun:
            self.begun.stop()
        super().on_shutdown()
        if self.kept:
            self.kept.close()

    # Before mkdocs-macros and search: they must find our macros, and a broken file must stop the build before MkDocs
    # empties the folder of the site that was there.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Loads and checks the data; stops the build with every problem if it cannot be published."""
        if config.theme.name != "material":
            raise PluginError("mkdocs.yml: planpress needs the theme Material; write `theme: {name: material}`")
        root = Path(config.config_file_path).parent
        folder = root / self.config.data_dir
        many = self._writes and folder.is_dir() and sum(entry.is_dir() for entry in folder.iterdir()) >= ENOUGH
        self.earlier = Earlier(Path(config.site_dir).resolve(), folder) if many else None
        found = check(folder, self.config.data_dir, self.kept.begin(folder) if self.kept else {})
        found.problems.extend(self._look(Path(config.config_file_path)))
        docs = Path(config.docs_dir)
        away = list(links_away(docs, docs.name))
        found.problems.extend(away)
        for warning in (*found.warnings, *(() if away else personal.pages(docs, docs.name, found.site))):
            log.info(f"{warning} [{warning.code}]")
        try:
            site = found.site_or_raise()
        except ProblemsFound as error:
            number = len(error.problems)
            raise PluginError(
                f"{error}\n\n{number} problem{'' if number == 1 else 's'}: nothing was published."
            ) from None
        self.site = site
        self.views = {plan.id: self._view(plan) for plan in site.plans}
        if self.kept:
            self.kept.read(site)
        hold_clock(max(view.state.as_at for view in self.views.values()))
        self.aside(config)
        if len(self.views) < ENOUGH:  # Some of the folders are no plan's.
            self.earlier = None
        self.renderer = Renderer()
        self.macros = Macros(site, self.views, self.renderer)
        if str(folder) not in config.watch:
            config.watch.append(str(folder))
        # Behind the site's own overrides, before Material.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_javascript.append("assets/planpress.js")
        macros = config.plugins.get("macros")
        if macros is not None:
            lent = {name: self._block_of(macro) for name, macro in self.macros.names().items()}
            self.macros_found = sandboxed(macros, lent, docs.name)
        config.copyright = policy.with_rel(config.copyright or "")
        if not self.kept:
            colours = Colours.of(self.config)
            self.begun = ahead(jobs(self.views, root, Path(config.site_dir)), site, self._base(config), colours)
            if self.begun:
                self.begun.begin()
        return config

    def _look(self, file: Path) -> list[Problem]:
        """What is wrong with the colours in mkdocs.yml."""
        said = given_options(self.config)
        given: dict[str, str | None] = {name: self.config[name] for name in ("colour", "link_colour") if name in said}
        return list(problems(given, file.name, file.read_text(encoding="utf-8")))

    def _view(self, plan: PlanData) -> View:
        known, day = self.views.get(plan.id), self._as_at() or newest_date(plan)
        return known if known and known.plan is plan and known.state.as_at == day else View.of(plan, day)

    def _as_at(self) -> date | None:
        given = os.environ.get("PLANPRESS_AS_AT") or self.config.as_at
        if not given:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(given), re.ASCII):
                raise ValueError
            day = date.fromisoformat(str(given))
        except ValueError:
            raise PluginError(f"as_at: `{given}` is not a day; write it as 2026-10-14") from None
        try:
            near(day, day, str(given))
        except ValueError as error:
            raise PluginError(f"as_at: {error}") from None
        return day

    def _block_of(self, macro: Any) -> Any:
        """A macro whose HTML is put in after Markdown is done, so that no text of a plan is ever read as Markdown."""

        def call(*args: Any, **named: Any) -> str:
            self.blocks.append(macro(*args, **named))
            return f'<div data-planpress="{len(self.blocks) - 1}"></div>'

        call.__doc__ = macro.__doc__
        return call

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the files that the site's own pages need, and a page for each depth of address to take the frame from."""
        self._refuse_files_in_the_way(files, config)
        if self.begun:
            self.begun.write()
        self.frames, self.entries, self.addresses = {}, [], []
        self.styles = self._styles(files, config)
        for depth in DEPTHS:
            name = f"{FRAMES}/" * depth + "index.md"
            file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            FramePage(file, config)
            files.append(file)
        glossary = files.get_file_from_path(GLOSSARY)
        self.glossary = glossary.url if glossary and self.site.glossary else ""
        for path, text in hosting.host_files(list(self.views)):
            if path not in files.src_uris:
                files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def _refuse_files_in_the_way(self, files: Files, config: MkDocsConfig) -> None:
        """Stops the build where one of the site's own files would take the place of one that is made, or give way to it."""
        docs = Path(config.docs_dir).name
        for file in files:
            if file.src_dir == config.docs_dir and not file.is_documentation_page() and file.dest_uri in MADE:
                hint = (
                    f"write it as {docs}/404.md"
                    if file.dest_uri == "404.html"
                    else "give it another name, or remove it"
                )
                problem = Problem(f"{docs}/{file.src_uri}", 1, "every build makes this itself", hint)
                raise PluginError(str(problem))
            first = file.dest_uri.partition("/")[0].lower()  # Many servers and disks do not tell A from a.
            if first in self.views:
                where = (
                    f"{Path(config.docs_dir).name}/{file.src_uri}" if file.src_dir == config.docs_dir else "the theme"
                )
                hint = f"move {where}, or give {self.views[first].plan.path} another name"
                message = f"{where} would lie among the pages of the plan `{first}`"
                raise PluginError(str(Problem(where, 1, message, hint)))

    def _styles(self, files: Files, config: MkDocsConfig) -> stylesheet.Sources:
        """What the site's style sheet is made from. Material's base.html links to the same two sheets of its own."""
        dirs = config.theme.dirs
        material = dirs[dirs.index(str(THEME)) + 1]
        kinds = ("main", "palette") if config.theme.get("palette") else ("main",)
        named = [re.compile(rf"{stylesheet.FOLDER}{kind}\.\w+\.min\.css") for kind in kinds]
        ours = [files.get_file_from_path(path) for path in STYLES]
        theirs = [file.content_string for name in named for file in files if name.fullmatch(file.src_uri)]
        if len(theirs) != len(kinds):
            raise PluginError("this version of mkdocs-material is not known; install the one in requirements.txt")
        others = [file for file in files if file.src_dir != material]
        return stylesheet.Sources(
            tuple(theirs),
            (*(file.content_string for file in ours if file), style(self.config.colour, self.config.link_colour)),
            b"\n".join(file.content_bytes for file in others if file.is_javascript()),
            b"\n".join(file.content_bytes for file in others if file.is_css()),
        )

    @staticmethod
    def _base(config: MkDocsConfig) -> str:
        return f"{config.site_url.rstrip('/')}/" if config.site_url else ""

    @staticmethod
    def _edit(config: MkDocsConfig) -> str:
        template = str(config.edit_uri_template or "")  # A class of MkDocs, whose `replace` fails.
        # The template stands for files in docs/: ours lie beside that folder.
        docs = Path(config.docs_dir).name
        return template.replace(f"{docs}/{{path}}", "{path}") if "{path}" in template else ""

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Lends the theme the pages that every page's foot links to, if the site has them."""
        found = {name: files.get_file_from_path(path) for name, path in FOOT.items()}
        if self.macros_found:
            raise PluginError("\n".join(map(str, sorted(self.macros_found))))
        # `mkdocs serve` puts a script of its own into each page, which changes with every build.
        env.bytecode_cache = Compiled()
        env.globals["planpress_policy"] = policy.content_policy() if self._writes else ""
        env.globals["planpress_first"] = policy.FIRST
        env.globals["planpress_sheet"] = stylesheet.LINK
        env.globals["planpress_foot"] = [(name, file.url) for name, file in found.items() if file]
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        """Tells the macros from which page links start."""
        self.renderer.base = page.url
        self.blocks.clear()
        called = re.search(rf"\{{\{{ *({'|'.join(self.macros.names())})\(", markdown)
        if called and "macros" not in config.plugins:
            log.warning(
                f"{page.file.src_uri}: `{called[1]}()` is shown as it is typed; write `- macros` in mkdocs.yml, "
                "under `plugins:`"
            )
        if not isinstance(page.meta.get("hide", []), list | str):
            del page.meta["hide"]  # The theme's templates look into it.
        return None

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Puts the macros' HTML where they were called."""
        if isinstance(page, FramePage):
            return html
        # A page may hold such a mark of its own.
        blocks = dict(enumerate(map(str, self.blocks)))
        return re.sub(
            r'(?:<p>)?<div data-planpress="(\d+)"></div>(?:</p>)?',
            lambda found: blocks.get(int(found[1]), ""),
            policy.mended(html),
        )

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keeps the frames, which are not written, and notes what search and search engines are to know of a page.

        Tells editors what the security policy refuses in a hand-written page or in the frame around it."""
        if isinstance(page, FramePage):
            self.frames[page.url.count("/")] = output
            if self._writes and policy.content_policy() not in html.unescape(output) and page.url.count("/") == 1:
                log.warning(
                    "the pages have no content security policy; let the templates in overrides/ begin with "
                    '{% extends "planpress.html" %}'
                )
            return ""
        for said in policy.refused(output):
            log.warning(f"{page.file.src_uri}: {said}")
        if page.canonical_url:
            self.addresses.append(page.canonical_url)
        wish = page.meta.get("search")
        if not (isinstance(wish, dict) and wish.get("exclude")):
            says = str(page.meta.get("description") or "")
            self.entries.append(search_index.entry(page.url, str(page.title), says, page.content or ""))
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes every plan's part of the site, and what spans them."""
        folder = Path(config.site_dir)
        frames = stylesheet.write(self.styles, folder, self.views, self.frames)
        around = Around(self._base(config), self._edit(config), self.glossary, frames, Colours.of(self.config))
        own = Own(config.site_name, self.entries, self.addresses)
        root = Path(config.config_file_path).parent
        self.parts = write_site(self.views, self.site, own, root, around, folder, self.kept, self.earlier, self.begun)

    def published(self) -> None:
        """Notes what the site holds, for the next build."""
        if self.earlier:
            self.earlier.note(self.parts)
