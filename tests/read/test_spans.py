"""The builder of texts and marks: what holds for every sequence of pieces."""

from dataclasses import dataclass
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Mark, MarkKind
from pipeline.read.spans import Spans, single_spaced


@dataclass(frozen=True)
class Tree:
    """A marked piece of a document, or one without a mark."""

    kind: MarkKind | None
    inside: "tuple[Tree | str, ...]"

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)


TEXTS = st.text("ab \t\n\u00a0\u2003é", max_size=6)
KINDS: st.SearchStrategy[MarkKind | None] = st.sampled_from([None, "link", "emphasis", "strong", "code"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.builds(Tree, KINDS, st.lists(TEXTS, max_size=3).map(tuple)),
    lambda inner: st.builds(Tree, KINDS, st.lists(TEXTS | inner, max_size=4).map(tuple)),
    max_leaves=12,
)


def write(tree: Tree | str, spans: Spans) -> None:
    if isinstance(tree, str):
        return spans.add(tree)
    if tree.kind:
        spans.open(tree.kind)
    for part in tree.inside:
        write(part, spans)
    if tree.kind:
        spans.close()
    return None


def marked(tree: Tree) -> set[tuple[MarkKind, str]]:
    """Every mark's kind and words, of marks that have words."""
    inner = {pair for part in tree.inside if isinstance(part, Tree) for pair in marked(part)}
    own = {(tree.kind, single_spaced(tree.text))} if tree.kind and tree.text.strip() else set()
    return inner | own


def nest_or_part(first: Mark, second: Mark) -> bool:
    inside = first.begin <= second.begin and second.end <= first.end
    around = second.begin <= first.begin and first.end <= second.end
    return inside or around or first.end <= second.begin or second.end <= first.begin


@settings(deadline=None)
@given(TREES)
def test_white_space_is_single_and_marks_cover_their_words(tree: Tree) -> None:
    spans = Spans()
    write(tree, spans)
    text, marks = spans.take()
    assert text == single_spaced(tree.text)
    assert {(mark.kind, text[mark.begin : mark.end]) for mark in marks} == marked(tree)
    assert len(set(marks)) == len(marks)
    assert all(nest_or_part(*pair) for pair in combinations(marks, 2))


@settings(deadline=None)
@given(TREES, TREES)
def test_a_mark_goes_on_in_the_next_block(first: Tree, second: Tree) -> None:
    spans = Spans()
    spans.open("strong")
    write(first, spans)
    text, marks = spans.take()
    assert (Mark("strong", 0, len(text)) in marks) == bool(text)
    write(second, spans)
    spans.close()
    text, marks = spans.take()
    assert text == single_spaced(second.text)
    assert (Mark("strong", 0, len(text)) in marks) == bool(text)
    assert spans.take() == ("", ())


def test_code_keeps_its_white_space() -> None:
    spans = Spans()
    spans.add("run ")
    spans.open("code")
    spans.verbatim(" a  b\n")
    spans.close()
    spans.add(" now")
    assert spans.take() == ("run a  b now", (Mark("code", 4, 8),))


def test_a_separator_stands_only_between_words() -> None:
    spans = Spans()
    for cell in ("", "a ", " ", "b"):
        spans.separate("; ")
        spans.add(cell)
    assert spans.take() == ("a; b", ())
