"""What must hold of books."""

from pipeline.verify.model import Rule

AGAIN = "Build the edition again."
ZIP = Rule(
    "epub.zip", "`mimetype` is the first member, stored, and names an EPUB", "EPUB OCF 3.3 §4.3", AGAIN
)
PACKAGE = Rule(
    "epub.package",
    "the package and everything it lists can be read, and one picture in it is the cover",
    "EPUB 3.3 §5",
    AGAIN,
)
LANG = Rule(
    "epub.lang",
    "package and documents tell the language of the edition and its direction",
    "EPUB Accessibility 1.1 §3.3, EPUB 3.3 §5.4",
    AGAIN,
)
OVERLAY = Rule(
    "epub.overlay",
    "every document of an edition that is narrated has a media overlay",
    "EPUB 3.3 §9.3",
    AGAIN,
)
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
    "the package tells modes, features, hazards, and a summary; that the sound alone suffices exactly where "
    "everything that is shown is in an overlay",
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
