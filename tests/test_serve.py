"""The preview: byte ranges, right types, the tree and nothing else."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.serve import server

SOUND = bytes(range(256)) * 4


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    out = tmp_path / "out"
    (out / "a" / "ar").mkdir(parents=True)
    (out / "index.html").write_text("<h1>all</h1>")
    (out / "a" / "ar" / "index.html").write_text("<h1>مقال</h1>", "utf-8")
    (out / "a" / "ar" / "narration.mp3").write_bytes(SOUND)
    (out / ".hidden").write_text("x")
    (tmp_path / "secret").write_text("x")
    (out / "link").symlink_to(tmp_path / "secret")
    with server(out) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield int(running.server_address[1])
        running.shutdown()
        thread.join()


def get(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("wanted", "span"),
    [
        ("bytes=0-", (0, 1024)),
        ("bytes=100-199", (100, 200)),
        ("bytes=-24", (1000, 1024)),
        ("bytes=1000-5000", (1000, 1024)),
    ],
)
def test_a_range_is_answered_with_its_bytes(port: int, wanted: str, span: tuple[int, int]) -> None:
    response, body = get(port, "/a/ar/narration.mp3", Range=wanted)
    assert response.status == 206
    assert body == SOUND[span[0] : span[1]]
    assert response.headers["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/1024"


def test_a_range_beyond_the_end_is_refused(port: int) -> None:
    response, body = get(port, "/a/ar/narration.mp3", Range="bytes=2000-")
    assert (response.status, body, response.headers["Content-Range"]) == (416, b"", "bytes */1024")


@pytest.mark.parametrize("wanted", ["", "bytes=", "bytes=-", "items=0-5", "bytes=0-1,4-5"])
def test_what_is_no_range_gets_the_whole(port: int, wanted: str) -> None:
    _, body = get(port, "/a/ar/narration.mp3", Range=wanted)
    assert body == SOUND


def test_pages_come_with_their_type(port: int) -> None:
    response, body = get(port, "/a/ar/")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "مقال" in body.decode()


@pytest.mark.parametrize(
    "path",
    ["/a/", "/.hidden", "/link", "/../secret", "/%2e%2e/secret", "/a/../../secret", "/nothing"],
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    response, _ = get(port, path)
    assert response.status == 404


def test_a_folder_is_sent_to_its_page(port: int) -> None:
    response, _ = get(port, "/a/ar")
    assert (response.status, response.headers["Location"]) == (301, "ar/")


def test_a_folder_without_editions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="editions build"):
        server(tmp_path)
