"""Bytes to text: which encoding, which characters had to be replaced; all of it counted, nothing silent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Finding, Severity
from pipeline.read.wide import without_mark

REPLACEMENT = "\ufffd"

_BINARY_STARTS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive, or a Word, OpenDocument or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# The Windows code page that a language's readers wrote in before UTF-8; cp1252 for all others.
_CODE_PAGES = {
    "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "he": "cp1255", "el": "cp1253", "tr": "cp1254",
    "ru": "cp1251", "uk": "cp1251", "be": "cp1251", "bg": "cp1251", "sr": "cp1251", "mk": "cp1251",
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "ro": "cp1250", "hr": "cp1250",
    "sl": "cp1250", "lt": "cp1257", "lv": "cp1257", "et": "cp1257", "vi": "cp1258", "th": "cp874",
    "ja": "cp932", "ko": "cp949", "zh": "gb18030",
}  # fmt: skip
_LATIN = frozenset(
    ["cp1252", "cp1250", "cp1254", "cp1257", "windows-1252", "iso-8859-1", "iso-8859-2", "latin1"]
)
_SEVERAL_BYTES = frozenset(["cp932", "cp949", "gb18030"])
"""Other encodings of the same languages read in one of these lose little: nothing may be lost in them."""
_OTHER_ORDERS = frozenset(["cp1251", "cp1253", "cp1255", "cp1256", "cp874"])
"""Pages of scripts for which other encodings have the same letters in another order."""
_SAMPLE = 1 << 20
"""Bytes that the detection looks at, and characters that a guess is judged by."""
_FEW_LOST = 2
"""Bytes that a short text may have which its code page does not define; of a long one, one in a hundred."""
_FEW_FOREIGN = 6
"""Letters by which a short text cannot be told from one in another script."""
_RUN = re.compile("[^\x00-\x7f\ufffd]{3,}")
"""What in a Latin text is rare: letters with accents stand among others."""
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROLS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\ufeff]")
_DAMAGE = re.compile(
    "\ufffd|â€[\u0153\u2122\u0161\u02dc\u009d\u2013\u2014]|Ã[\u00a0-\u00bf]|Â[\u00a0-\u00bf]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text: line ends are "\\n", no control character but tab and newline, no surrogate."""

    text: str
    findings: tuple[Finding, ...]


def decode(data: bytes, *, name: str, lang: Lang, declared: str = "") -> Decoded:
    """The text of a file: by its byte order mark, as UTF-16 without one, as UTF-8, as `declared` inside the file, in
    the Windows code page of its language (cp1252 for most), or as charset-normalizer detects. Raises `ArticleError`
    for binary or empty files. `name` stands in the findings' places.
    """
    _refuse_known(data, name)
    encoding, text, lost = _decoded(data, name, lang, declared)
    damaged = len(_DAMAGE.findall(text)) - lost
    text, controls = clean(_LINE_ENDS.sub("\n", text))
    text, invisible = _INVISIBLE.subn("", text)
    if not any(character.isalnum() for character in text):
        raise ArticleError("the file holds no text.", place=name)
    counts: tuple[tuple[str, Severity, int, str], ...] = (
        ("controls", "warning", controls, "Control characters or other non-characters were replaced."),
        ("invisible", "note", invisible, "Soft hyphens or stray byte order marks were left out."),
        ("damaged", "warning", damaged, "Characters look damaged by an earlier conversion."),
    )
    noted = [Finding(f"read.{code}", how, f"{name}:1", what, str(n)) for code, how, n, what in counts if n]
    return Decoded(text, (*_encoding_finding(encoding, lost, name), *noted))


def clean(text: str) -> tuple[str, int]:
    """The text with controls, surrogates and noncharacters replaced one for one, and how many there were.

    U+0080 to U+009F become the Windows characters that they nearly always stand for, as the WHATWG encoding
    standard does; the others become U+FFFD.
    """
    return _CONTROLS.subn(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match[0])
    return bytes([code]).decode("cp1252", "replace") if 0x80 <= code <= 0x9F else REPLACEMENT


def _refuse_known(data: bytes, name: str) -> None:
    """Files of other kinds, by how they begin."""
    for start, what in _BINARY_STARTS:
        if data.startswith(start):
            _refuse(f"this is {what}, not text.", name)


