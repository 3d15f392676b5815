"""Projected marks: none lost, none crossing, links disjoint, over exactly the words that say theirs."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Mark, MarkKind
from pipeline.ports import Link, Translation
from pipeline.translate.marks import project

KINDS: list[MarkKind] = ["link", "emphasis", "strong", "code"]


def aligned(source: str, target: str, pairs: list[tuple[int, int]]) -> Translation:
    """A translation whose words are linked by index."""
    ours, theirs = _words(source), _words(target)
    links = [Link(*ours[i % len(ours)], *theirs[j % len(theirs)]) for i, j in pairs]
    return Translation(target, None, tuple(sorted(links, key=lambda link: link.target_begin)))


def _words(text: str) -> list[tuple[int, int]]:
    found, begin = [], 0
    for word in text.split(" "):
        found.append((begin, begin + len(word)))
        begin += len(word) + 1
    return found


def crosses(one: Mark, other: Mark) -> bool:
    return one.begin < other.begin < one.end < other.end


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Mark], Translation]:
    source = " ".join(draw(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=8)))
    target = " ".join(draw(st.lists(st.text("أبت", min_size=1, max_size=4), min_size=6, max_size=9)))
    links, position = [], 0
    for length in draw(st.lists(st.integers(1, 6), max_size=4)):  # links of a source are disjoint
        if position + length <= len(source):
            links.append(Mark("link", position, position + length, f"https://example.org/{position}"))
            position += length
    others = [
        Mark(kind, begin, end)
        for kind, begin, end in draw(st.lists(st.tuples(st.sampled_from(KINDS[1:]), st.integers(0, 9), st.integers(1, 30)), max_size=3))
        if begin < min(end, len(source))
    ]  # fmt: skip
    pairs = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
    return [*links, *others], aligned(source, target, pairs)


@given(cases())
def test_no_mark_is_lost_and_none_cross(case: tuple[list[Mark], Translation]) -> None:
    marks, translation = case
    found = project(marks, translation)
    assert sorted((mark.kind, mark.href) for mark in found) == sorted(
        (mark.kind, mark.href) for mark in marks
    )
    assert all(0 <= mark.begin < mark.end <= len(translation.text) for mark in found)
    assert not any(crosses(one, other) or crosses(other, one) for one, other in combinations(found, 2))
    links = sorted((mark.begin, mark.end) for mark in found if mark.kind == "link")
    assert all(before[1] <= after[0] for before, after in pairwise(links))


def test_a_link_moves_with_its_words() -> None:
    translation = aligned("the Reuters report", "تقرير رويترز", [(1, 1), (2, 0)])
    (mark,) = project([Mark("link", 4, 11, "https://example.org/")], translation)
    assert translation.text[mark.begin : mark.end] == "رويترز"


def test_without_alignment_the_whole_is_marked() -> None:
    (mark,) = project([Mark("link", 4, 11, "https://example.org/")], Translation("تقرير رويترز"))
    assert (mark.begin, mark.end) == (0, len("تقرير رويترز"))


def words_of(marks: list[Mark], translation: Translation, source: str = "") -> list[tuple[str, str]]:
    return [
        (mark.href or mark.kind, translation.text[mark.begin : mark.end])
        for mark in project(marks, translation, source)
    ]


def test_without_alignment_unchanged_words_keep_their_mark() -> None:
    source, said = "Type run, then run now", Translation("Escreva run, depois run já")
    assert words_of([Mark("code", 15, 18), Mark("strong", 0, 4)], said, source) == [
        ("strong", said.text), ("code", "run"),
    ]  # fmt: skip
    (code,) = (mark for mark in project([Mark("code", 15, 18)], said, source))
    assert code.begin == said.text.rindex("run")


def test_words_that_come_more_often_than_in_the_source_tell_no_place() -> None:
    said = Translation("run é run")
    assert words_of([Mark("code", 5, 8)], said, "Type run") == [("code", said.text)]


def test_a_link_of_which_nothing_is_known_leaves_the_others_their_words() -> None:
    said = aligned("one two three", "um dois três", [(1, 1)])
    links = [Mark("link", 0, 3, "#one"), Mark("link", 4, 7, "#two"), Mark("link", 8, 13, "#three")]
    assert words_of(links[:2], said) == [("#two", "dois"), ("#one", "três")]
    found = dict(words_of(links, said))
    assert found["#two"] == "dois"
    assert sorted(found.values()) == ["dois", "três", "um"]


def test_two_links_in_one_place_share_it() -> None:
    said = Translation("um dois três quatro")
    links = [Mark("link", 0, 3, "#one"), Mark("link", 4, 7, "#two")]
    assert words_of(links, said) == [("#one", "um dois "), ("#two", "três quatro")]


def test_code_keeps_to_its_own_words_whatever_the_alignment_joins_it_to() -> None:
    source, target = "Run git push now", "Execute o git push agora"
    said = aligned(source, target, [(0, 0), (1, 1), (1, 2), (2, 3), (3, 4), (2, 4)])
    (code,) = project([Mark("code", 4, 12)], said, source)
    assert target[code.begin : code.end] == "git push"
    emphasis, code = project([Mark("emphasis", 8, 16), Mark("code", 4, 12)], said, source)
    assert (emphasis.kind, target[emphasis.begin : emphasis.end]) == ("emphasis", "git push agora")
    assert target[code.begin : code.end] == "git push"


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.integers(0, 5), st.data())
def test_code_that_came_through_is_what_it_was(words: list[str], at: int, data: st.DataObject) -> None:
    code = f"run-{'-'.join(words)}"
    before = " ".join(["palavra"] * at)
    source, target = f"word {code} word", f"{before} {code} palavra".strip()
    pairs = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
    (mark,) = project([Mark("code", 5, 5 + len(code))], aligned(source, target, pairs), source)
    assert target[mark.begin : mark.end] == code
