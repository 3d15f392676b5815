"""What must not be translated: found, masked, and restored exactly once or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ports import Link, Translation
from pipeline.translate.protect import lost, mask, opaque

STRETCHES = [
    "https://example.org/a?b=c#d", "www.example.org", "a.b+c@example.org", "@handle", "#حلب", "pip install x", "X1",
]  # fmt: skip
CODE = ("pip install x", "X1")
WORDS = ["Read", "the", "X2", "حلب", "12,5", "(see", "it)"]
TEXTS = st.lists(st.sampled_from([*STRETCHES, *WORDS]), min_size=1, max_size=9).map(" ".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a/b_(c).html, please.", ["https://example.org/a/b_(c).html"]),
        ("See https://example.org.", ["https://example.org"]),
        ("(http://example.org/)", ["http://example.org/"]),
        ("Write to press.desk@un.example.org!", ["press.desk@un.example.org"]),
        ("By @one, @two_2 and #AleppoIsBurning", ["@one", "@two_2", "#AleppoIsBurning"]),
        ("وسم #حلب_تحترق.", ["#حلب_تحترق"]),
        ("At 5 @ 3, item #7 and c#d", []),
        ("U.S. forces and p.m. times", []),
    ],
)
def test_what_is_opaque(text: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in opaque(text)] == found


@given(TEXTS)
def test_masked_and_restored_a_text_is_itself(text: str) -> None:
    masked = mask(text, opaque(text, CODE))
    assert not any(stretch in masked.text for stretch in STRETCHES[:-1])
    back = masked.restored(Translation(masked.text, -1.0))
    assert back == Translation(text, -1.0)


@given(TEXTS, st.randoms(use_true_random=False), st.data())
def test_placeholders_come_back_exactly_once_in_any_order_or_are_discarded(
    text: str, random: object, data: st.DataObject
) -> None:
    masked = mask(text, opaque(text, CODE))
    words = data.draw(st.permutations(masked.text.split(" ")))
    spans = [match.span() for match in re.finditer(r"\S+", " ".join(words))]
    links = [Link(0, 1, *span) for span in spans]
    back = masked.restored(Translation(" ".join(words), None, tuple(links)))
    assert back is not None
    assert sorted(back.text.split()) == sorted(text.split())
    assert [back.text[link.target_begin : link.target_end] for link in back.links] == [
        part for part in re.findall(r"\S+", " ".join(words)) for part in [_original(masked, part)]
    ]
    assert not lost(text, back.text, CODE)
    for placeholder in masked.placeholders:
        assert masked.restored(Translation(" ".join(words).replace(placeholder, ""))) is None
        assert masked.restored(Translation(f"{' '.join(words)} {placeholder}")) is None


def _original(masked: object, part: str) -> str:
    known = dict(
        zip(
            masked.placeholders,  # type: ignore[attr-defined]  # a Masked
            [masked.rewrite.before[edit.begin : edit.end] for edit in masked.rewrite.edits],  # type: ignore[attr-defined]
            strict=True,
        )
    )
    return str(known.get(part, part))


def test_links_join_the_originals() -> None:
    text = "Read https://example.org now"
    masked = mask(text, opaque(text))
    assert masked.text == "Read X1 now"
    back = masked.restored(Translation("X1 agora leia", None, (Link(5, 7, 0, 2), Link(8, 11, 3, 8))))
    assert back is not None
    assert [(text[a:b], back.text[c:d]) for a, b, c, d in _spans(back)] == [
        ("https://example.org", "https://example.org"),
        ("now", "agora"),
    ]


def _spans(said: Translation) -> list[tuple[int, int, int, int]]:
    return [(link.source_begin, link.source_end, link.target_begin, link.target_end) for link in said.links]


def test_arabic_prefixes_are_written_onto_a_placeholder() -> None:
    back = mask("by @one", [(3, 7)]).restored(Translation("وX1"))
    assert back is not None
    assert back.text == "و@one"
    assert not lost("by @one", back.text)


def test_ten_placeholders_are_told_apart() -> None:
    text = " ".join(f"@user{number}x" for number in range(12))
    masked = mask(text, opaque(text))
    back = masked.restored(Translation(" ".join(reversed(masked.text.split()))))
    assert back is not None
    assert back.text.split() == text.split()[::-1]


def test_a_text_that_holds_all_placeholders_is_not_masked() -> None:
    text = "X1 Z1 Q1 W1 K1 @one"
    assert mask(text, opaque(text)).text == text


@pytest.mark.parametrize(
    ("target", "missing"), [("@one @one", []), ("@one", ["@one"]), ("@oneself @one", ["@one"])]
)
def test_what_is_lost_is_counted(target: str, missing: list[str]) -> None:
    assert lost("@one and @one", target) == missing
