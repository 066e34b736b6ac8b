"""A page that a stranger proposes: it can call our macros, and reads nothing of the machine that builds the site."""

import subprocess
from pathlib import Path

import pytest

from tiny import PLANPRESS, QUIET, tiny

SECRET = "7f3a-do-not-publish"
PROBES = {
    "config": ("{{ config.config_file_path }}", "there is no macro `config`"),
    "environment": ("{{ environment }}", "there is no macro `environment`"),
    "git": ("{{ git.author_email }}", "there is no macro `git`"),
    "plugin": ("{{ plugin }}", "there is no macro `plugin`"),
    "page": ("{{ page.file.abs_src_path }}", "there is no macro `page`"),
    "navigation": ("{{ navigation }}", "there is no macro `navigation`"),
    "files": ("{{ files._files }}", "there is no macro `files`"),
    "context": ("{{ context() }}", "there is no macro `context`"),
    "pretty": ("{{ 'x' | pretty }}", "No filter named 'pretty'"),
    "now": ("{{ now() }}", "there is no macro `now`"),
    "info": ("{{ macros_info() }}", "there is no macro `macros_info`"),
    "cycler": (
        "{{ cycler.__init__.__globals__.os.environ }}",
        "is not allowed: access to attribute '__init__' of 'StrictUndefined' object is unsafe",
    ),
    "lipsum": ("{{ lipsum.__globals__ }}", "there is no macro `lipsum`"),
    "globals": (
        "{{ plan_list.__globals__ }}",
        "is not allowed: access to attribute '__globals__' of 'function' object is unsafe",
    ),
    "class": (
        "{{ ''.__class__.__mro__ }}",
        "is not allowed: access to attribute '__class__' of 'str' object is unsafe",
    ),
    "attr": (
        "{{ (plan_list | attr('__code__')).co_filename }}",
        "is not allowed: access to attribute '__code__' of 'function' object is unsafe",
    ),
    "map": (
        "{{ [plan_list] | map(attribute='__globals__') | join }}",
        "is not allowed: access to attribute '__globals__' of 'function' object is unsafe",
    ),
    "format": (
        "{{ '{0.__globals__}'.format(plan_list) }}",
        "is not allowed: access to attribute '__globals__' of 'function' object is unsafe",
    ),
    "self": (
        "{{ self.__init__.__globals__ }}",
        "is not allowed: access to attribute '__init__' of 'TemplateReference' object is unsafe",
    ),
    "include": ("{% include '../mkdocs.yml' %}", "a page cannot include or import `../mkdocs.yml`"),
    "include-near": ("{% include 'index.md' %}", "a page cannot include or import `index.md`"),
    "import": ("{% import '/etc/passwd' as os %}", "a page cannot include or import `/etc/passwd`"),
    "do": ("{% do config %}", "Encountered unknown tag 'do'"),
    "set": (
        "{% set plan_list = plan_list.__globals__ %}{{ plan_list }}",
        "is not allowed: access to attribute '__globals__' of 'function' object is unsafe",
    ),
    "change": ("{{ [].append(plan_list) }}", "is not allowed: access to attribute 'append' of 'list' object is unsafe"),
    "wrong": ("{{ plan_summary('small') }}", "there is no plan `small`; "),
    "words": ("{{ plan_summary(colour='red') }}", "Macros.plan_summary() got an unexpected keyword argument 'colour'"),
    "half": ("one\n{{ plan_list()", "unexpected end of template"),
    "front": (
        "---\nplan_lst: x\ntitle: A\n---\n{{ plan_lst }}",
        "there is no macro `plan_lst`; did you mean `plan_list`?",
    ),
    "title": ("---\ntitle: '{{ config }}'\n---\nx", "there is no macro `config`"),
}
"""What a page tries, and what its editor is told."""
HARMLESS = {
    "snippet": '--8<-- "mkdocs.yml"\n',
    "tag": "---\ntitle: !ENV PROBE\n---\nx\n",
    "off": "---\nrender_macros: false\n---\n{{ config }}\n",
    "shadowed": "---\nplan_list: mine\n---\n{{ plan_list() }}\n",
    "set": "{% set plan_list = 'mine' %}{{ plan_list }}\n",
    "marks": '<div data-planpress="99"></div>\n',
}
MAIN = """
import os, pathlib
pathlib.Path("ran").write_text("")
def define_env(env):
    env.variables["secret"] = os.environ["PROBE"]
    env.macro(lambda: os.environ["PROBE"], "leak")
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs planpress with a secret in its surroundings."""
    surroundings = QUIET | {"PROBE": SECRET, "PATH": f"{folder / 'bin'}:{QUIET['PATH']}"}
    return subprocess.run(
        [*PLANPRESS, *words], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )


