"""The EPUBs: the same words, the same sound, every sentence of the spine in an overlay; of one edition or of many."""

from collections.abc import Iterator

from pipeline.verify.book import MIMETYPE, BookError, open_book
from pipeline.verify.books import overlays, package, text
from pipeline.verify.books.bound import Bound, editions_of
from pipeline.verify.books.rules import PACKAGE, RULES, ZIP
from pipeline.verify.model import Fault, Published
from pipeline.verify.own import OwnTool


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all books."""
    for path in tree.epubs:
        try:
            book = open_book(tree.read(path))
            if editions := editions_of(tree, path, book):
                yield from _book(Bound(tree, path, editions, book))
        except BookError as error:
            yield PACKAGE.fault(path, f"{error}.")


def _book(bound: Bound) -> Iterator[Fault]:
    yield from _container(bound)
    yield from text.check(bound)
    yield from package.check(bound)
    if bound.is_spoken:
        yield from overlays.check(bound)


def _container(bound: Bound) -> Iterator[Fault]:
    names, book = list(bound.book.members), bound.book
    if names[:1] != ["mimetype"] or book.members["mimetype"] != MIMETYPE or not book.first_stored:
        yield bound.fault(ZIP, names[0] if names else "")
    absent = [item.path for item in book.items.values() if item.path not in book.members]
    if absent or not bound.documents:
        yield bound.fault(PACKAGE, "", "lists what is not there, or nothing to read.", ", ".join(absent))
    for item in book.spine:
        if bound.edition_at(item.path) is None:
            yield bound.fault(PACKAGE, item.path, "belongs to no edition of the tree.")


BOOKS = OwnTool("epub", RULES, find, lambda tree: len(tree.epubs))
