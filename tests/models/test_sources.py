"""Models from an address or an index: pinned by sha256, bounded, all or nothing."""

import json
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from pipeline.engines.argos import Argos
from pipeline.errors import EditionsError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.models import install_from, installed
from pipeline.models.fetch import Bounds, fetch
from tests.engines.archives import left_in
from tests.models.server import Server

EN, PT = Lang.parse("en"), Lang.parse("pt")
BOUNDS = Bounds(bytes=16 << 20)
IMPATIENT = Bounds(silence=0.2)
OTHER = "0" * 64


def index_of(server: Server, **changes: object) -> list[dict[str, object]]:
    """An index in the form that `argospm` reads, with two versions of one package."""
    entry: dict[str, object] = {
        "package_version": "1.9", "argos_version": "1.5", "from_code": "en", "from_name": "English",
        "to_code": "pt", "to_name": "Portuguese", "code": "translate-en_pt", "type": "translate",
        "links": [f"{server.address}/whole"], "sha256": server.sha256,
    }  # fmt: skip
    older = entry | {"package_version": "1.10", "links": [f"{server.address}/truncated"]}
    return [older | {"package_version": "1.2"}, entry | changes, {"type": "sbd", "from_codes": ["en"]}]


@pytest.mark.parametrize("way", ["whole", "moved", "without-length", "whole?version=2#top"])
def test_a_package_from_an_address(server: Server, models: Path, way: str) -> None:
    model = install_from(f"{server.address}/{way}", models, sha256=server.sha256.upper(), bounds=BOUNDS)
    assert installed(models) == (model,)
    assert Argos([models]).open(EN, PT).translate(["The cat."])[0].text == "o gato."
    assert left_in(models)[0] == model.name


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("truncated", "bytes came"),
        ("chunked-short", "broken off"),
        ("longer", "sha256 is"),
        ("shorter", "sha256 is"),
        ("huge", "longer than 16 MB"),
        ("endless", "longer than 16 MB"),
        ("stalling", "timed out"),
        ("silent", "timed out"),
        ("broken", "no answer: what"),
        ("missing", "answers 404"),
        ("loop", "more than 5 redirects"),
        ("once-more", "more than 5 redirects"),
        ("to-a-file", "it leads to 'file:///etc/hostname'"),
        ("to-plain-http", "it leads to 'http://models.invalid"),
        ("to-a-password", "it leads to 'https://a:b@"),
        ("nowhere", "Invalid IPv6 URL"),
    ],
)
def test_a_server_that_behaves_badly_leaves_nothing(server: Server, models: Path, way: str, why: str) -> None:
    bounds = IMPATIENT if "timed out" in why else BOUNDS
    with pytest.raises(SetupError, match=why) as raised:
        install_from(f"{server.address}/{way}", models, sha256=server.sha256, bounds=bounds)
    assert raised.value.place == f"{server.address}/{way}"
    assert left_in(models) == []


def test_another_sha256_is_refused(server: Server, models: Path) -> None:
    with pytest.raises(SetupError, match=f"sha256 is {server.sha256}, not {OTHER}"):
        install_from(f"{server.address}/whole", models, sha256=OTHER)
    assert left_in(models) == []


def test_what_is_not_a_package_is_refused_under_its_address(models: Path, server: Server) -> None:
    server.texts["/note"] = "no package"
    pin = sha256(b"no package").hexdigest()
    with pytest.raises(SetupError, match="/note: Refused: it cannot be read as a zip archive"):
        install_from(f"{server.address}/note", models, sha256=pin)
    assert left_in(models) == []


def test_a_slow_server_is_given_up_on(server: Server, tmp_path: Path) -> None:
    """The clock goes on by ten seconds whenever something comes: 64 KB in a minute is too slow."""
    ticks = count(step=10)
    bounds = Bounds(silence=30, slowest=1 << 20)
    with pytest.raises(SetupError, match="bytes came in 40 s"):
        fetch(f"{server.address}/whole", tmp_path / "file", bounds=bounds, clock=lambda: float(next(ticks)))


