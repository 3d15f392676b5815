"""The EPUBs: the same words, the same sound, every sentence of the spine in an overlay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.model import LABEL_KINDS
from pipeline.narrate.script import UNSPOKEN
from pipeline.verify import style
from pipeline.verify.book import MIMETYPE, XML_LANG, Book, BookError, Item, Par, milliseconds, open_book
from pipeline.verify.model import Element, Fault, Page, Printed, Published, Rule, said, select, value
from pipeline.verify.own import OwnTool
from pipeline.verify.structure import language, outline
from pipeline.verify.structure.metadata import CLAIMED
from pipeline.verify.structure.opened import Opened, is_hidden, texts
from pipeline.verify.tags import direction, foreign

AGAIN = "Build the edition again."
ZIP = Rule(
    "epub.zip", "`mimetype` is the first member, stored, and names an EPUB", "EPUB OCF 3.3 §4.3", AGAIN
)
PACKAGE = Rule("epub.package", "the package and everything it lists can be read", "EPUB 3.3 §5", AGAIN)
LANG = Rule(
    "epub.lang",
    "package and documents tell the language of the edition and its direction",
    "EPUB Accessibility 1.1 §3.3, EPUB 3.3 §5.4",
    AGAIN,
)
OVERLAY = Rule("epub.overlay", "every document of the spine has a media overlay", "EPUB 3.3 §9.3", AGAIN)
COVERED = Rule(
    "epub.covered",
    "everything that is shown is in the overlay, but for code and the labels that sort an article",
    "EPUB 3.3 §9.3.2",
    AGAIN,
)
ORDER = Rule(
    "epub.order", "the overlay speaks in the order of the document", "EPUB 3.3 §9.3.1, WCAG 1.3.2", AGAIN
)
CLIP = Rule(
    "epub.clip",
    "the overlay's times are those of `edition.json`, to the millisecond",
    "EPUB 3.3 §9.2.2",
    AGAIN,
)
DURATION = Rule(
    "epub.duration",
    "the duration of each overlay and of the whole is told and is the sum, to 1 s",
    "EPUB 3.3 §9.3.5",
    AGAIN,
)
SOUND = Rule(
    "epub.sound", "the book holds the narration that the tree holds", "Editions: one narration", AGAIN
)
TEXT = Rule(
    "epub.text",
    "the sentences of the book read as in `edition.json`, none is left out",
    "Editions: ids for life",
    AGAIN,
)
NOTICE = Rule(
    "epub.notice",
    "a translated book tells who translated it, as the page does",
    "EU AI Act, article 50(4)",
    AGAIN,
)
ACCESS = Rule(
    "epub.access",
    "the package tells modes, each sufficient one for itself, features, hazards, and a summary",
    "EPUB Accessibility 1.1 §2.2",
    AGAIN,
)
NARRATOR = Rule(
    "epub.narrator", "the package tells the voice and the class of what is being read", "EPUB 3.3 §D.5", AGAIN
)
CLAIM = Rule(
    "epub.claim",
    "nothing claims conformance: no program can evaluate that",
    "EPUB Accessibility 1.1 §4",
    "Remove the claim; say that the book was audited by automation.",
)
RULES = (
    ZIP, PACKAGE, LANG, OVERLAY, COVERED, ORDER, CLIP, DURATION, SOUND, TEXT, NOTICE, ACCESS, NARRATOR, CLAIM,
)  # fmt: skip

_SECOND = 1000
_XHTML = "application/xhtml+xml"
_ALWAYS = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)


@dataclass(frozen=True)
class Bound:
    """A book with the edition it is of. Not slotted: what is looked up once is kept."""

    tree: Published
    path: str
    edition: Printed
    book: Book

    def fault(self, rule: Rule, place: str = "", message: str = "", evidence: str = "") -> Fault:
        return rule.fault(f"{self.path}: {place}" if place else self.path, message, evidence)

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Any]]:
        """Sentences and notes by id."""
        data = self.edition.data
        return {part["id"]: part for part in (*data.get("segments", ()), *data.get("notes", ()))}

    @cached_property
    def documents(self) -> list[tuple[Item, Element]]:
        """What is read: the documents of the spine, and others that have an overlay, as the table of contents may.

        Raises `BookError`.
        """
        spine = {item.id for item in self.book.spine}
        read = [item for item in self.book.items.values() if item.id in spine or item.overlay]
        return [(item, self.book.parsed(item)) for item in read if item.media_type == _XHTML]

    @cached_property
    def overlays(self) -> list[Item]:
        """All that a document names."""
        named = dict.fromkeys(item.overlay for item, _ in self.documents)
        return [self.book.items[name] for name in named if name in self.book.items]

    @cached_property
    def pars(self) -> list[Par]:
        """Of all overlays. Raises `BookError`."""
        return [par for overlay in self.overlays for par in self.book.pars(overlay)]

    @property
    def narration(self) -> Mapping[str, Any]:
        """Empty where nothing is spoken."""
        return self.edition.data.get("narration") or {}


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all books."""
    editions = {edition.folder: edition for edition in tree.editions}
    for path in tree.epubs:
        edition = editions.get(path.rpartition("/")[0] + "/")
        try:
            book = open_book(tree.read(path))
            if edition is not None:
                yield from _book(Bound(tree, path, edition, book))
        except BookError as error:
            yield PACKAGE.fault(path, f"{error}.")


