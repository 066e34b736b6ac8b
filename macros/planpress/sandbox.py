"""mkdocs-macros without its power over the builder: a hand-written page may call our macros, and can do nothing else.

Whoever proposes a change to `docs/` has it built before anybody reads it. As it comes, mkdocs-macros lets a page read
the builder's environment and files, and run programs.
"""

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs_macros import plugin as theirs

from planpress.problem import Problem, did_you_mean

POWERS = ("modules", "module_name", "include_dir", "include_yaml", "j2_extensions")
"""Settings of mkdocs-macros that would give pages more than our macros."""
log = logging.getLogger("mkdocs.plugins.planpress")


class Sandboxed(theirs.MacrosPlugin):  # type: ignore[no-untyped-call]
    """mkdocs-macros, which renders each page with a closed environment: no variables, no files, no modules."""

    closed: ImmutableSandboxedEnvironment
    found: list[Problem]
    docs: str

    def _load_modules(self) -> None:
        # Beside mkdocs.yml a `main.py` would be run. What mkdocs-macros has gathered so far no page may see.
        self._pre_macro_functions: list[Any] = []
        self._post_macro_functions: list[Any] = []
        self._post_build_functions: list[Any] = []
        self.variables.clear()
        if any((Path(self.project_dir) / name).exists() for name in ("main.py", "main/__init__.py")):
            log.info("main is not run: pages can call the macros of planpress, and no others")

    def _load_yaml(self) -> None:
        pass

    def render(self, markdown: str, force_rendering: bool = False) -> str:
        """A page's Markdown with its macros run. What is wrong with it is kept in `found`; the page is then empty."""
        if self.page.meta.get("render_macros") is False:
            return markdown
        try:
            return self.closed.from_string(markdown).render()
        except Exception as error:  # Whatever a stranger's page provokes is for its editor to read.
            whole = self.page.file.content_string
            line = whole.count("\n") - markdown.count("\n") + _line(error) if whole.endswith(markdown.lstrip()) else 1
            message, hint = _said(error, self.closed.globals)
            self.found.append(Problem(f"{self.docs}/{self.page.file.src_uri}", line, message, hint))
            return ""


def sandboxed(plugin: theirs.MacrosPlugin, macros: Mapping[str, Callable[..., str]], docs: str) -> list[Problem]:
    """Closes mkdocs-macros before it starts: from now on its pages know `macros` only.

    `docs` is the name of the folder with the pages. What is found wrong with them is added to the list that comes out;
    it holds at once what is wrong with the settings.
    """
    # MkDocs has made the plugin and holds on to its methods; a class of our own is the one way to change what they call.
    plugin.__class__ = Sandboxed
    tamed = cast(Sandboxed, plugin)
    # It would run git ten times, for variables that no page can see.
    theirs.define_env = lambda env: None  # type: ignore[attr-defined]
    tamed.closed = ImmutableSandboxedEnvironment(undefined=StrictUndefined, loader=FunctionLoader(lambda name: None))
    tamed.closed.globals.clear()
    tamed.closed.globals.update(macros)
    tamed.docs = docs
    tamed.found = [
        Problem("mkdocs.yml", 1, f"`{name}` of macros is not obeyed", "take it out: pages can call our macros only")
        for name in POWERS
        if name in given_options(plugin.config)
    ]
    return tamed.found


def given_options(config: Any) -> set[str]:
    """The options of a plugin that mkdocs.yml names, those left empty too."""
    with warnings.catch_warnings():
        # MkDocs 1 warns that it has no use for this; nothing else tells an empty option from one left out.
        warnings.simplefilter("ignore", DeprecationWarning)
        return {name for given in config.user_configs for name in given}


def _said(error: Exception, macros: Mapping[str, Any]) -> tuple[str, str]:
    """What an error says to the page's editor, and what to do."""
    text = str(error).rstrip(".")
    if isinstance(error, TemplateNotFound):
        return f"a page cannot include or import `{error.name}`", "write its text into the page"
    if isinstance(error, SecurityError):
        return f"is not allowed: {text}", "pages can only call our macros"
    if isinstance(error, UndefinedError) and (name := re.fullmatch(r"'(\w+)' is undefined", text)):
        return f"there is no macro `{name[1]}`", did_you_mean(name[1], macros)
    if isinstance(error, TemplateSyntaxError):
        return text, "to show braces as they are, write `{% raw %}` before and `{% endraw %}` after them"
    return text or type(error).__name__, "the guide's page on macros shows how each is called"


def _line(error: Exception) -> int:
    """The line of the template at which an error arose, from 1."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines, step = [1], error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename == "<template>":
            lines.append(step.tb_lineno)
        step = step.tb_next
    return lines[-1]
