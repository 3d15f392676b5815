"""Which addresses stay."""

import pytest

from pipeline.read.links import picture_address, safe_link


@pytest.mark.parametrize(
    ("href", "base", "kept"),
    [
        ("https://example.org/a?b=1&c", "", "https://example.org/a?b=1&c"),
        ("HTTP://example.org", "", "HTTP://example.org"),
        ("mailto:a@example.org", "", "mailto:a@example.org"),
        ("#note", "https://example.org/", "#note"),
        ("../b", "https://example.org/x/y", "https://example.org/b"),
        ("//cdn.example.org/a", "https://example.org/", "https://cdn.example.org/a"),
        ("b.html", "", ""),
        ("//cdn.example.org/a", "", ""),
        ("#", "", ""),
        ("", "", ""),
        ("javascript:alert(1)", "https://example.org/", ""),
        ("java\nscript:alert(1)", "https://example.org/", ""),
        ("\x01javascript:alert(1)", "", ""),
        (" https://example.org/a b\n ", "", "https://example.org/a%20b"),
        ("https://exam\nple.org/a\x01", "", "https://example.org/a"),
        ("data:text/html,x", "", ""),
        ("vbscript:x", "", ""),
        ("http://[", "", ""),
        ("https:", "", ""),
        ("mailto:", "", ""),
    ],
)
def test_links(href: str, base: str, kept: str) -> None:
    assert safe_link(href, base) == kept


@pytest.mark.parametrize(
    ("src", "base", "kept"),
    [
        ("a.jpg", "", "a.jpg"),
        ("a.jpg", "https://example.org/x/", "https://example.org/x/a.jpg"),
        ("data:image/png;base64,AA", "", ""),
        ("javascript:x", "", ""),
        ("http://[", "https://example.org/", ""),
    ],
)
def test_pictures(src: str, base: str, kept: str) -> None:
    assert picture_address(src, base) == kept
