"""What the package tells of a book: how it can be read, who speaks, its cover; and that it claims nothing."""

from collections.abc import Iterator

from pipeline.verify.books.bound import Bound
from pipeline.verify.books.rules import ACCESS, CLAIM, NARRATOR, PACKAGE
from pipeline.verify.model import Fault
from pipeline.verify.structure.metadata import CLAIMED
from pipeline.verify.tags import foreign

_ALWAYS = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)
_MODE, _SUFFICIENT = "schema:accessMode", "schema:accessModeSufficient"


def check(bound: Bound) -> Iterator[Fault]:
    """Everything that a package can tell wrongly. Raises `BookError`."""
    place, book = bound.book.package_path, bound.book
    yield from _cover(bound)
    yield from _modes(bound)
    for _, summary in book.metas("schema:accessibilitySummary"):
        if len(foreign(summary, bound.lang).replace(" ", "")) * 2 > sum(map(str.isalpha, summary)):
            yield bound.fault(ACCESS, place, "sums up in another language.", summary)
    if bound.is_spoken and not (book.metas("media:active-class") and book.metas("media:narrator")):
        yield bound.fault(NARRATOR, place)
    nodes = book.package.iter("*")
    told = " ".join(f"{' '.join(map(str, node.attrib.values()))} {node.text or ''}" for node in nodes)
    if claimed := CLAIMED.search(told):
        yield bound.fault(CLAIM, place, "", claimed[0])


def _cover(bound: Bound) -> Iterator[Fault]:
    covers = [item for item in bound.book.items.values() if "cover-image" in item.properties]
    if [item.media_type.partition("/")[0] for item in covers] != ["image"]:
        told = "names no picture as the cover, or more than one thing."
        yield bound.fault(PACKAGE, bound.book.package_path, told, ", ".join(item.path for item in covers))


def _modes(bound: Bound) -> Iterator[Fault]:
    """A book may say that its sound suffices where a listener misses nothing, and must then say so."""
    book, place = bound.book, bound.book.package_path
    absent = [name for name in _ALWAYS if not book.metas(name)]
    features = {value for _, value in book.metas("schema:accessibilityFeature")}
    if bound.is_spoken and "synchronizedAudioText" not in features:
        absent.append("synchronizedAudioText")
    if absent:
        yield bound.fault(ACCESS, place, f"does not tell {', '.join(absent)}.")
    whole = bound.is_spoken and not any(
        True for item, root in bound.documents for _ in bound.unspoken(item, root)
    )
    for name, sounds in ((_MODE, bound.is_spoken), (_SUFFICIENT, whole)):
        wanted = {"textual", "auditory"} if sounds else {"textual"}
        told = {value for _, value in book.metas(name)}
        if told != wanted and (told or name == _SUFFICIENT):
            message = f"{name.removeprefix('schema:')} must be {' and '.join(sorted(wanted))}."
            yield bound.fault(ACCESS, place, message, ", ".join(sorted(told)))
