"""Articles written to break a reader, a translator or a page: each is made whole, or refused in one line."""

import json
from collections.abc import Callable
from pathlib import Path

import nh3
import pytest
from lxml import html

from pipeline.language import Lang
from pipeline.options import Options
from pipeline.publish import publish
from pipeline.report import Report

SECRET = "root:x:0:0"
HEAD = "<html><head><title>The tower stands</title></head><body><h1>The tower stands</h1>"
SHOWN = {
    "a", "abbr", "bdi", "blockquote", "code", "div", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "li", "ol", "p", "pre", "span", "strong", "time", "ul", "table", "caption", "tr", "th", "td",
    "thead", "tbody", "article",
}  # fmt: skip
"""All elements that the words of an article may become."""
HARMLESS = {
    "*": {
        "id",
        "class",
        "lang",
        "dir",
        "role",
        "aria-label",
        "translate",
        "data-state",
        "data-begin",
        "data-end",
    },
    "a": {"href", "hreflang"},
    "time": {"datetime"},
}


def markdown(text: str) -> str:
    return f"# The tower stands\n\n{text}\n\nIt stands still.\n"


WHOLE: dict[str, Callable[[], str]] = {
    "endless-word.txt": lambda: f"The tower stands\n\n{'x' * 1_000_000}\n\nIt stands still.\n",
    "no-space.txt": lambda: f"The tower stands\n\n{'word,' * 5_000}\n\nIt stands still.\n",
    "no-space.ar.txt": lambda: f"البرج قائم\n\n{'كلمة،' * 5_000}\n\nIt stands still.\n",
    "long-line.txt": lambda: "The tower stands\n\n" + "It is old and grey. " * 8_000 + "\n\nIt stands still.\n",
    "brackets.md": lambda: markdown("[" * 30_000 + "x" + "](y)" * 30_000),
    "stars.md": lambda: markdown("*a **b " * 2_000),
    "backticks.md": lambda: markdown("`" * 30_000 + "a" + "`" * 29_999),
    "entities.html": lambda: f"{HEAD}<p>{'&amp;lt;' * 20_000} It stands still.</p>",
    "attributes.html": lambda: f"{HEAD}<p {' '.join(f'a{n}=b' for n in range(20_000))}>It stands still.</p>",
    "unclosed.html": lambda: f"{HEAD}<p>{'<b>bold ' * 200} It stands still.",
    "marks.txt": lambda: f"The tower stands\n\na{chr(0x301) * 20_000} word.\n\nIt stands still.\n",
    "e-mails.txt": lambda: f"The tower stands\n\n{'a.' * 100_000}@\n\nIt stands still.\n",
    "entity-bomb.html": lambda: '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' f"{HEAD}<p>Before &b; it.</p><p>It stands still.</p>",
    "external-entity.html": lambda: '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' f"{HEAD}<p>Before &x; it.</p><p>It stands still.</p>",
    "include.xhtml": lambda: f'<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?>{HEAD}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><p>It stands still.</p></body></html>',
    "deep-marks.html": lambda: f"{HEAD}<p>It {'<em><b>' * 900}stands{'</b></em>' * 900} still.</p>",
    "script.html": lambda: f"{HEAD}<script>alert(1)</script><p onclick='alert(2)'>It <svg onload=alert(3)><img src=x onerror=alert(4)> stands <a href='javascript:alert(5)'>still</a>.</p><style>p{{}}</style><p>It stands still.</p><iframe srcdoc='<script>alert(6)</script>'></iframe>",
    "script.md": lambda: markdown("A <script>alert(1)</script> and <img src=x onerror=alert(2)> and [a](javascript:alert(3)) and [b](data:text/html,x) and [c](<vbscript:x>) and `</code><b>` and <https://a.b/\"onmouseover=alert(4)>."),
    "script.txt": lambda: 'The tower <script>alert(1)</script>\n\n"><img src=x onerror=alert(2)> and &lt;b&gt; and {{ 7 * 7 }} and {% raw %} and ${7*7}.\n\nIt stands still.\n',
    "overrides.txt": lambda: "The tower stands\n\nA word \u202eevil\u202c and \u2066open and \u202dforced text.\n\nIt stands still.\n",
}  # fmt: skip
REFUSED: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.md": lambda: b" \n\n\t\n",
    "binary.txt": lambda: bytes(range(256)) * 40,
    "nul.txt": lambda: b"The tower\0 stands\n\n\x1b[31m It stands still.\n",
    "deep.html": lambda: (
        f"{HEAD}{'<div>' * 20_000}<p>Deep words.</p>{'</div>' * 20_000}<p>After.</p>".encode()
    ),
    "deep-quotation.md": lambda: markdown(">" * 5_000 + " deep words").encode(),
    "deep-list.md": lambda: markdown("".join(f"{'  ' * n}- item\n" for n in range(600))).encode(),
    "no-words.html": lambda: b"<html><body><script>var a = 1;</script></body></html>",
}


