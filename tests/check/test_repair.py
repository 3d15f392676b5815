"""Repairs: proved by the source, done once, and never done to a text that passes."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.check import Pair, faults, repair
from pipeline.language import Lang
from pipeline.model import Mark

EN = Lang.parse("en")
MENDABLE = {"text.number-reversed", "text.number-format", "text.months", "text.parentheses", "text.end"}
PIECES = {
    "ar": [
        "الجيش", "(الحر)", "(", ")", "()", "500 17", "17,500", "36:2", "2:36", "كانون الثاني/يناير", "يناير",
        "مايو/يونيو", "حلب", "(حلب)", "(52 عامًا)", ".", "؟", "?", "!", "،", '"', "»", "«", "https://example.org/a",
        "...", ":", "٥٠٠ ١٧", "b", "(b)", " ",
    ],
    "pt": ["o exército", "(livre)", "()", "17,500", "17.500", "7.5", "janeiro", "(a)", ".", "?", "!", ",", '"', ":"],
    "es": ["el ejército", "(libre)", "17,500", "17.500", "500 17", "enero", "¿", "?", ".", "…", '"', ")", "("],
}  # fmt: skip
SOURCES = [
    "The army lost 17,500 men in January.", "Where is it at 2:36?", 'He said "go!"', "The list:", "And then...",
    "A headline", "The lake (now dry) was deep.", "Made in the U.S.", "Jones, 52, left.", "17,500", "", "(b) b.",
]  # fmt: skip


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str, Lang]:
    tag = draw(st.sampled_from(sorted(PIECES)))
    pieces = draw(st.lists(st.sampled_from(PIECES[tag]), max_size=8))
    joint = draw(st.sampled_from([" ", ""]))
    return draw(st.sampled_from(SOURCES)), joint.join(pieces), Lang.parse(tag)


@given(pairs())
def test_mending_twice_changes_nothing_more(pair: tuple[str, str, Lang]) -> None:
    source, target, lang = pair
    once = repair(source, target, EN, lang)
    twice = repair(source, once.text, EN, lang)
    assert twice.text == once.text
    assert not twice.steps
    assert not twice.faults


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # most pairs at random have some fault
@given(pairs())
def test_a_text_that_passes_stays_as_it_is(pair: tuple[str, str, Lang]) -> None:
    source, target, lang = pair
    found = {fault.code for fault in faults(Pair(source, target, EN, lang))}
    assume(not found & MENDABLE)
    assert repair(source, target, EN, lang).text == target


@given(pairs())
def test_repairs_are_told_and_add_no_fault_of_their_kind(pair: tuple[str, str, Lang]) -> None:
    source, target, lang = pair
    done = repair(source, target, EN, lang)
    assert (done.text != target) == bool(done.faults) == bool(done.steps)
    before = {fault.code for fault in faults(Pair(source, target, EN, lang))}
    after = {fault.code for fault in faults(Pair(source, done.text, EN, lang))}
    assert (after & MENDABLE) <= before


@given(st.sampled_from(SOURCES), st.text(max_size=40), st.sampled_from(["ar", "pt", "es", "sv"]))
def test_any_text_can_be_mended(source: str, target: str, tag: str) -> None:
    lang = Lang.parse(tag)
    once = repair(source, target, EN, lang)
    assert repair(source, once.text, EN, lang).text == once.text


@pytest.mark.parametrize("digits", ["500 17", "500,17", "500 ,17"])
def test_all_ways_to_reverse_a_number(digits: str) -> None:
    done = repair("The toll was 17,500.", f"بلغت الحصيلة {digits}.", EN, Lang.parse("ar"))
    assert done.text == "بلغت الحصيلة 17,500."
    assert [fault.evidence for fault in done.faults] == [f"{digits} → 17,500"]


def test_marks_follow_the_repairs() -> None:
    target = "فاز الجيش (الحر) في كانون الثاني/يناير"
    marks = (Mark("strong", 11, 15), Mark("link", 20, len(target), "https://example.org"))
    done = repair("The army won in January.", target, EN, Lang.parse("ar"))
    assert done.text == "فاز الجيش الحر في يناير."
    assert [done.text[mark.begin : mark.end] for mark in done.marks(marks)] == ["الحر", "يناير"]
