"""The stage that turns editions into files."""

from collections.abc import Sequence

from pipeline.model import Edition, File
from pipeline.render.captions import captions
from pipeline.render.page import narration_file, page, page_path
from pipeline.render.record import record
from pipeline.render.review import review


class Render:
    """Fills `Edition.files`: page, captions, narration, record and review file.

    Editions of one article in a batch link to each other. Failed ones pass through and get no files;
    the pages of the others say that they are missing. The same batch gives the same bytes.
    """

    def __call__(self, editions: Sequence[Edition]) -> tuple[Edition, ...]:
        families: dict[str, list[Edition]] = {}
        for edition in editions:
            families.setdefault(edition.article.name, []).append(edition)
        return tuple(
            edition if edition.failure else edition.but(files=_files(edition, families[edition.article.name]))
            for edition in editions
        )


def _files(edition: Edition, family: Sequence[Edition]) -> tuple[File, ...]:
    folder = f"{edition.article.slug}/{edition.lang}"
    made = [other for other in family if not other.failure]
    failed = [other for other in family if other.failure]
    files = [
        File(page_path(edition.article.slug, edition.lang), page(edition, made, failed)),
        File(f"{folder}/edition.json", record(edition)),
    ]
    if not edition.is_source:
        files.append(File(f"{folder}/review.xlf", review(edition)))
    if edition.track:
        files.append(File(f"{folder}/{narration_file(edition.track)}", edition.track.data))
        files.append(File(f"{folder}/narration.vtt", captions(edition, edition.track)))
    return tuple(files)
