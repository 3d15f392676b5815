"""Bytes to text: which encoding, which characters had to be replaced; all of it counted, nothing silent."""

import re
from dataclasses import dataclass

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Finding, Severity

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
_SAMPLE = 1 << 20
"""Bytes that the detection looks at."""
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
    """The text of a file: by its byte order mark, as UTF-8, as `declared` inside the file, in the Windows code
    page of its language (cp1252 for most), or as charset-normalizer detects. Raises `ArticleError` for binary or
    empty files. `name` stands in the findings' places.
    """
    _refuse_binary(data, name)
    encoding, text, lost = _decoded(data, name, lang, declared)
    text, controls = clean(_LINE_ENDS.sub("\n", text))
    text, invisible = _INVISIBLE.subn("", text)
    if not any(character.isalnum() for character in text):
        raise ArticleError("the file holds no text.", place=name)
    counts: tuple[tuple[str, Severity, int, str], ...] = (
        ("controls", "warning", controls, "Control characters or other non-characters were replaced."),
        ("invisible", "note", invisible, "Soft hyphens or stray byte order marks were left out."),
        (
            "damaged",
            "warning",
            len(_DAMAGE.findall(text)),
            "Characters look damaged by an earlier conversion.",
        ),
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


def _refuse_binary(data: bytes, name: str) -> None:
    """Files that are no text: known by how they begin, or over 1 % control characters."""
    for start, what in _BINARY_STARTS:
        if data.startswith(start):
            _refuse(f"this is {what}, not text.", name)
    if data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS[1:])):
        return  # UTF-16 and UTF-32 are full of zero bytes
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
    text, lost = _lenient(data, "utf-8")
    if not lost or _mostly_utf8(data, lost):
        return "utf-8", text, lost
    for encoding in filter(None, (declared, _CODE_PAGES.get(lang.base, "cp1252"))):
        try:
            return encoding.lower(), data.decode(encoding), 0
        except (UnicodeError, LookupError):  # not this one, or a declared name that nobody knows
            continue
    encoding = _detected(data, name)
    return encoding, *_lenient(data, encoding)


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, "replace")
    own = text.count(REPLACEMENT)
    return text, own - data.decode(encoding, "ignore").count(REPLACEMENT) if own else 0


def _mostly_utf8(data: bytes, lost: int) -> bool:
    """UTF-8 with a few broken bytes: other encodings form valid sequences only by chance."""
    readable = data.decode("utf-8", "ignore")
    return sum(character > "\x7f" for character in readable) > lost


def _detected(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ArticleError("cannot tell its character encoding.", place=name, remedy="Save it as UTF-8.")
    return best.encoding


def _encoding_finding(encoding: str, lost: int, name: str) -> tuple[Finding, ...]:
    if encoding == "utf-8" and not lost:
        return ()
    replaced = f"; {lost} malformed sequences replaced" if lost else ""
    severity: Severity = "warning" if lost or not encoding.startswith("utf") else "note"
    return (Finding("read.encoding", severity, f"{name}:1", f"Read as {encoding}{replaced}."),)
