"""Small questions about a line of plain text; the rules of `head.py` and `body.py` ask them."""

import re

from pipeline.read.cues import Cues

MAX_TITLE = 200
MAX_STANDFIRST = 400
MAX_HEADING = 80
MAX_CAPTION = 500
MAX_CREDIT = 160
MAX_BYLINE = 100

_END = re.compile(r"[.,;:!…][\"'”’»)\]]*$|[\"”’»]$")
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?]\s+\S+\s+\S+\s+\S+")
_BEFORE_CREDIT = re.compile(r"^$|[.!?…()\[\]”\"’|/–—-]$")
_CLOSED_BY = {"(": ")", "[": "]"}
_PARTICLES = frozenset(
    [
        "and",
        "y",
        "e",
        "und",
        "et",
        "&",
        "with",
        "da",
        "das",
        "de",
        "del",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "al",
        "la",
        "le",
        "van",
        "von",
        "den",
        "bin",
        "ibn",
        "abu",
        "ter",
        "ten",
    ]
)
_PAIRS = {"“": "”", "”": "”", "„": "“", "«": "»", "»": "«", "‘": "’", "「": "」", "『": "』", '"': '"'}


def ends_sentence(text: str) -> bool:
    """Whether a line ends as no title does: a stop, a comma, a closing quote. A question mark is no stop here."""
    return bool(_END.search(text[-4:]))


def is_title(text: str) -> bool:
    """Short, and not a sentence."""
    return len(text) <= MAX_TITLE and not ends_sentence(text)


def is_one_sentence(text: str) -> bool:
    """Short, with its only stop at its end: a title that was given a stop."""
    return len(text) <= MAX_TITLE // 2 and text.endswith(".") and not _SENTENCE_INSIDE.search(text)


def is_heading(text: str) -> bool:
    """A short line without a stop that begins like one: a capital, a digit, or a letter that has no capitals."""
    begins = text[0].isalnum() and not text[0].islower()
    return len(text) <= MAX_HEADING and begins and not ends_sentence(text) and len(text.split()) <= 12


def is_byline(text: str, cues: Cues) -> bool:
    """The cue and names after it: capitals, or the small words inside names."""
    match = cues.byline.match(text)
    if not match or len(text) > MAX_BYLINE or not (names := text[match.end() :]) or ends_sentence(text):
        return False
    words = re.split(r"[\s,|/]+", names.strip())
    return all(_is_name(word) for word in words if word)


def _is_name(word: str) -> bool:
    first = word.lstrip("@(‘'")[:1]
    return (
        word.lower() in _PARTICLES
        or word.startswith(("@", "al-"))
        or (first.isalpha() and not first.islower())
    )


def is_quotation(text: str) -> bool:
    """Wholly in one pair of quotation marks, which do not close before the end."""
    closing = _PAIRS.get(text[:1])
    return bool(closing) and len(text) > 2 and text.find(closing or "", 1) == len(text) - 1


def split_credit(text: str, cues: Cues) -> tuple[str, str] | None:
    """Caption and credit of a line that ends with a picture's credit; the caption may be empty."""
    if len(text) > MAX_CAPTION:
        return None
    for match in cues.credit.finditer(text):
        before, credit = text[: match.start()], text[match.start() :]
        is_end = len(credit) <= MAX_CREDIT and not _SENTENCE_INSIDE.search(credit)
        is_glued = before[-1:].isalnum()
        if is_end and (is_glued or _BEFORE_CREDIT.search(before.rstrip())):
            return _without_brackets(before, credit)
    return None


def _without_brackets(before: str, credit: str) -> tuple[str, str]:
    """Brackets and dashes around a credit are not part of caption or credit."""
    caption = before.rstrip()
    if closing := _CLOSED_BY.get(caption[-1:]):
        return caption[:-1].rstrip(), credit.removesuffix(closing)
    return caption.rstrip(" |/–—-"), credit


def unglue(text: str, cues: Cues) -> tuple[tuple[str, str], ...]:
    """The ways to part a line where a word runs into another: "last goodbyesSaadallah square".

    Three small letters stand before the joint, a capital and two small ones after it, so "McDonald", "iPhone" and
    "YouTube" stay whole; so do the names that the cues list. Three words or more stand before it.
    """
    found = []
    begin = 0
    for word in text.split(" "):
        joints = [k for k in range(3, len(word) - 2) if _is_joint(word, k)]
        if joints and word.strip(".,;:!?()\"'“”‘’") not in cues.camel_case:
            found += [(text[: begin + k], text[begin + k :]) for k in joints]
        begin += len(word) + 1
    return tuple((before, after) for before, after in found if before.count(" ") >= 2)


def _is_joint(word: str, k: int) -> bool:
    return (
        word[k - 3 : k].isalpha()
        and word[k - 3 : k].islower()
        and word[k].isupper()
        and word[k + 1 : k + 3].islower()
    )
