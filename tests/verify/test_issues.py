"""Books of many articles are held to the same rules as those of one."""

import io
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.language import Lang
from pipeline.model import Edition
from pipeline.options import Options
from pipeline.publish import write
from pipeline.render import Render
from pipeline.store import Tree
from pipeline.verify import audit
from tests.render.samples import AR, EN, PT
from tests.verify.canaries.canary import WORD
from tests.verify.epub import packed
from tests.verify.tree import seal, spoken

ISSUE = "issues/may.{lang}.epub"
FIRST, SECOND = "EPUB/lighthouse/article", "EPUB/harbour/article"


def harbour(lang: Lang, *, silent: bool) -> Edition:
    """The same words under another name: the ids of its sentences are those of the first article."""
    edition = spoken(lang)
    named = replace(edition.article, name="harbour", slug="harbour")
    return edition.but(article=named, track=None) if silent else edition.but(article=named)


def issue(folder: Path, *, silent: bool = False) -> Path:
    """A tree with two articles in three languages, and an issue of both a language; `silent`: the second has no sound."""
    langs: Sequence[Lang] = (EN, AR, PT)
    articles = (map(spoken, langs), (harbour(lang, silent=silent) for lang in langs))
    editions = [edition for made in articles for edition in Render(epub=False)(list(made))]
    with Tree(folder) as tree:
        write(tree, editions, Options(out=folder, collection="May"))
    return folder


@pytest.fixture(scope="module")
def sound_issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return issue(tmp_path_factory.mktemp("issue"))


def test_there_is_an_issue_a_language_and_nothing_wrong_with_it(sound_issue: Path) -> None:
    assert [path.name for path in sorted((sound_issue / "issues").iterdir())] == [
        "may.ar.epub",
        "may.en.epub",
        "may.pt.epub",
    ]
    done = audit(sound_issue, ["epub", "tree"])
    assert done.faults == ()
    assert next(each for each in done.results if each.tool == "epub").things == 3


def test_an_article_without_sound_is_allowed_where_the_package_says_so(tmp_path: Path) -> None:
    assert audit(issue(tmp_path, silent=True), ["epub"]).faults == ()


DEFECTS = [
    ("epub.text", f"{SECOND}.xhtml", b'id="s0000000005"', b'id="s00000000ff"', {"epub.order", "epub.covered", "epub.access"}),
    ("epub.notice", f"{FIRST}.xhtml", b'id="n2"', b'id="n9"', {"epub.order", "epub.covered", "epub.access"}),
    ("epub.covered", f"{SECOND}.xhtml", b"</article>", b"<p>{word}</p></article>", {"epub.access"}),
    ("epub.clip", f"{SECOND}.smil", b'clipBegin="1.400s"', b'clipBegin="1.390s"', set()),
    ("epub.package", "EPUB/package.opf", b'properties="cover-image"', b"", set()),
    ("epub.access", "EPUB/package.opf", b'accessModeSufficient">auditory', b'accessModeSufficient">visual', set()),
    ("epub.lang", f"{FIRST}.xhtml", b" xml:lang=", b" data-lang=", set()),
    ("epub.sound", "EPUB/harbour/narration.mp3", b"", b"", set()),
    ("page.id", f"{FIRST}.xhtml", b"<article>", b'<article id="n2">', {"epub.notice", "epub.order"}),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "pt"])
@pytest.mark.parametrize(
    ("code", "member", "old", "new", "also"), DEFECTS, ids=[f"{each[0]} {each[1]}" for each in DEFECTS]
)
def test_a_defect_of_an_issue_is_found(
    code: str,
    member: str,
    old: bytes,
    new: bytes,
    also: set[str],
    lang: str,
    sound_issue: Path,
    tmp_path: Path,
) -> None:
    tree = Path(shutil.copytree(sound_issue, tmp_path / "tree"))
    path = tree / ISSUE.format(lang=lang)
    path.write_bytes(packed(dict(_changed(path, member, old, new.replace(b"{word}", WORD[lang].encode())))))
    seal(tree)
    assert {fault.code for fault in audit(tree, ["epub"]).faults} - also == {code}


def _changed(path: Path, member: str, old: bytes, new: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name == member:
                assert old in data
                data = data.replace(old, new, 1) if old else b"another voice"
            yield name, data


def test_an_article_that_the_tree_does_not_hold_is_told(sound_issue: Path, tmp_path: Path) -> None:
    tree = Path(shutil.copytree(sound_issue, tmp_path / "tree"))
    for path in (tree / "harbour" / "ar").iterdir():
        path.unlink()
    found = [(fault.code, fault.place) for fault in audit(tree, ["epub"]).faults]
    assert ("epub.package", "issues/may.ar.epub: EPUB/harbour/article.xhtml") in found
    assert {place.partition(":")[0] for _, place in found} == {"issues/may.ar.epub"}