def _refuse_binary(data: bytes, name: str) -> None:
    """Files with over 1 % control characters."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls * 100 > len(data):
        _refuse(f"this is a binary file ({controls} control characters in {len(data)} bytes).", name)


def _refuse(message: str, name: str) -> None:
    raise ArticleError(message, place=name, remedy="Save the article as plain text, Markdown or HTML.")


def _decoded(data: bytes, name: str, lang: Lang, declared: str) -> tuple[str, str, int]:
    """Encoding, text, and how many malformed sequences U+FFFD stands in for."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, *_lenient(data[len(mark) :], encoding)
    if encoding := without_mark(data):
        return encoding, *_lenient(data, encoding)
    _refuse_binary(data, name)
    text, lost = _lenient(data, "utf-8")
    if not lost or _mostly_utf8(data, lost):
        return "utf-8", text, lost
    page = _CODE_PAGES.get(lang.base, "cp1252")
    few = max(_FEW_LOST, len(data) // 100)
    for encoding, text, lost in _readings(data, filter(None, (declared.lower(), page))):
        allowed = 0 if encoding in _SEVERAL_BYTES and encoding != declared.lower() else few
        if lost <= allowed and not _is_another(text[:_SAMPLE], encoding):
            return encoding, text, lost
    encoding = _detected(data) or page
    return encoding, *_told(data, encoding, name)


def _readings(data: bytes, encodings: Iterator[str]) -> Iterator[tuple[str, str, int]]:
    """What each encoding makes of the bytes; a declared one may be one that nobody knows."""
    for encoding in encodings:
        try:
            yield encoding, *_lenient(data, encoding)
        except (UnicodeError, LookupError):
            continue


def _is_another(text: str, encoding: str) -> bool:
    """Whether bytes read in a code page show that they are in none of its languages, or in another encoding of it."""
    if encoding in _LATIN:
        high = sum(character > "\x7f" for character in text)
        runs = (match[0] for match in _RUN.finditer(text) if any(map(str.isalpha, match[0])))
        foreign = sum(len(run) for run in runs if len(set(run)) > 1)
        return foreign >= _FEW_FOREIGN and foreign * 3 > high
    if encoding in _OTHER_ORDERS:
        letters = sum(character > "\x7f" and character.isalpha() for character in text)
        return sum(map(_is_break, pairwise(text))) * 200 > max(letters, 200)
    return False


def _is_break(pair: tuple[str, str]) -> bool:
    """Whether a word goes on as none does: from small letters to capitals, or from one script to another."""
    first, second = pair
    if first < "\x80" or second < "\x80" or not (first.isalpha() and second.isalpha()):
        return False
    return (first.islower() and second.isupper()) or _has_case(first) != _has_case(second)


def _has_case(letter: str) -> bool:
    return letter.islower() or letter.isupper()


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, "replace")
    own = text.count(REPLACEMENT)
    return text, own - data.decode(encoding, "ignore").count(REPLACEMENT) if own else 0


def _mostly_utf8(data: bytes, lost: int) -> bool:
    """UTF-8 with a few broken bytes: other encodings form valid sequences only by chance."""
    readable = data.decode("utf-8", "ignore")
    return sum(character > "\x7f" for character in readable) > lost


def _detected(data: bytes) -> str:
    """The best guess; empty where there is none."""
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else ""


def _told(data: bytes, encoding: str, name: str) -> tuple[str, int]:
    """The text by a guess, unless most of it would be lost."""
    text, lost = _lenient(data, encoding)
    if lost * 10 > len(text):
        raise ArticleError("cannot tell its character encoding.", place=name, remedy="Save it as UTF-8.")
    return text, lost


def _encoding_finding(encoding: str, lost: int, name: str) -> tuple[Finding, ...]:
    if encoding == "utf-8" and not lost:
        return ()
    replaced = f"; {lost} malformed sequences replaced" if lost else ""
    severity: Severity = "warning" if lost or not encoding.startswith("utf") else "note"
    return (Finding("read.encoding", severity, f"{name}:1", f"Read as {encoding}{replaced}."),)
