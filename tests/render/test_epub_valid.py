"""EPUBCheck on all kinds of books, in one Java machine."""

from dataclasses import replace
from pathlib import Path

from pipeline.render.epub import book, issue_files
from pipeline.verify.epubcheck import check
from tests.render.samples import AR, EN, PT, lighthouse
from tests.render.test_epub import sounding
from tests.render.test_epub_odd import odd_books


def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    """Of editions in both directions, with words, without sound, of an issue, of what is rare; but of a broken one."""
    second = sounding(AR).but(article=replace(lighthouse(AR).article, slug="second"))
    good = {
        "en": book(sounding(EN)), "ar": book(sounding(AR)), "pt-words": book(sounding(PT, words=True), words=True),
        "ar-words": book(sounding(AR, words=True), words=True), "silent": book(lighthouse(AR).but(track=None)),
        "issue": issue_files([sounding(AR), second], "عدد الربيع")[0].data,
        **odd_books(),
    }  # fmt: skip
    broken = book(sounding(EN)).replace(b"EPUB/nav.xhtml", b"EPUB/gone.html")
    paths = {name: tmp_path / f"{name}.epub" for name in (*good, "broken")}
    for name, data in {**good, "broken": broken}.items():
        paths[name].write_bytes(data)
    told = dict(zip(paths, check([str(path) for path in paths.values()]), strict=True))
    assert told.pop("broken")
    assert told == {name: [] for name in good}
