"""What a reader's browser may load and run on this site: its content security policy, and what that asks of a page."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

FIRST = (
    'document.documentElement.className="js";'
    "document.body.dataset.mdColorScheme=function(){try{"
    'return JSON.parse(localStorage.getItem("planpress.__palette")).color.scheme}catch(e){}}()'
    '||(matchMedia("(prefers-color-scheme: dark)").matches?"slate":"default")'
)
"""The one script that stands in the pages: it sets the colours before anything is shown. A file would come too late."""

_OUT = re.compile(r'<a (?=[^>]*\bhref="https?:)(?![^>]*\brel=)')
_ALIGN = re.compile(r' style="text-align: (left|center|right);"')
_CLASS = "write a class and put its look into a style sheet under `extra_css`"
_FRAMES = {"iframe", "frame", "object", "embed", "applet", "audio", "video"}
_LOADS = {"script": "src", "img": "src", "input": "src", "source": "src", "link": "href", "form": "action"}
_NEVER_FETCHED = {"alternate", "author", "canonical", "help", "license", "next", "prev"}
_DATA = {"application/json", "application/ld+json"}


def digest(text: str) -> str:
    """What a policy calls an inline script or style with exactly this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def content_policy() -> str:
    """The policy as a meta element may hold it.

    Nothing but this site's own files is loaded, no script or style in a page is obeyed but `FIRST`, forms and
    `<base>` lead nowhere else. https://www.w3.org/TR/CSP3/ says what each part means.
    """
    return (
        f"default-src 'none'; script-src 'self' '{digest(FIRST)}'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    )


def mended(html: str) -> str:
    """A hand-written page's HTML as the policy wants it: table columns aligned by a class, links out with `rel`."""
    return with_rel(_ALIGN.sub(r' class="pp-\1"', html))


def with_rel(html: str) -> str:
    """HTML in which no page that a link opens elsewhere can reach back."""
    return _OUT.sub('<a rel="noopener" ', html)


def refused(html: str) -> Iterator[str]:
    """What the policy would refuse in a page, each as a sentence with what to do, each kind once."""
    found = _Refused()
    found.feed(html)
    yield from dict.fromkeys(found.said)


class _Refused(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "style" in given:
            self._say(f'`style="{given["style"]}"`', _CLASS)
        for name in given:
            if name.startswith("on"):
                self._say(f"`{name}` of `<{tag}>`", "put the script into a file under `extra_javascript`")
        address = given.get(_LOADS.get(tag, ""), "")
        fetched = tag != "link" or not set(given.get("rel", "").lower().split()) <= _NEVER_FETCHED
        if fetched and re.match(r"(?:[a-z]+:)?//", address.strip(), re.IGNORECASE):
            self._say(f"`{address}`", "put a copy into docs/: nothing is loaded from other hosts")
        if tag == "script" and "src" not in given and given.get("type", "").lower() not in _DATA:
            self.script = ""
        elif tag == "style":
            self._say("a `<style>`", _CLASS)
        elif tag in _FRAMES or tag == "base":
            self._say(f"`<{tag}>`", "link to what it shows")

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            if self.script != FIRST:
                self._say("a script in the page", "put it into a file under `extra_javascript`")
            self.script = None

    def _say(self, what: str, hint: str) -> None:
        self.said.append(f"{what} does nothing in a reader's browser: the site's security policy refuses it; {hint}")
