"""Defects of addresses, files and lists."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.verify.canaries.canary import Canary, into, sub

EDITION = "lighthouse/{lang}/"


def _file(code: str, change: Callable[[Path], object], name: str, *also: str, sealed: bool = False) -> Canary:
    def put_in(tree: Path, lang: str) -> None:
        change(tree / (EDITION + name).format(lang=lang))

    return Canary(code, put_in, frozenset(also), sealed=sealed, name=code)


def _unused(tree: Path, lang: str) -> None:
    """A file of `assets/` that is listed and named nowhere."""
    (tree / "assets" / f"old-{lang}.png").write_bytes(b"")
    path = tree / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["files"][f"assets/old-{lang}.png"] = {}
    path.write_text(json.dumps(manifest), "utf-8")


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _report(tree: Path, lang: str) -> None:
    path = tree / "report.json"
    report = json.loads(path.read_bytes())
    report["articles"]["lighthouse"]["editions"][lang]["milliseconds"] = 1
    path.write_text(json.dumps(report), "utf-8")


def _untold(tree: Path, lang: str) -> None:
    path = tree / "report.json"
    report = json.loads(path.read_bytes())
    report["articles"]["lighthouse"]["editions"].pop(lang)
    path.write_text(json.dumps(report), "utf-8")


TREES: tuple[Canary, ...] = (
    into("links.broken", '<a href="gone.html">{word}</a>'),
    into("links.edition", '<a href="../es/index.html">{word}</a>'),
    into("links.fragment", '<a href="#gone">{word}</a>'),
    into("links.fragment", '<a href="../en/index.html#gone">{word}</a>'),
    into("links.escapes", '<a href="../../../index.html">{word}</a>'),
    into("links.escapes", '<a href="/index.html">{word}</a>'),
    into("links.scheme", '<a href="file:///etc/hosts">{word}</a>'),
    Canary("links.unused", _unused, name="links.unused"),
    _file("tree.missing", Path.unlink, "review.xlf"),
    _file("tree.changed", _longer, "review.xlf"),
    _file("tree.stray", Path.touch, "notes.txt"),
    _file("tree.temporary", Path.touch, ".editions-tmp-1"),
    _file("tree.link", lambda path: path.symlink_to("index.html"), "old.html"),
    replace(sub("tree.json", EDITION + "chapters.json", r"\{", "", "audio.chapters"), sealed=True),
    Canary("tree.report", _report, name="tree.report milliseconds"),
    Canary("tree.report", _untold, name="tree.report untold"),
)  # fmt: skip
