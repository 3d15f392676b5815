"""Bytes to text: the encoding found, and every replacement counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.read.decode import Decoded, clean, decode

EN = Lang.parse("en")
WORDS = "A café on the corner, “open” since 1911. "


def decoded(data: bytes, lang: Lang = EN, declared: str = "") -> Decoded:
    return decode(data, name="a.txt", lang=lang, declared=declared)


def seen(found: Decoded) -> dict[str, tuple[str, str]]:
    """Severity and evidence by code."""
    return {finding.code: (finding.severity, finding.evidence) for finding in found.findings}


def messages(findings: tuple[Finding, ...]) -> str:
    return " ".join(finding.message for finding in findings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_without_a_word(encoding: str) -> None:
    assert decoded(WORDS.encode(encoding)) == Decoded(WORDS, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    found = decoded(mark + WORDS.encode(encoding))
    assert found.text == WORDS
    assert seen(found)["read.encoding"][0] == "note"


@pytest.mark.parametrize(
    ("words", "encoding", "lang"),
    [
        (WORDS, "cp1252", "en"),
        ("صوت القطار في الوادي", "cp1256", "ar"),
        ("Поезд вернулся в долину", "cp1251", "ru"),
        ("Pociąg wrócił do doliny", "cp1250", "pl"),
    ],
)
def test_other_bytes_are_the_windows_code_page_of_the_language(words: str, encoding: str, lang: str) -> None:
    found = decoded(words.encode(encoding), Lang.parse(lang))
    assert found.text == words
    assert encoding in messages(found.findings)


def test_what_the_file_declares_goes_before_the_code_page() -> None:
    assert decoded("Ő és ű".encode("iso-8859-2"), declared="ISO-8859-2").text == "Ő és ű"
    assert decoded("café".encode("cp1252"), declared="no-such-charset").text == "café"


def test_bytes_that_no_code_page_has_are_detected() -> None:
    words = "夜行列車が谷に戻ってきた。町の人々は駅に集まり、最初の列車を待っていた。" * 5
    found = decoded(words.encode("shift_jis"))
    assert found.text == words
    assert seen(found)["read.encoding"][0] == "warning"


def test_a_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    found = decoded((WORDS * 3).encode() + b"\xff and \xc3")
    assert found.text == WORDS * 3 + "\ufffd and \ufffd"
    assert "2 malformed sequences" in messages(found.findings)


def test_controls_and_noncharacters_are_replaced_and_counted() -> None:
    found = decoded((WORDS * 20 + "a\0b\x07c\ufffed\x85").encode())
    assert found.text.endswith("a\ufffdb\ufffdc\ufffdd…")
    assert seen(found)["read.controls"] == ("warning", "4")


def test_line_ends_become_one_kind_and_soft_hyphens_go() -> None:
    found = decoded("a\r\nb\rc\fd\u2028e so\u00adft".encode())
    assert found.text == "a\nb\nc\nd\ne soft"
    assert seen(found)["read.invisible"] == ("note", "1")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text", b"PK\x03\x04 text", b"\x89PNG\r\n\x1a\n", b"abc\0def", bytes(range(256)) * 4,
        b"\x1f\x8b\x08 text", "text".encode("utf-16-le"),
    ],
)  # fmt: skip
def test_binary_files_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"a\.txt: this is .* Save the article"):
        decoded(data)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", "\u00a0…\n***".encode()])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match="holds no text"):
        decoded(data)


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_cleaning_keeps_positions_and_leaves_nothing_that_xml_refuses(text: str) -> None:
    cleaned, count = clean(text)
    assert len(cleaned) == len(text)
    assert sum(a != b for a, b in zip(text, cleaned, strict=True)) == count
    assert clean(cleaned) == (cleaned, 0)
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in cleaned)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_an_article_error(data: bytes) -> None:
    try:
        found = decoded(data)
    except ArticleError:
        return
    assert clean(found.text) == (found.text, 0)
