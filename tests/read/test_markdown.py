"""Markdown: what the cases do not show."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.model import Block
from pipeline.read.draft import Draft
from pipeline.read.markdown import MAX_NESTING, read_markdown
from pipeline.read.source import Source

WORD = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
LINK = st.builds(
    str.format, st.sampled_from(["[{}](https://example.org)", "[{}](javascript:x)", "~~{}~~"]), WORD
)
INLINE = st.recursive(
    WORD | LINK,
    lambda inner: st.builds(
        lambda form, words: form.format(" ".join(words)),
        st.sampled_from(["*{}*", "**{}**", "<b>{}</b>"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
BLOCKS = st.lists(
    st.builds(
        str.__add__, st.sampled_from(["", "# ", "### ", "- ", "  - ", "1. ", "> ", "> - ", "> > "]), INLINE
    ),
    min_size=1,
    max_size=8,
)


def draft(text: str) -> Draft:
    return read_markdown(Source("a.md", text, Lang.parse("en")))


def blocks(text: str) -> list[Block]:
    return [piece.block for piece in draft(text).pieces]


@settings(deadline=None)
@given(BLOCKS)
def test_every_word_comes_out_in_order(lines: list[str]) -> None:
    found = " ".join(block.text for block in blocks("\n\n".join(lines)))
    plain = re.sub(r"\((?:https|javascript):[^)]*\)|</?b>", "", " ".join(lines))
    assert re.findall("[a-z]+", found) == re.findall("[a-z]+", plain)


@settings(deadline=None)
@given(st.text("ab *_[]()<>!`#-1.>|\\\n&;:/~^", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for block in blocks(text):
        inner = block.text.rstrip() if block.kind == "code" else block.text.strip()
        assert block.text == inner != ""
        assert all(0 <= mark.begin < mark.end <= len(block.text) for mark in block.marks)
        assert all(
            mark.href.startswith(("http", "mailto:", "#")) for mark in block.marks if mark.kind == "link"
        )


@pytest.mark.parametrize("opening", ["> ", "- ", "1. "])
def test_what_markdown_it_would_drop_is_an_error(opening: str) -> None:
    deep = MAX_NESTING // 2 - 2
    assert [block.text for block in blocks(opening * deep + "deep")] == ["deep"]
    with pytest.raises(ArticleError, match=r"a\.md: lists or quotations are nested"):
        draft(opening * 500 + "deep")


def test_items_know_their_list() -> None:
    found = blocks("1. a\n   - b\n     1. c\n\n- d")
    assert [(block.text, block.level, block.ordered) for block in found] == [
        ("a", 1, True), ("b", 2, False), ("c", 3, True), ("d", 1, False),
    ]  # fmt: skip


def test_lines_of_findings_count_the_front_matter() -> None:
    found = draft("---\ntitle: T\n---\n\nText.\n\n![](a.png)\n")
    assert [finding.place for finding in found.findings] == ["a.md:7"]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("---\ntitle: [a]\n---\n", "title: must be text, not list"),
        ("---\nslug: A B\n---\n", "slug: "),
        ("---\nlang: xx-nowhere\n---\n", "lang: "),
        ("+++\ntitle = 1\n+++\n", "title: must be text, not int"),
        ("+++\ntitle = \n+++\n", "the front matter cannot be read: "),
        ("---\na: b: c\n---\n", "the front matter cannot be read: mapping values are not allowed here on its line 1"),
        ("---\ntitle: " + "[" * 5000 + "\n---\n", "the front matter cannot be read: "),
        ("---\n!!python/object/apply:os.getcwd []\n---\n", "the front matter cannot be read: "),
    ],
)  # fmt: skip
def test_front_matter_that_does_not_fit_is_the_articles_error(front: str, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        draft(f"{front}Text.")
    assert str(caught.value).startswith(f"a.md:1: {message}")


def test_front_matter_may_be_empty_or_name_fields_otherwise() -> None:
    assert draft("---\ntitle:\n---\nText.").fields.title is None
    fields = draft("---\nauthor: Jane\nbyline: By Jane\ndate: 2024-01-02\n---\nText.").fields
    assert fields.byline == "By Jane"
    assert fields.published is not None
