"""Getting a file over the network: only when the user asks for it, streamed, with bounds on everything.

`https`, or `http` on this machine alone. A server that sends too much, too little, too slowly, or sends us around
is given up on. Proxies are those of the environment.
"""

import hashlib
import ipaddress
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pipeline.errors import SetupError, UsageError

_CHUNK = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": "editions", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a server may ask of us."""

    bytes: int = 4 << 30
    """Of the file. The largest packages known hold 1 GB."""
    silence: float = 30.0
    """Seconds without a byte."""
    slowest: int = 4 << 10
    """Bytes a second, on average, once `silence` seconds have passed: 1 GB in three days."""
    redirects: int = 5


def fetch(
    url: str,
    to: Path,
    *,
    sha256: str = "",
    bounds: Bounds | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Writes what is at an address into the new file `to`, and compares its sha256 where one is given.

    Raises `UsageError` for an address that is not allowed, `SetupError` when the server or the file is not as
    it should be, `OSError` when `to` cannot be written. What has been written by then is the caller's to remove.
    """
    bounds = bounds or Bounds()
    digest = hashlib.sha256()
    with _opened(url, bounds) as response, to.open("xb") as file:
        for chunk in _chunks(url, response, bounds, clock):
            digest.update(chunk)
            file.write(chunk)
    if sha256 and digest.hexdigest() != sha256.lower():
        raise _given_up(url, f"the file's sha256 is {digest.hexdigest()}, not {sha256.lower()}")


@contextmanager
def _opened(url: str, bounds: Bounds) -> Iterator[HTTPResponse]:
    """The answer of the server that is at the end of the redirects."""
    at = url
    for _ in range(bounds.redirects + 1):
        _demand_allowed(at, url)
        try:
            response = build_opener(_Stay).open(Request(at, headers=_HEADERS), timeout=bounds.silence)
        except HTTPError as error:
            error.close()
            if error.code not in _MOVED or "Location" not in error.headers:
                raise _given_up(url, f"the server answers {error.code} {error.reason}") from error
            at = urljoin(at, error.headers["Location"])
        except (OSError, HTTPException, ValueError) as error:
            raise _given_up(url, f"no answer: {_reason(error)}") from error
        else:
            with response:
                yield response
            return
    raise _given_up(url, f"more than {bounds.redirects} redirects")


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: the library reads the whole of what comes with one, however long."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _chunks(url: str, response: HTTPResponse, bounds: Bounds, clock: Callable[[], float]) -> Iterator[bytes]:
    """The file, as it comes."""
    claimed = response.headers.get("Content-Length")
    if claimed and claimed.isdigit() and int(claimed) > bounds.bytes:
        raise _given_up(url, f"the file is longer than {bounds.bytes >> 20} MB")
    begin, total = clock(), 0
    while chunk := _next(url, response):
        total += len(chunk)
        if total > bounds.bytes:
            raise _given_up(url, f"the file is longer than {bounds.bytes >> 20} MB")
        seconds = clock() - begin
        if seconds > bounds.silence and total < bounds.slowest * seconds:
            raise _given_up(url, f"only {total} bytes came in {seconds:.0f} s")
        yield chunk
    if claimed and claimed.isdigit() and int(claimed) != total:
        raise _given_up(url, f"only {total} of {claimed} bytes came")


def _next(url: str, response: HTTPResponse) -> bytes:
    try:
        return response.read1(_CHUNK)  # what has come: `read` would wait for more
    except (OSError, HTTPException, ValueError) as error:
        raise _given_up(url, f"broken off: {_reason(error)}") from error


def _demand_allowed(at: str, origin: str) -> None:
    """Addresses of the web, or of this machine where the user named this machine. Raises `UsageError` for what
    the user named, `SetupError` for where a server sends us."""
    try:
        parts = urlsplit(at)
        allowed = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts))
        sane = bool(parts.hostname) and parts.username is None and at.isprintable() and " " not in at
    except ValueError:
        allowed = sane = False
    if not (allowed and sane):
        if at == origin:
            raise UsageError("is not an address to load from.", place=at, remedy="Use https://.")
        raise _given_up(origin, f"it leads to {at[:200]!r}")
    if is_loopback(urlsplit(at)) and not is_loopback(urlsplit(origin)):
        raise _given_up(origin, "it leads to this machine")


def is_loopback(parts: SplitResult) -> bool:
    """Whether an address is this machine's own."""
    host = parts.hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, URLError) else error
    return str(inner) or type(inner).__name__


def _given_up(url: str, why: str) -> SetupError:
    return SetupError(f"Not loaded: {why}.", place=url, remedy="Nothing was installed.")
