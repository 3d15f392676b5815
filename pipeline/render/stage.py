"""The stage that turns editions into files."""

from collections.abc import Sequence

from pipeline.model import Edition, File, Track
from pipeline.render import chapters
from pipeline.render.captions import captions, karaoke
from pipeline.render.epub import BOOK, book
from pipeline.render.page import narration_file, page, page_path
from pipeline.render.record import record
from pipeline.render.review import review


class Render:
    """Fills `Edition.files`: page, captions, narration, record and review file.

    Editions of one article in a batch link to each other. Failed ones pass through and get no files;
    the pages of the others say that they are missing. The same batch gives the same bytes.
    """

    def __init__(self, *, words: bool = False, site: str = "", epub: bool = True) -> None:
        """`words`: whether captions with a time for each word are made too, and books go word by word;
        `site`: as `Options.site`; `epub`: whether there are books."""
        self._words = words
        self._epub = epub
        self._site = site

    def __call__(self, editions: Sequence[Edition]) -> tuple[Edition, ...]:
        families: dict[str, list[Edition]] = {}
        for edition in editions:
            families.setdefault(edition.article.name, []).append(edition)
        return tuple(
            edition
            if edition.failure
            else edition.but(files=self._files(edition, families[edition.article.name]))
            for edition in editions
        )

    def _files(self, edition: Edition, family: Sequence[Edition]) -> tuple[File, ...]:
        folder = f"{edition.article.slug}/{edition.lang}"
        made = [other for other in family if not other.failure]
        failed = [other for other in family if other.failure]
        book_file = [File(f"{folder}/{BOOK}", book(edition, words=self._words))] if self._epub else []
        octets = sum(len(each.data) for each in book_file)
        files = [
            File(
                page_path(edition.article.slug, edition.lang), page(edition, made, failed, self._site, octets)
            ),
            File(f"{folder}/edition.json", record(edition)),
        ]
        if not edition.is_source:
            files.append(File(f"{folder}/review.xlf", review(edition)))
        if edition.track:
            files += _narration(folder, edition, edition.track)
        if edition.track and self._words:
            files.append(File(f"{folder}/words.vtt", karaoke(edition, edition.track)))
        return (*files, *book_file)


def _narration(folder: str, edition: Edition, track: Track) -> list[File]:
    return [
        *(File(f"{folder}/{narration_file(sound)}", sound.data) for sound in track.sounds),
        File(f"{folder}/narration.vtt", captions(edition, track)),
        *([File(f"{folder}/{chapters.FILE}", chapters.chapters(edition, track))] if track.chapters else []),
    ]
