"""The sound of a book: every sentence in an overlay, in reading order, at the times of `edition.json`."""

from collections.abc import Iterator

from pipeline.narrate.script import UNSPOKEN
from pipeline.verify.book import Item, Par, milliseconds
from pipeline.verify.books.bound import Bound, ids_around, narration_of
from pipeline.verify.books.rules import CLIP, COVERED, DURATION, ORDER, OVERLAY, SOUND
from pipeline.verify.model import Element, Fault, select, values

_SECOND = 1000


def check(bound: Bound) -> Iterator[Fault]:
    """Everything about its sound that a book can get wrong. Raises `BookError`."""
    for item, root in bound.documents:
        yield from _document(bound, item, root)
    for par in bound.pars:
        yield from _times(bound, par)
    yield from _durations(bound)
    yield from _sounds(bound)


def _document(bound: Bound, item: Item, root: Element) -> Iterator[Fault]:
    edition = bound.edition_at(item.path)
    if bound.book.items.get(item.overlay) is None:
        if narration_of(edition):
            yield bound.fault(OVERLAY, item.path)
        return
    spoken = [par.fragment for par in bound.pars if par.document == item.path]
    yield from _order(bound, item, root, spoken)
    silent = {name for name, part in bound.parts_at(item.path).items() if part["kind"] in UNSPOKEN}
    for text in bound.unspoken(item, root):
        if not set(ids_around(text.holder)) & silent and not _leads_to_silence(bound, text.holder):
            yield bound.fault(COVERED, item.path, "", text.text)


def _leads_to_silence(bound: Bound, node: Element) -> bool:
    """Whether it stands in the contents of an issue, as the name of an article without sound."""
    for href in values(node, "ancestor-or-self::a/@href"):
        edition = bound.editions.get(href.rpartition("/")[0] + "/")
        return edition is not None and not narration_of(edition)
    return False


def _order(bound: Bound, item: Item, root: Element, spoken: list[str]) -> Iterator[Fault]:
    ids = [node.get("id") or "" for node in select(root, "//*[@id]")]
    unknown = [name for name in spoken if name not in set(ids)]
    if unknown:
        told = "its overlay names ids that it does not have."
        yield bound.fault(ORDER, item.path, told, ", ".join(unknown))
    elif spoken != [name for name in ids if name in set(spoken)]:
        yield bound.fault(ORDER, item.path)


def _times(bound: Bound, par: Par) -> Iterator[Fault]:
    clip = (bound.parts_at(par.document).get(par.fragment) or {}).get("clip")
    same = clip is None or (round(par.begin), round(par.end)) == (clip["begin"], clip["end"])
    length = narration_of(bound.edition_at(par.sound)).get("milliseconds", 0)
    if not same or not 0 <= par.begin < par.end <= length:
        yield bound.fault(CLIP, f"#{par.fragment}", "", f"{par.begin:.0f} to {par.end:.0f} ms")


def _durations(bound: Bound) -> Iterator[Fault]:
    told = dict(bound.book.metas("media:duration"))
    lengths = {item.id: sum(par.end - par.begin for par in bound.book.pars(item)) for item in bound.overlays}
    paths = {item.id: item.path for item in bound.overlays}
    wanted = {**lengths, "": sum(lengths.values())}
    for name, length in wanted.items():
        if name not in told or abs(milliseconds(told[name]) - length) > _SECOND:
            place = paths.get(name, bound.book.package_path)
            yield bound.fault(DURATION, place, f"speaks for {length:.0f} ms.", told.get(name, "none"))


def _sounds(bound: Bound) -> Iterator[Fault]:
    for name in sorted({par.sound for par in bound.pars}):
        edition = bound.edition_at(name)
        told = narration_of(edition)
        files = [sound["file"] for sound in (told, *told.get("also", ()))] if told else []
        ours = {bound.tree.read(edition.folder + file) for file in files} if edition else set()
        if bound.book.members.get(name) not in ours:
            yield bound.fault(SOUND, name)
