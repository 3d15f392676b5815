"""Defects of EPUBs."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.verify.canaries.canary import OTHER, WORD, Canary
from tests.verify.epub import packed

Members = dict[str, bytes]
TEXT, PACKAGE, SMIL = "EPUB/text.xhtml", "EPUB/package.opf", "EPUB/text.smil"


def _book(code: str, change: Callable[[Members, str], Members], *also: str) -> Canary:
    def put_in(tree: Path, lang: str) -> None:
        path = tree / "lighthouse" / lang / "edition.epub"
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        path.write_bytes(packed(change(members, lang)))

    return Canary(code, put_in, frozenset(also), name=code)


def _sub(code: str, member: str, pattern: str, replacement: str, *also: str) -> Canary:
    def change(members: Members, lang: str) -> Members:
        new = replacement.replace("{word}", WORD[lang]).replace("{foreign}", OTHER[lang][2])
        text, count = re.subn(pattern, new, members[member].decode(), count=1)
        assert count == 1, pattern
        return {**members, member: text.encode()}

    return _book(code, change, *also)


def _last_first(members: Members, _: str) -> Members:
    return dict(reversed(members.items()))


def _other_sound(members: Members, _: str) -> Members:
    return {**members, "EPUB/narration.mp3": b"another voice"}


def _left(members: Members, _: str) -> Members:
    item = b'<item id="style" href="style.css" media-type="text/css"/></manifest>'
    package = members[PACKAGE].replace(b"</manifest>", item)
    return {**members, PACKAGE: package, "EPUB/style.css": b"p { text-align: left }"}


def _silent_code(tree: Path, lang: str) -> None:
    """The last sentence is lines of a program, which no overlay speaks; the package says that the sound suffices."""
    record = tree / "lighthouse" / lang / "edition.json"
    edition = json.loads(record.read_bytes())
    last = edition["segments"][-1]
    last["kind"] = "code"
    record.write_text(json.dumps(edition), "utf-8")
    unspoken = _sub("epub.access", SMIL, rf'<par id="p-{last["id"]}"[^\n]*\n', "")
    unspoken.put_in(tree, lang)


BOOKS: tuple[Canary, ...] = (
    _book("epub.zip", _last_first),
    _sub("epub.package", PACKAGE, 'href="nav.xhtml"', 'href="gone.xhtml"'),
    _sub("epub.package", PACKAGE, "</package>", ""),
    _sub("epub.package", PACKAGE, ' properties="cover-image"', ""),
    _sub("epub.package", PACKAGE, '(href="cover.png" media-type=")image/png', r"\1text/plain"),
    _sub("epub.lang", PACKAGE, r' xml:lang="\w+"', ""),
    _sub("epub.lang", TEXT, r' dir="\w+"', ""),
    _sub("epub.overlay", PACKAGE, ' media-overlay="overlay"', "", "epub.duration", "epub.access"),
    _sub("epub.covered", TEXT, "</body>", "<p>{word}</p></body>", "epub.access"),
    _sub("epub.order", SMIL, r"(<par[^\n]*\n)(<par[^\n]*\n)", r"\2\1"),
    _sub("epub.clip", SMIL, 'clipBegin="1400ms"', 'clipBegin="1390ms"'),
    _sub("epub.duration", PACKAGE, r'(<meta property="media:duration">)[^<]*', r"\g<1>0:10:00"),
    _book("epub.sound", _other_sound),
    _sub("epub.text", TEXT, r'(<p id="s0000000005">)[^<]*', r"\1{word}"),
    _sub("epub.notice", TEXT, r'(<p id="n2">)[^<]*', r"\1{word}"),
    _sub("epub.access", PACKAGE, r'<meta property="schema:accessibilitySummary">[^\n]*\n', ""),
    _sub("epub.access", PACKAGE, r'<meta property="schema:accessModeSufficient">auditory[^\n]*\n', ""),
    _sub("epub.access", PACKAGE, r'<meta property="schema:accessMode">auditory[^\n]*\n', ""),
    Canary("epub.access", _silent_code, name="epub.access code"),
    _sub("epub.access", PACKAGE, r'(accessibilitySummary">)[^<]*', r"\1{foreign}"),
    _sub("epub.narrator", PACKAGE, r'<meta property="media:narrator">[^\n]*\n', ""),
    _sub("epub.claim", PACKAGE, "</metadata>", '<link rel="dcterms:conformsTo" href="x"/></metadata>'),
    _book("style.physical", _left),
    _sub("page.foreign", TEXT, r"</body>", '<p id="x">{foreign}</p></body>', "epub.covered", "epub.access"),
)  # fmt: skip
