"""Marks and text as HTML: nothing lost, nothing crossing, nothing unescaped."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from pipeline.language import Lang
from pipeline.model import Mark, MarkKind
from pipeline.render.inline import inline, web_address
from tests.render.samples import AR, EN, PT

ALPHABET = "ab Zé ابج 12 +-%.,!?()\"'<>&«»“” \u200f\u2067\u2069\U0001f600"
TAGS = {"link": "a", "emphasis": "em", "strong": "strong", "code": "code"}


@st.composite
def nested_marks(draw: st.DrawFn, length: int, depth: int = 3) -> tuple[Mark, ...]:
    """Marks that nest or are disjoint; links only where no link is around them."""

    def within(begin: int, end: int, kinds: list[MarkKind], depth: int) -> list[Mark]:
        found: list[Mark] = []
        while depth and begin < end and draw(st.booleans()):
            first = draw(st.integers(begin, end - 1))
            last = draw(st.integers(first + 1, end))
            kind = draw(st.sampled_from(kinds))
            href = "https://example.org/?a=1&b=2" if kind == "link" else ""
            found.append(Mark(kind, first, last, href))
            found += within(first, last, [k for k in kinds if k not in {"link", kind}], depth - 1)
            begin = last
        return found

    return tuple(within(0, length, ["link", "emphasis", "strong", "code"], depth))


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(st.text(alphabet=ALPHABET, min_size=1, max_size=40))
    return text, draw(nested_marks(len(text)))


def paragraph(text: str, marks: Sequence[Mark], lang: Lang) -> HtmlElement:
    return html.fragment_fromstring(f"<p>{inline(text, marks, lang=lang, source=EN)}</p>")


@given(marked_text(), st.sampled_from([AR, EN, PT]))
def test_text_and_marks_survive(marked: tuple[str, tuple[Mark, ...]], lang: Lang) -> None:
    text, marks = marked
    page = paragraph(text, marks, lang)
    assert page.text_content() == text
    expected = Counter((TAGS[mark.kind], text[mark.begin : mark.end]) for mark in marks)
    found = Counter((each.tag, each.text_content()) for each in page.iter("a", "em", "strong", "code"))
    assert found == expected


@given(st.text(alphabet=ALPHABET, max_size=40), st.data())
def test_marks_that_cross_lose_no_text(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    marks = [Mark("strong", begin, end) for begin, end in data.draw(st.lists(spans, max_size=4))]
    page = paragraph(text, marks, AR)
    assert page.text_content() == text


def test_a_run_holds_the_mark_within_it_and_is_cut_by_one_that_crosses() -> None:
    within = inline("يا Free Army", (Mark("emphasis", 8, 12),), lang=AR, source=EN)
    assert within == 'يا <bdi lang="en" dir="ltr">Free <em>Army</em></bdi>'
    across = inline("يا Free Army", (Mark("emphasis", 0, 7),), lang=AR, source=EN)
    assert across == '<em>يا <bdi lang="en" dir="ltr">Free</bdi></em><bdi lang="en" dir="ltr"> Army</bdi>'


def test_only_web_addresses_and_mail_are_links() -> None:
    assert web_address("javascript:alert(1)") == ""
    assert web_address("data:text/html,x") == ""
    assert web_address("http://[") == ""
    assert web_address("") == ""
    assert web_address("mailto:a@example.org") == "mailto:a@example.org"
    assert web_address("#note") == "#note"
    assert web_address("/tag/sea", "https://example.org/a") == "https://example.org/tag/sea"
    assert web_address("#note", "https://example.org/a") == "https://example.org/a#note"


def test_an_address_that_is_no_link_keeps_its_words() -> None:
    said = inline("press", (Mark("link", 0, 5, "javascript:alert(1)"),), lang=EN, source=EN)
    assert said == "<span>press</span>"


def test_everything_is_escaped() -> None:
    mark = Mark("link", 0, 3, 'https://example.org/"><script>')
    assert "<script" not in inline('<b>"&', (mark,), lang=EN, source=EN)
    assert inline('<b>"&', (), lang=EN, source=EN) == "&lt;b&gt;&#34;&amp;"