def _book(bound: Bound) -> Iterator[Fault]:
    names, book = list(bound.book.members), bound.book
    if names[:1] != ["mimetype"] or book.members["mimetype"] != MIMETYPE or not book.first_stored:
        yield bound.fault(ZIP, names[0] if names else "")
    absent = [item.path for item in book.items.values() if item.path not in book.members]
    if absent or not bound.documents:
        yield bound.fault(PACKAGE, "", "lists what is not there, or nothing to read.", ", ".join(absent))
    yield from _languages(bound)
    yield from _styles(bound)
    yield from _texts(bound)
    yield from _metadata(bound)
    if bound.narration:
        yield from _overlays(bound)
        yield from _durations(bound)
        yield from _sounds(bound)


def _languages(bound: Bound) -> Iterator[Fault]:
    lang, package = bound.edition.lang, bound.book.package
    told = [(node.text or "").strip() for node in select(package, "metadata/language")]
    progression = value(package, "spine/@page-progression-direction") or "ltr"
    wanted = direction(lang)
    if (
        package.get(XML_LANG) != lang
        or told[:1] != [lang]
        or progression != wanted
        or package.get("dir") != wanted
    ):
        seen = f"xml:lang {package.get(XML_LANG)}, dc:language {told}, pages {progression}, dir {package.get('dir')}"
        yield bound.fault(LANG, bound.book.package_path, f"must be {lang}, {wanted}.", seen)
    for item, root in bound.documents:
        if root.get(XML_LANG) != lang or root.get("dir") != wanted:
            yield bound.fault(
                LANG, item.path, f"must be {lang}, {wanted}.", f"{root.get(XML_LANG)}, {root.get('dir')}"
            )
            continue
        opened = Opened(bound.tree, Page(f"{bound.path}: {item.path}", b"", root), bound.edition)
        for check in (language.check, outline.ids, outline.pictures):
            yield from check(opened)


def _styles(bound: Bound) -> Iterator[Fault]:
    for item in bound.book.items.values():
        if item.media_type == "text/css":
            sheet = bound.book.members.get(item.path, b"").decode("utf-8", "replace")
            yield from style.examine(f"{bound.path}: {item.path}", sheet)


def _texts(bound: Bound) -> Iterator[Fault]:
    shown = {node.get("id"): said(node) for _, root in bound.documents for node in select(root, "//*[@id]")}
    for name, part in bound.parts.items():
        text = part.get("target", part.get("text", ""))
        is_notice = part["kind"] == "notice"
        if is_notice and shown.get(name) != text:
            yield bound.fault(NOTICE, f"#{name}", "", text)
        elif "source" in part and part["kind"] not in LABEL_KINDS and shown.get(name) != text:
            yield bound.fault(TEXT, f"#{name}", "", str(shown.get(name)))


