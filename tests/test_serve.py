"""The preview: byte ranges, right types, the tree and nothing else."""

import asyncio
import random
import socket
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
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
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
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


def asked(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, Message, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


@pytest.mark.parametrize(
    "header", ["bytes=0-" + "9" * 5_000, "bytes=" + "9" * 5_000 + "-", "bytes=٣-٤", "bytes=--", "x" * 9_000]
)
def test_a_range_that_is_none_breaks_nothing(port: int, header: str) -> None:
    status, _, body = asked(port, "/a/ar/narration.mp3", {"Range": header.encode("utf-8").decode("latin-1")})
    assert (status, body) == (200, SOUND)


def test_what_a_reader_has_already_is_not_sent_again(port: int) -> None:
    _, headers, _ = asked(port, "/a/ar/narration.mp3")
    assert asked(port, "/a/ar/narration.mp3", {"If-None-Match": headers["ETag"]})[0] == 304
    assert asked(port, "/a/ar/narration.mp3", {"If-None-Match": '"other"'})[0] == 200
    part = {"Range": "bytes=1-3", "If-Range": headers["ETag"]}
    assert asked(port, "/a/ar/narration.mp3", part)[2] == SOUND[1:4]
    assert asked(port, "/a/ar/narration.mp3", {**part, "If-Range": '"other"'})[2] == SOUND


def test_a_head_has_no_body_and_tells_no_version(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("HEAD", "/a/ar/narration.mp3")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Content-Length"), answer.read()) == (200, str(len(SOUND)), b"")
    assert answer.getheader("Server") == "editions"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_tree_can_only_be_read(port: int, method: str) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request(method, "/a/ar/narration.mp3")
    assert connection.getresponse().status == 501
    connection.close()


@pytest.mark.parametrize(
    "path",
    ["/%2e%2e/secret", "/..%2fsecret", "/a/%2e%2e/%2e%2e/secret", "/%00", "/a%00/en/narration.mp3", "/" + "a" * 9_000, "//etc/passwd", "/a\\..\\..\\secret", "/.editions.lock", "/a/ar/.editions-tmp-x", "/%C0%AE%C0%AE/secret"],
)  # fmt: skip
def test_no_address_leaves_the_tree(port: int, path: str) -> None:
    assert asked(port, path)[0] in {400, 404, 414}


def test_a_thousand_readers_at_once_get_their_bytes(port: int) -> None:
    chance = random.Random(7)
    spans = [sorted(chance.sample(range(len(SOUND)), 2)) for _ in range(1_000)]

    async def read(begin: int, end: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        request = f"GET /a/ar/narration.mp3 HTTP/1.1\r\nHost: a\r\nRange: bytes={begin}-{end}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        answer = await reader.read()
        writer.close()
        return answer.partition(b"\r\n\r\n")[2]

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(read(*span) for span in spans))

    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        answers = apart.submit(asyncio.run, all_of_them()).result()
    assert answers == [SOUND[begin : end + 1] for begin, end in spans]


def test_silent_readers_keep_nobody_waiting(port: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    idle[0].sendall(b"GET /a/ar/narr")
    assert asked(port, "/a/ar/narration.mp3")[2] == SOUND
    for each in idle:
        each.close()
