"""Vowels for Arabic: the wheel's model, and the cache around it."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.cache import Cache, cache_key
from pipeline.engines.cached import CachedDiacritizer
from pipeline.engines.rawi import REMEDY, Rawi, is_installed
from pipeline.errors import MissingEngineError

BARE = ("قرر مجلس الأمن عقد جلسة طارئة.", "هل تنجح المفاوضات؟", "سماء")


def plain(text: str) -> str:
    """A text without signs, hamzas and maddas."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def test_vowels_are_added_and_nothing_else() -> None:
    said = Rawi().vowel(BARE)
    assert said[0] == "قَرَّرَ مَجْلِسُ الْأَمْنِ عَقْدَ جَلْسَةٍ طَارِئَةٍ."
    assert [plain(text) for text in said] == [plain(text) for text in BARE]


def test_a_result_does_not_depend_on_its_neighbours() -> None:
    assert list(Rawi().vowel(BARE)) == [Rawi().vowel([text])[0] for text in BARE]


def test_the_fingerprint_tells_package_and_model() -> None:
    assert Rawi().fingerprint.startswith("text2tashkeel 0.")
    assert Rawi().fingerprint.endswith("model rawi-v3-int8")


def test_it_can_be_closed_twice_and_used_again() -> None:
    rawi = Rawi()
    first = rawi.vowel(BARE)
    rawi.close()
    rawi.close()
    assert rawi.vowel(BARE) == first


def test_without_the_wheel_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.engines.rawi.find_spec", lambda name: None)
    assert not is_installed()
    with pytest.raises(MissingEngineError, match=REMEDY):
        Rawi()


class Counted(Rawi):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        self.asked += texts
        return super().vowel(texts)


def test_what_was_vowelled_once_is_not_asked_again(tmp_path: Path) -> None:
    inner = Counted()
    cached = CachedDiacritizer(inner, Cache(tmp_path), cache_key)
    first = cached.vowel(BARE[:2])
    second = cached.vowel(BARE)
    assert inner.asked == [*BARE[:2], BARE[2]]
    assert second[:2] == first
    assert second == list(Rawi().vowel(BARE))
    assert cached.fingerprint == Rawi().fingerprint
    cached.close()
