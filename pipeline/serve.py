"""A preview of an output tree on loopback, with byte ranges, which a browser needs to seek in sound."""

import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import SetupError, UsageError

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".xlf": "application/xliff+xml; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
}


def server(out: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of a tree on 127.0.0.1; port 0 takes any free one. The caller runs and closes it.

    Raises `UsageError` when the folder holds no tree, `SetupError` when the port is taken.
    """
    if not (out / "index.html").is_file():
        raise UsageError("holds no editions.", place=str(out), remedy="Run editions build first.")
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, directory=str(out.resolve())))
    except OSError as error:
        raise SetupError(
            f"port {port} cannot be used: {error.strerror}.", remedy="Choose another --port."
        ) from error


class _Server(ThreadingHTTPServer):
    """Browsers drop media connections half-way as a matter of course; that is no error."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on as it came


class _Handler(SimpleHTTPRequestHandler):
    """Files of the tree and nothing else: no listing of folders, no hidden files, no links."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = self._file()
        if path is None:
            self._redirect_or_fail()
            return None
        data = path.read_bytes()
        begin, end = _span(self.headers.get("Range", ""), len(data))
        if begin >= end and data:
            self._refuse(len(data))
            return None
        self._start(path, begin, end, len(data))
        return BytesIO(data[begin:end])

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
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path.rsplit('/', 1)[-1]}/")  # relative: never to another host
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _start(self, path: Path, begin: int, end: int, size: int) -> None:
        whole = (begin, end) == (0, size) and "Range" not in self.headers
        self.send_response(HTTPStatus.OK if whole else HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(end - begin))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        if not whole:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{size}")
        self.end_headers()

    def _refuse(self, size: int) -> None:
        self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        self.send_header("Content-Range", f"bytes */{size}")
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