def build(source: Path, out: Path) -> Report:
    folder = out.parent
    options = Options(
        to=(Lang.parse("pt"),), out=out, audio="none",
        cache=folder / "cache", models=folder / "models", memory_db=folder / "memory",
    )  # fmt: skip
    return publish([source], options)


@pytest.mark.parametrize("name", WHOLE)
def test_it_is_made_whole_and_nothing_in_it_acts(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_text(WHOLE[name](), "utf-8")
    report = build(source, tmp_path / "out")
    assert list(report.failures()) == []
    for page in (tmp_path / "out").glob("*/*/index.html"):
        text = page.read_text("utf-8")
        assert SECRET not in text
        (article,) = html.fromstring(text).iter("article")
        for part in (
            each for each in article.iter("header", "div") if each.get("class") in ("opening", "body")
        ):
            assert_harmless(html.tostring(part, encoding="unicode"))
    record = json.loads((tmp_path / "out" / next(iter(report.articles)) / "en" / "edition.json").read_bytes())
    assert record["segments"][-1]["target"].endswith(("It stands still.", "still.", "x"))  # the end is there


def assert_harmless(markup: str) -> None:
    """An allow-list that is not ours finds nothing to take away."""
    cleaned = nh3.clean(
        markup, tags=SHOWN, attributes=HARMLESS, link_rel=None, url_schemes={"http", "https", "mailto"}
    )
    assert html.tostring(html.fromstring(cleaned)) == html.tostring(html.fromstring(markup))


def test_the_allow_list_would_find_something() -> None:
    for markup in (
        "<p onclick='x()'>a</p>",
        "<p><script>x()</script></p>",
        "<p><a href='javascript:x()'>a</a></p>",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(markup)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_line_and_its_neighbour_is_made(name: str, tmp_path: Path) -> None:
    source, neighbour = tmp_path / name, tmp_path / "neighbour.txt"
    source.write_bytes(REFUSED[name]())
    neighbour.write_text("The tower stands\n\nIt stands still.\n", "utf-8")
    options = Options(
        out=tmp_path / "out", audio="none", cache=tmp_path / "cache", memory_db=tmp_path / "memory"
    )
    report = publish([source, neighbour], options)
    (line,) = report.failures()
    assert line.startswith(f"{source}") or line.startswith(name)
    assert "\n" not in line
    assert report.exit_code == 1
    assert list(report.articles) == ["neighbour"]
    assert (tmp_path / "out" / "neighbour" / "en" / "index.html").is_file()


def test_forced_directions_are_told_and_cannot_leave_their_sentence(tmp_path: Path) -> None:
    source = tmp_path / "overrides.txt"
    source.write_text(WHOLE["overrides.txt"](), "utf-8")
    report = build(source, tmp_path / "out")
    assert "read.bidi" in {finding["code"] for finding in report.articles["overrides"]["findings"]}
    page = html.parse(tmp_path / "out" / "overrides" / "en" / "index.html")
    (open_one,) = (each for each in page.iter("span") if "forced" in each.text_content())
    assert open_one.get("dir") == "ltr"  # an element with a direction is isolated from its neighbours
