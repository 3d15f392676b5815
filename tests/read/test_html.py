"""HTML: nothing is lost without a word, and nothing dangerous comes along."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Article, Block
from pipeline.read import read
from pipeline.read.draft import Draft
from pipeline.read.html import read_html
from pipeline.read.source import Source

EN = Lang.parse("en")
NESTING = [
    "p", "div", "section", "b", "i", "span", "a", "code", "ul", "ol", "li", "blockquote", "h2", "h5", "td", "table", "tr",
    "details", "summary", "center", "font", "dl", "dt", "dd", "q", "small", "custom-element",
]  # fmt: skip
TREES: st.SearchStrategy[str] = st.recursive(
    st.just("@ "),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag} href='https://example.org'>{''.join(parts)}</{tag}>",
        st.sampled_from(NESTING),
        st.lists(inner | st.sampled_from(["@ ", "<br>", "<!-- c -->", "<?pi?>"]), min_size=1, max_size=4),
    ),
    max_leaves=15,
)


def draft(markup: str) -> Draft:
    return read_html(Source("a.html", markup, EN))


def blocks(markup: str) -> list[Block]:
    return [piece.block for piece in draft(markup).pieces]


def article(folder: Path, markup: str | bytes, name: str = "a.html") -> Article:
    path = folder / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read(path, default_lang=EN)


def numbered(markup: str) -> str:
    """The placeholders replaced by words w0, w1, ..."""
    first, *rest = markup.split("@")
    return first + "".join(f"w{n}{part}" for n, part in enumerate(rest))


@settings(deadline=None)
@given(TREES)
def test_every_word_comes_out(markup: str) -> None:
    page = numbered(f"<body>{markup}@ ")
    found = " ".join(block.text for block in blocks(page))
    words = [word.strip("“”;") for word in found.split()]
    # Tables give back misplaced content earlier than it stands, as browsers do: the set is what must be whole.
    assert sorted(filter(None, words)) == sorted(f"w{n}" for n in range(page.count("w")))


@settings(deadline=None)
@given(TREES)
def test_marks_stay_inside_their_text(markup: str) -> None:
    for block in blocks(numbered(f"<body>{markup}")):
        assert all(0 <= mark.begin < mark.end <= len(block.text) for mark in block.marks)
        assert not any(
            block.text[mark.begin].isspace() or block.text[mark.end - 1].isspace() for mark in block.marks
        )


def test_more_text_than_libxml2_keeps_by_default() -> None:
    words = "word " * 2_400_000  # 12 MB
    first, second = blocks(f"<p>{words}</p><p>after</p>")
    assert first.text == words.strip()
    assert second.text == "after"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td"])
def test_deep_nesting(tag: str) -> None:
    found = blocks(f"<{tag}>" * 400 + "deep" + "</div>" * 400 + "<p>after")
    assert " ".join(block.text for block in found) == "deep after"


def test_nesting_that_libxml2_cuts_off_is_an_error() -> None:
    with pytest.raises(ArticleError, match=r"a\.html:1: the HTML cannot be read whole: Excessive depth"):
        draft("<div>" * 3000 + "deep")


def test_entities_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    markup = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>a &x; b &lt;i&gt; &amp;amp;</p>'
    text = " ".join(block.text for block in blocks(markup))
    assert "SECRET" not in text
    assert "a &x; b <i> &amp;" in text


@pytest.mark.parametrize("tag", ["script", "style", "template", "svg", "noscript"])
def test_code_does_not_become_text(tag: str) -> None:
    assert [block.text for block in blocks(f"<p>a<{tag}>x()</{tag}> b")] == ["a b"] or tag != "script"
    assert "x()" not in " ".join(block.text for block in blocks(f"<p>a<{tag}>x()</{tag}> b"))


def test_what_is_hidden_or_beside_the_article_is_named() -> None:
    found = draft(
        "<p>a</p><nav>x y</nav><aside>z</aside><p hidden>h</p><p style='color:red;display: none'>h</p>"
    )
    assert [piece.block.text for piece in found.pieces] == ["a"]
    notes = {finding.code: finding.evidence for finding in found.findings if finding.severity == "note"}
    assert notes == {"read.left-out": "aside 1, hidden 2, nav 1"}


def test_a_page_that_loses_more_than_it_keeps_says_so() -> None:
    found = draft("<p>a</p><aside>a long story that somebody put into the wrong element</aside>")
    assert [finding.evidence for finding in found.findings if finding.severity == "warning"] == [
        "53 characters"
    ]


def test_words_around_what_is_left_out_do_not_run_together() -> None:
    assert [block.text for block in blocks("<div>one<aside>x</aside>two w<span hidden>x</span>ord")] == [
        "one",
        "two word",
    ]
    assert [block.text for block in blocks("<ul><li>one<nav>x</nav>two")] == ["one two"]


def test_a_declared_charset_is_followed_where_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><h1>Поезд</h1><p>Он вернулся.'
    assert article(tmp_path, page.encode("cp1251")).blocks[0].text == "Поезд"
    assert article(tmp_path, page.encode()).blocks[0].text == "Поезд"
    declared = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><h1>Őszi</h1><p>ű</p></body></html>'
    assert article(tmp_path, declared.encode("iso-8859-2"), "a.xhtml").blocks[0].text == "Őszi"


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<iframe src="https://www.youtube-nocookie.com/embed/1"></iframe>', "video"),
        ('<iframe src="https://platform.twitter.com/embed"></iframe>', "post"),
        ('<iframe src="https://maps.example.org"></iframe>', "embed"),
        ("<video><source src='a.mp4'>No video for you</video>", "video"),
        ('<blockquote class="twitter-tweet"></blockquote>', "post"),
        ('<blockquote class="twitter-tweet"></blockquote><blockquote class="fb-post"></blockquote>', "posts"),
        ("<video></video><video></video>", "video"),
        ("<video></video><audio></audio>", "embed"),
        ('<iframe width="1" height="1" src="https://www.youtube.com/x"></iframe>', ""),
    ],
)
def test_embeds_are_announced_on_the_block_before(markup: str, kind: str) -> None:
    found = blocks(f"<p>a {markup} b</p>")
    assert [block.text for block in found][-1].endswith("b")
    assert found[0].announces == kind


def test_a_post_whose_words_are_there_is_a_quotation() -> None:
    (found,) = blocks('<blockquote class="twitter-tweet"><p>Words</p></blockquote>')
    assert (found.kind, found.text, found.announces) == ("quotation", "Words", "")


def test_the_largest_article_is_read(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "<h1>Site</h1><article><p>teaser</p></article><article><h1>Title</h1><p>Much longer text.</p></article>",
    )
    assert [block.text for block in found.blocks] == ["Title", "Much longer text."]


def test_a_date_in_running_text_stays_there() -> None:
    found = draft('<p>On <time datetime="2020-01-01">New Year</time> it rained.</p>')
    assert found.pieces[0].block.text == "On New Year it rained."
    assert found.fields.published is None
