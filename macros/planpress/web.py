"""Addresses on the web, opened so that whoever answers can neither lead elsewhere nor keep us waiting."""

import ipaddress
import socket
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

T = TypeVar("T")


class LedAstray(Exception):
    """Raised when an address leads on to one that is not safe to follow: its text is that address."""


class TooLarge(Exception):
    """Raised when an answer is longer than it may be."""


class BrokenOff(Exception):
    """Raised when an answer ends before it is whole."""


class TooSlow(Exception):
    """Raised when an answer is not whole in time."""


class _Redirects(HTTPRedirectHandler):
    """Follows to http and https only, never from https to http, and never from elsewhere into the network that we are
    in: there, an address alone can be a command."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        whole = urlsplit(urljoin(req.full_url, newurl))
        safe = whole.scheme == "https" or (whole.scheme == "http" and req.type == "http")
        host = whole.hostname or ""
        if not safe or not host or (host != urlsplit(f"//{req.origin_req_host}").hostname and inside(host)):
            fp.close()
            raise LedAstray(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def inside(host: str) -> bool:
    """Whether a host's name stands for this machine or one that only its own network can reach."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # Where only a proxy knows names, it also decides what may be reached.
    places = [ipaddress.ip_address(str(one).partition("%")[0]) for one in found]
    return any(not (getattr(one, "ipv4_mapped", None) or one).is_global for one in places)


def opener() -> OpenerDirector:
    """Opens http and https. urllib's own would open local files and FTP too. Raises LedAstray."""
    made = OpenerDirector()
    for handler in (
        ProxyHandler, UnknownHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, _Redirects,
        HTTPErrorProcessor,
    ):  # fmt: skip
        made.add_handler(handler())
    return made


def read(address: str, largest: int, silence: float, patience: float) -> bytes:
    """All that is at an address. Raises TooLarge beyond so many bytes, TooSlow after so many seconds in all, BrokenOff
    when less came than was promised, LedAstray, and what urllib raises, as after so many seconds of silence."""

    def work() -> bytes:
        ends = time.monotonic() + patience
        found = bytearray()
        request = Request(address, headers={"User-Agent": "planpress"})  # noqa: S310 (the opener knows http and https only)
        with opener().open(request, timeout=silence) as answer:
            while part := answer.read1(65536):
                found += part
                if len(found) > largest:
                    raise TooLarge
                if time.monotonic() > ends:
                    raise TooSlow
            if answer.length:
                raise BrokenOff
        return bytes(found)

    return within(patience, work)


def within(seconds: float, work: Callable[[], T]) -> T:
    """What some work gives, or what it raises. Raises TooSlow when it is not done after so many seconds.

    A timeout of the socket is not enough: one byte of a header at a time, a server could go on for days.
    """
    done: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:
            done.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        found, error = done.get(timeout=seconds)
    except Empty:
        raise TooSlow from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value]
