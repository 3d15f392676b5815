"""A preview of an output tree on loopback, with byte ranges, which a browser needs to seek in sound."""

import os
import re
import sys
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import SetupError, UsageError

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_LAST_PORT = 65_535
_WAITING = 1024
"""Connections that may wait to be taken up: as many readers may come at once."""
_PATIENCE = 30
"""Seconds for which a silent reader keeps its thread."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".xlf": "application/xliff+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".mp3": "audio/mpeg",
    ".m4b": "audio/mp4",
    ".epub": "application/epub+zip",
    ".opus": "audio/ogg",
}


def server(out: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of a tree on 127.0.0.1; port 0 takes any free one. The caller runs and closes it.

    Raises `UsageError` when the folder holds no tree or there is no such port, `SetupError` when the port is taken.
    """
    if not (out / "index.html").is_file():
        raise UsageError("holds no editions.", place=str(out), remedy="Run editions build first.")
    if not 0 <= port <= _LAST_PORT:
        raise UsageError(f"port {port} is none.", remedy=f"Choose a --port from 0 to {_LAST_PORT}.")
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, directory=str(out.resolve())))
    except OSError as error:
        raise SetupError(
            f"port {port} cannot be used: {error.strerror}.", remedy="Choose another --port."
        ) from error


class _Server(ThreadingHTTPServer):
    """Browsers drop media connections half-way as a matter of course; that is no error."""

    request_queue_size = _WAITING

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on as it came


class _Handler(SimpleHTTPRequestHandler):
    """Files of the tree and nothing else: no listing of folders, no hidden files, no links."""

    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def send_head(self) -> BinaryIO | None:
        try:
            path = self._file()
        except (OSError, ValueError):  # a name that is too long, or has a NUL in it
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        if path is None:
            self._redirect_or_fail()
            return None
        file = path.open("rb")  # one opened file is one version, whatever a build puts in its place
        if not self._answered(path, file):
            file.close()
            return None
        return file

    def _answered(self, path: Path, file: BinaryIO) -> bool:
        """Sends the head; whether a body follows, from where the file then stands."""
        about = os.fstat(file.fileno())
        tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        if self.headers.get("If-None-Match") == tag:
            self._told(HTTPStatus.NOT_MODIFIED, {"ETag": tag})
            return False
        wanted = self.headers.get("Range", "") if self.headers.get("If-Range", tag) == tag else ""
        begin, end = _span(wanted, about.st_size)
        if begin >= end and about.st_size:
            self._told(
                HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{about.st_size}"}
            )
            return False
        self._start(path, (begin, end, about.st_size), tag, partial=bool(_RANGE.fullmatch(wanted.strip())))
        file.seek(begin)
        self._left = end - begin
        return True

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """The part of a file that was promised, in pieces: a narration is never in memory as a whole."""
        while self._left and (piece := source.read(min(self._left, 1 << 16))):
            outputfile.write(piece)
            self._left -= len(piece)

    def version_string(self) -> str:
        return "editions"

    def log_message(self, format: str, *args: object) -> None:  # the name is the base class's
        """Quiet: a library does not print."""

    def _file(self) -> Path | None:
        """The file that the address names, if it lies in the tree."""
        root = Path(self.directory)
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        inside = path.resolve().is_relative_to(root)
        return path if path.is_file() and inside and not hidden else None

    def _redirect_or_fail(self) -> None:
        """A folder with a page but without its slash is sent to itself with one; the rest is not found."""
        path = self.path.split("?")[0]
        if not path.endswith("/") and Path(self.translate_path(path), "index.html").is_file():
            folder = f"{path.rsplit('/', 1)[-1]}/"  # relative: never to another host
            self._told(HTTPStatus.MOVED_PERMANENTLY, {"Location": folder})
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _start(self, path: Path, span: tuple[int, int, int], tag: str, *, partial: bool) -> None:
        begin, end, size = span
        self.send_response(HTTPStatus.PARTIAL_CONTENT if partial else HTTPStatus.OK)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(end - begin))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", tag)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-cache")
        if partial:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{size}")
        self.end_headers()

    def _told(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        """An answer without a body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()


def _span(header: str, size: int) -> tuple[int, int]:
    """The half-open byte span of a Range header; the whole file without one, an empty span when out of it."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found.groups() == ("", ""):
        return 0, size
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1 if last else size, size)