def test_without_a_sha256_nothing_is_asked_for(server: Server, models: Path) -> None:
    with pytest.raises(UsageError, match="--sha256"):
        install_from(f"{server.address}/whole", models)
    assert server.asked == []
    assert not models.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://models.invalid/a.argosmodel", "ftp://127.0.0.1/a", "file:///etc/hostname", "https://",
        "https://a:b@models.invalid/a", "http://127.0.0.1.models.invalid/a", "https://models.invalid/a b",
        "http://[::1/a", "http://10.0.0.1/a",
    ],
)  # fmt: skip
def test_addresses_that_are_not_allowed(url: str, models: Path) -> None:
    with pytest.raises(UsageError, match="not an address to load from"):
        install_from(url, models, sha256=OTHER)
    assert not models.exists() or left_in(models) == []


@pytest.mark.parametrize("value", ["abc", "x" * 64, "0" * 65])
def test_a_sha256_that_is_none(argosmodel: Path, models: Path, value: str) -> None:
    with pytest.raises(UsageError, match="64 hexadecimal digits"):
        install_from(str(argosmodel), models, sha256=value)


def test_a_file_can_be_pinned_too(argosmodel: Path, models: Path, server: Server) -> None:
    with pytest.raises(SetupError, match="its sha256 is"):
        install_from(str(argosmodel), models, sha256=OTHER)
    assert not models.exists()
    model = install_from(str(argosmodel), models, sha256=server.sha256)
    assert installed(models) == (model,)


def test_a_folder_cannot_be_pinned(dictionary: Path, models: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        install_from(str(dictionary / "en_pt"), models, sha256=OTHER)


@pytest.mark.parametrize("wanted", ["en-pt", "en_pt", "translate-en_pt", "EN-PT"])
@pytest.mark.parametrize("served", [False, True])
def test_the_newest_package_of_an_index(
    server: Server, models: Path, tmp_path: Path, wanted: str, served: bool
) -> None:
    text = json.dumps(index_of(server))
    server.texts["/index.json"] = text
    (tmp_path / "index.json").write_text(text, "utf-8")
    index = f"{server.address}/index.json" if served else str(tmp_path / "index.json")
    assert install_from(wanted, models, index=index).version == "1.9"


def test_the_next_link_is_tried(server: Server, models: Path, tmp_path: Path) -> None:
    links = [f"{server.address}/{way}" for way in ("missing", "longer", "whole", "truncated")]
    (tmp_path / "index.json").write_text(json.dumps(index_of(server, links=links)), "utf-8")
    install_from("en-pt", models, index=str(tmp_path / "index.json"))
    assert server.asked == ["/missing", "/longer", "/whole"]


@pytest.mark.parametrize(
    ("changes", "error", "why"),
    [
        ({"sha256": ""}, UsageError, "--sha256"),
        ({"sha256": "abc"}, UsageError, "64 hexadecimal digits"),
        ({"sha256": OTHER}, SetupError, "sha256 is"),
        ({"links": []}, SetupError, "no address for en-pt"),
        ({"links": "nowhere"}, SetupError, "no address for en-pt"),
        ({"links": ["ipfs://something", "magnet:?x"]}, SetupError, "no address for en-pt"),
        (
            {"links": ["{server}/loop", "{server}/missing"]},
            SetupError,
            "loop: .*redirects.*; .*missing: .*404",
        ),
        ({"to_code": "ar", "from_code": None}, UsageError, "no package 'en-pt'. It has: en-pt|no package"),
    ],
)
def test_an_index_that_does_not_help(
    server: Server,
    models: Path,
    tmp_path: Path,
    changes: dict[str, object],
    error: type[EditionsError],
    why: str,
) -> None:
    listed = json.dumps(index_of(server, **changes)[1:]).replace("{server}", server.address)
    (tmp_path / "index.json").write_text(listed, "utf-8")
    with pytest.raises(error, match=why):
        install_from("en-pt", models, index=str(tmp_path / "index.json"))
    assert not models.exists() or left_in(models) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "not readable JSON"), ("{}", "not an index"), ('["en"]', "not an index"), ("[" * 99999, "JSON")],
)
def test_a_garbled_index(server: Server, models: Path, text: str, why: str) -> None:
    server.texts["/index.json"] = text
    with pytest.raises(SetupError, match=why):
        install_from("en-pt", models, index=f"{server.address}/index.json")
    assert left_in(models) == []


def test_an_index_that_is_not_there(models: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.json: cannot be read"):
        install_from("en-pt", models, index=str(tmp_path / "nowhere.json"))


def test_an_index_that_never_ends(server: Server, models: Path) -> None:
    with pytest.raises(SetupError, match="longer than 16 MB"):
        install_from("en-pt", models, index=f"{server.address}/endless", bounds=BOUNDS)
    assert left_in(models) == []