def test_what_a_page_tries_is_refused_and_told_all_at_once(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    for name, (text, _) in PROBES.items():
        (folder / f"docs/{name}.md").write_text(text)
    done = run(folder, "build")
    told = done.stdout + done.stderr
    line = {name: 1 if name == "title" else text.count("\n") + 1 for name, (text, _) in PROBES.items()}
    missing = [
        name for name, (_, message) in PROBES.items() if f"docs/{name}.md:{line[name]}: {message}" not in told
    ]  # fmt: skip
    assert (done.returncode, missing) == (1, []), told
    assert "Traceback" not in told
    assert SECRET not in told
    assert not (folder / "site").exists()


def test_what_is_not_refused_gives_nothing_away(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    for name, text in HARMLESS.items():
        (folder / f"docs/{name}.md").write_text(text)
    (folder / "main.py").write_text(MAIN)
    (folder / "main").mkdir()
    (folder / "main/__init__.py").write_text(MAIN)
    (folder / "bin").mkdir()
    (folder / "bin/git").write_text("#!/bin/sh\ntouch ran\n")
    (folder / "bin/git").chmod(0o755)
    done = run(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "main is not run: pages can call the macros of planpress, and no others" in done.stderr
    published = b"".join(file.read_bytes() for file in (folder / "site").rglob("*") if file.is_file())
    for secret in (SECRET, str(folder), "nav_hidden", "on_undefined"):
        assert secret.encode() not in published
    assert not (folder / "ran").exists()


def test_links_to_the_surroundings_are_refused(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    links = ["data/plan/risks.yml", "docs/note.md", "docs/note.txt"]
    for where in links:
        (folder / where).symlink_to("/proc/self/environ")
    for command, where in (("check", links[:1]), ("build", links)):
        done = run(folder, command)
        told = done.stdout + done.stderr
        said = [f"{one}:1: is a link to something outside its folder; put a copy of the file here" for one in where]
        assert (done.returncode, [one for one in said if one not in told]) == (1, [])
        assert SECRET not in told
    assert not (folder / "site").exists()


@pytest.mark.parametrize("name", ["data", "docs"])
def test_a_folder_that_is_itself_a_link_to_the_surroundings_is_refused(name: str, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    done = run(folder, "build")
    assert f"{name}:1: is a link to something outside the site's folder; put the folder itself here" in done.stderr
    assert (done.returncode, (folder / "site").exists()) == (1, False)


def test_a_page_whose_head_holds_odd_values_is_built(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    for number, head in enumerate(["search: yes", "search: [a]", "hide: 7", "description: {a: [b]}", "title: [a]"]):
        (folder / f"docs/page-{number}.md").write_text(f"---\n{head}\n---\n# Page\n")
    done = run(folder, "build")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_settings_that_would_give_pages_more_are_refused(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    settings = (folder / "mkdocs.yml").read_text()
    more = (
        "module_name: main, modules: [os], include_dir: /, include_yaml: [/etc/hosts], j2_extensions: [jinja2.ext.do], "
    )
    (folder / "mkdocs.yml").write_text(settings.replace("macros: {", f"macros: {{{more}"))
    (folder / "main.py").write_text(MAIN)
    done = run(folder, "build")
    told = done.stdout + done.stderr
    for name in ("module_name", "modules", "include_dir", "include_yaml", "j2_extensions"):
        assert f"mkdocs.yml:1: `{name}` of macros is not obeyed; take it out: pages can call our macros only" in told
    assert (done.returncode, (folder / "ran").exists()) == (1, False)
