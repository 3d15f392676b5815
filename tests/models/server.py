"""A server on loopback with a package under many paths, each with a way of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Server:
    """A running server. `texts` are served as they are, by their paths."""

    address: str
    package: bytes
    texts: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for."""
    release: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: who stalls goes on."""

    @property
    def sha256(self) -> str:
        return sha256(self.package).hexdigest()


@contextmanager
def serving(package: bytes) -> Iterator[Server]:
    server = Server("", package)

    class Handler(_Handler):
        state = server

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        server.address = f"http://127.0.0.1:{running.server_address[1]}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.release.set()
            running.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: Server

    def do_GET(self) -> None:
        self.state.asked.append(self.path)
        with suppress(OSError):  # the client has had enough
            if self.path in self.state.texts:
                self.send(self.state.texts[self.path].encode())
            else:
                WAYS.get(self.path.split("?")[0].strip("/"), _missing)(self, self.state.package)

    def log_message(self, *_: Any) -> None:
        """Tests are quiet."""

    def send(self, body: bytes, *, length: int | None = None) -> None:
        """An answer that claims a length: that of the body, or another."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def begin(self, body: bytes) -> None:
        """An answer that claims no length."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


def _missing(handler: _Handler, _: bytes) -> None:
    handler.send_error(404)


def _chunked_short(handler: _Handler, package: bytes) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(f"{len(package):x}\r\n".encode() + package[:1000])
    handler.close_connection = True


def _endless(handler: _Handler, package: bytes) -> None:
    handler.begin(package)
    while not handler.state.release.is_set():
        handler.wfile.write(package)


def _stalling(handler: _Handler, package: bytes) -> None:
    handler.send(package[:1000], length=len(package))
    handler.wfile.flush()
    handler.state.release.wait()


def _silent(handler: _Handler, _: bytes) -> None:
    handler.state.release.wait()


def _broken(handler: _Handler, _: bytes) -> None:
    handler.wfile.write(b"what?\r\n\r\n")


def _once_more(handler: _Handler, _: bytes) -> None:
    turn = int(handler.path.partition("?")[2] or 0) + 1
    handler.redirect(f"/once-more?{turn}")


WAYS: dict[str, Callable[[_Handler, bytes], None]] = {
    "whole": lambda handler, package: handler.send(package),
    "moved": lambda handler, _: handler.redirect("/whole"),
    "without-length": lambda handler, package: handler.begin(package),
    "truncated": lambda handler, package: handler.send(package[:-100], length=len(package)),
    "chunked-short": _chunked_short,
    "longer": lambda handler, package: handler.send(package + b"more"),
    "shorter": lambda handler, package: handler.send(package[:-1]),
    "huge": lambda handler, package: handler.send(package, length=1 << 40),
    "endless": _endless,
    "stalling": _stalling,
    "silent": _silent,
    "broken": _broken,
    "loop": lambda handler, _: handler.redirect("/loop"),
    "once-more": _once_more,
    "to-a-file": lambda handler, _: handler.redirect("file:///etc/hostname"),
    "to-plain-http": lambda handler, _: handler.redirect("http://models.invalid/en_pt.argosmodel"),
    "to-a-password": lambda handler, _: handler.redirect("https://a:b@models.invalid/en_pt.argosmodel"),
    "nowhere": lambda handler, _: handler.redirect("http://[::1"),
}
