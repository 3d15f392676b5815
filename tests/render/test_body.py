"""From a row of blocks to the tree of a page."""

from pipeline.annotate import annotate
from pipeline.model import Article, Block, Edition, Segment, State, Target
from pipeline.render.body import Body, Figure, Heading, Listing, Paragraph, Quotation, body_of
from tests.render.samples import AR, EN


def body(*blocks: Block) -> Body:
    article = Article("name", "slug", EN, blocks)
    segments = [Segment(f"s{index}", index, block.text) for index, block in enumerate(blocks) if block.text]
    targets = [Target(segment.id, segment.text, "source", EN) for segment in segments]
    (edition,) = annotate([Edition(article, EN, tuple(segments), tuple(targets))])
    return body_of(edition)


def shape(listing: Listing) -> list[object]:
    """Nested lists of item texts."""
    found: list[object] = []
    for item in listing.items:
        found += [item.words.html.striptags(), *(shape(inner) for inner in item.lists)]
    return found


def test_items_nest_by_depth_and_a_change_of_kind_begins_another_list() -> None:
    nodes = body(
        Block("item", "a", level=1), Block("item", "b", level=2), Block("item", "c", level=3),
        Block("item", "d", level=2), Block("item", "e", level=1), Block("item", "1", level=1, ordered=True),
    ).nodes  # fmt: skip
    first, second = nodes
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert shape(first) == ["a", ["b", ["c"], "d"], "e"]
    assert (first.ordered, second.ordered) == (False, True)


def test_lists_of_absurd_depth_do_not_exhaust_the_stack() -> None:
    (node,) = body(*(Block("item", str(depth), level=depth) for depth in range(1, 2000))).nodes
    assert isinstance(node, Listing)


def test_headings_skip_no_level() -> None:
    nodes = body(*(Block("heading", str(level), level=level) for level in (4, 2, 5, 6, 3))).nodes
    assert [node.level for node in nodes if isinstance(node, Heading)] == [2, 2, 3, 4, 3]


def test_figures_begin_with_a_description_or_a_caption() -> None:
    nodes = body(
        Block("alt", "alt 1"), Block("caption", "caption 1"), Block("credit", "credit 1"),
        Block("caption", "caption 2"), Block("alt", "", src="https://example.org/3.jpg"),
    ).nodes  # fmt: skip
    figures = [node for node in nodes if isinstance(node, Figure)]
    assert [[len(figure.alt), len(figure.caption), len(figure.credit)] for figure in figures] == [
        [1, 1, 1], [0, 1, 0], [0, 0, 0],
    ]  # fmt: skip
    assert [figure.address for figure in figures] == ["", "", "https://example.org/3.jpg"]


def test_quotations_in_a_row_are_one_up_to_an_announcement() -> None:
    nodes = body(
        Block("quotation", "a"), Block("quotation", "b", announces="post"), Block("quotation", "c")
    ).nodes
    assert [len(node.paragraphs) for node in nodes if isinstance(node, Quotation)] == [2, 1]


def test_the_head_stands_above_and_a_second_title_does_not() -> None:
    found = body(
        Block("paragraph", "text"), Block("title", "first"), Block("title", "second"), Block("byline", "name")
    )
    assert {kind: len(words) for kind, words in found.head.items()} == {"title": 1, "byline": 1}
    assert [type(node) for node in found.nodes] == [Paragraph, Paragraph]


def test_a_block_without_words_leaves_only_what_it_announces() -> None:
    nodes = body(Block("paragraph", ""), Block("paragraph", "", announces="video")).nodes
    assert [node.words.announces.striptags()[:7] for node in nodes if isinstance(node, Paragraph)] == [
        "A video"
    ]


def test_a_paragraph_wholly_in_another_language_is_set_from_its_side() -> None:
    blocks = (Block("paragraph", "One. Two."), Block("paragraph", "Three."))
    segments = (Segment("s1", 0, "One.", " "), Segment("s2", 0, "Two."), Segment("s3", 1, "Three."))
    states: tuple[tuple[State, str], ...] = (
        ("machine", "واحد."),
        ("untranslated", "Two."),
        ("untranslated", "Three."),
    )
    targets = tuple(
        Target(segment.id, text, state, AR if state == "machine" else EN)
        for segment, (state, text) in zip(segments, states, strict=True)
    )
    mixed, foreign = body_of(Edition(Article("n", "s", EN, blocks), AR, segments, targets)).nodes
    assert isinstance(mixed, Paragraph)
    assert isinstance(foreign, Paragraph)
    assert (mixed.words.lang, foreign.words.lang) == (None, EN)
    assert mixed.words.html.striptags() == "واحد. Two."