def _overlays(bound: Bound) -> Iterator[Fault]:
    for item, root in bound.documents:
        if bound.book.items.get(item.overlay) is None:
            yield bound.fault(OVERLAY, item.path)
            continue
        spoken = [par.fragment for par in bound.pars if par.document == item.path]
        yield from _order(bound, item, root, spoken)
        yield from _covered(bound, item, root, set(spoken))
    for par in bound.pars:
        clip = (bound.parts.get(par.fragment) or {}).get("clip")
        same = clip is None or (round(par.begin), round(par.end)) == (clip["begin"], clip["end"])
        if not same or not 0 <= par.begin < par.end <= bound.narration["milliseconds"]:
            yield bound.fault(CLIP, f"#{par.fragment}", "", f"{par.begin:.0f} to {par.end:.0f} ms")


def _order(bound: Bound, item: Item, root: Element, spoken: list[str]) -> Iterator[Fault]:
    ids = [node.get("id") or "" for node in root.iter("*") if node.get("id")]
    unknown = [name for name in spoken if name not in ids]
    if unknown:
        yield bound.fault(
            ORDER, item.path, "its overlay names ids that it does not have.", ", ".join(unknown)
        )
    elif spoken != [name for name in ids if name in set(spoken)]:
        yield bound.fault(ORDER, item.path)


def _covered(bound: Bound, item: Item, root: Element, spoken: set[str]) -> Iterator[Fault]:
    silent = {name for name, part in bound.parts.items() if part["kind"] in UNSPOKEN}
    for text in texts(root):
        around = [node.get("id") for node in (text.holder, *text.holder.iterancestors()) if node.get("id")]
        in_body = bool(select(text.holder, "ancestor-or-self::body"))
        shown = any(map(str.isalnum, text.text)) and in_body and not is_hidden(text.holder)
        if shown and not set(around) & (spoken | silent):
            yield bound.fault(COVERED, item.path, "", text.text)


def _durations(bound: Bound) -> Iterator[Fault]:
    told = dict(bound.book.metas("media:duration"))
    total = 0.0
    for overlay in bound.overlays:
        length = sum(par.end - par.begin for par in bound.book.pars(overlay))
        total += length
        if overlay.id not in told or abs(milliseconds(told[overlay.id]) - length) > _SECOND:
            yield bound.fault(
                DURATION, overlay.path, f"speaks for {length:.0f} ms.", told.get(overlay.id, "none")
            )
    if "" not in told or abs(milliseconds(told[""]) - total) > _SECOND:
        yield bound.fault(
            DURATION, bound.book.package_path, f"speaks for {total:.0f} ms.", told.get("", "none")
        )


def _sounds(bound: Bound) -> Iterator[Fault]:
    files = [bound.narration["file"], *(sound["file"] for sound in bound.narration.get("also", ()))]
    ours = {bound.tree.read(bound.edition.folder + name) for name in files}
    for name in sorted({par.sound for par in bound.pars}):
        if bound.book.members.get(name) not in ours:
            yield bound.fault(SOUND, name)


def _metadata(bound: Bound) -> Iterator[Fault]:
    book, spoken = bound.book, bool(bound.narration)
    absent = [name for name in _ALWAYS if not book.metas(name)]
    sufficient = {value for _, value in book.metas("schema:accessModeSufficient")}
    features = {value for _, value in book.metas("schema:accessibilityFeature")}
    wanted = {"textual", "auditory"} if spoken else {"textual"}
    if absent or not wanted <= sufficient or (spoken and "synchronizedAudioText" not in features):
        yield bound.fault(ACCESS, book.package_path, "", ", ".join((*absent, *(wanted - sufficient))))
    for _, summary in book.metas("schema:accessibilitySummary"):
        if len(foreign(summary, bound.edition.lang).replace(" ", "")) * 2 > sum(map(str.isalpha, summary)):
            yield bound.fault(ACCESS, book.package_path, "sums up in another language.", summary)
    if spoken and not (book.metas("media:active-class") and book.metas("media:narrator")):
        yield bound.fault(NARRATOR, book.package_path)
    told = " ".join(
        f"{' '.join(map(str, node.attrib.values()))} {node.text or ''}" for node in book.package.iter("*")
    )
    if claimed := CLAIMED.search(told):
        yield bound.fault(CLAIM, book.package_path, "", claimed[0])


BOOKS = OwnTool("epub", RULES, find, lambda tree: len(tree.epubs))
