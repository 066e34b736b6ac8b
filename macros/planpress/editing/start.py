"""A council's own site to start from: a name → every file of its folder.

What this project has already, such as the example plan, is taken from there: beside this package in an installed
copy, from the repository in an editable one. `planpress/starter/files` holds only what a council's site has of its own.
"""

import json
import re
from importlib.metadata import version
from pathlib import Path

from planpress.paper.asked import NotPossible
from planpress.reference import schemas

STARTER = Path(__file__).parent.parent / "starter"
INSTALLED = STARTER / "shared"
"""Where a wheel has the repository's files; pyproject.toml puts them there."""
SHARED = INSTALLED if INSTALLED.is_dir() else STARTER.parent.parent.parent
EXAMPLE = "data/example-2025-27"
PAGES = ("about.md", "glossary.md", "privacy.md")
SCHEMA = ".vscode/schema"
COLOURS = '  - planpress:\n      colour: "#12436d"\n      link_colour: "#1a5a96"\n'
"""The colours of the engine itself, to be changed."""


def start(folder: Path, name: str) -> int:
    """Writes a council's own site into a new or an empty folder; returns the number of files. Raises NotPossible."""
    made = files(name)
    if folder.exists() and not folder.is_dir():
        raise NotPossible(f"{folder.as_posix()} is a file; give the name of a new folder")
    there = sorted(one.name for one in folder.iterdir() if one.name != ".git") if folder.exists() else []
    if there:
        shown = ", ".join(there[:3]) + (" …" if len(there) > 3 else "")
        raise NotPossible(
            f"{folder.as_posix()} is not empty (it holds {shown}); give a new or an empty folder. Nothing was written."
        )
    for path, text in made.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return len(made)


def files(name: str) -> dict[str, str]:
    """Every file of a council's own site, by path. Raises NotPossible for a name that cannot be shown."""
    named = " ".join(name.split())
    if not named or not named.isprintable() or re.search("[<>]", named):
        raise NotPossible(
            f"--name: `{name}` cannot be a council's name; write it as readers know it, without < or >, "
            'as in --name "Exampleshire County Council"'
        )
    own = STARTER / "files"
    found = {
        file.relative_to(own).as_posix(): _filled(file.read_text(encoding="utf-8"), named, file.suffix)
        for file in sorted(own.rglob("*"))
        if file.is_file()
    }
    for file in sorted((SHARED / EXAMPLE).rglob("*.yml")):
        found[file.relative_to(SHARED).as_posix()] = _moved(file.read_text(encoding="utf-8"))
    plan = "\n".join(text for path, text in found.items() if path.startswith(EXAMPLE))
    found["data/glossary.yml"] = _terms(_moved(_shared("data/glossary.yml")), plan)
    found |= {f"docs/{page}": _shared(f"docs/{page}") for page in PAGES}
    found |= {f"{SCHEMA}/{file}": text for file, text in schemas().items()}
    found |= {path: _moved(_shared(path)) for path in (".vscode/settings.json", ".vscode/extensions.json")}
    found[".gitlab/merge_request_templates/Default.md"] = found[".github/pull_request_template.md"]
    found["requirements-locked.txt"] = _shared("requirements.txt")
    found["mkdocs.yml"] = found["mkdocs.yml"].replace("  - planpress\n", COLOURS)
    return dict(sorted(found.items()))


def _shared(path: str) -> str:
    return (SHARED / path).read_text(encoding="utf-8")


def _moved(text: str) -> str:
    """A file of the repository with the place that the schemas have in a council's site."""
    return text.replace("macros/planpress/schema", SCHEMA)


def _filled(text: str, name: str, suffix: str) -> str:
    """A starter file with the council's name, and the parts `#@ FILE FIELD` of the repository's own files."""
    text = re.sub(r"^#@ (\S+) (\w+)\n", lambda hit: block(_shared(hit[1]), hit[2]), text, flags=re.MULTILINE)
    shown = json.dumps(name, ensure_ascii=False)[1:-1] if suffix == ".yml" else _markdown(name)
    return text.replace("@NAME@", shown).replace("@VERSION@", version("planpress"))


def block(text: str, field: str) -> str:
    """A field of a YAML file with all that belongs to it, as it is written there; "" if it has none."""
    found = re.search(rf"^{field}:.*\n(?:(?: .*)?\n)*", text, re.MULTILINE)
    return f"{found[0].rstrip()}\n" if found else ""


def _markdown(name: str) -> str:
    """A name in which Markdown, HTML and the macros find nothing to do."""
    return re.sub(r"[\\`*_{}\[\]#!|&~$^:\"]", lambda hit: f"&#{ord(hit[0])};", name)


def _terms(glossary: str, plan: str) -> str:
    """Of a glossary, the terms that a plan uses."""
    head, *entries = re.split(r"^(?=- term:)", glossary, flags=re.MULTILINE)
    return head + "".join(entry for entry in entries if any(_used(word, plan) for word in _words(entry)))


def _words(entry: str) -> list[str]:
    """A term and its other forms."""
    also = re.search(r"^  also: \[(.*)\]$", entry, re.MULTILINE)
    words = [entry.partition("\n")[0].removeprefix("- term:"), *(also[1].split(",") if also else ())]
    return [word.strip(" \"'") for word in words]


def _used(word: str, plan: str) -> bool:
    """Whether a plan holds a word. One with capitals within, such as DfE, is a name and stands only as it is written."""
    flags = re.IGNORECASE if word[1:] == word[1:].lower() else re.NOFLAG
    return re.search(rf"\b{re.escape(word)}(?!\w)", plan, flags) is not None
