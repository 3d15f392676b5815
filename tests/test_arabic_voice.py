"""The recipe's narrators: Arabic is vowelled, its Latin words are spoken in the source's language."""

from pathlib import Path

import pytest

from pipeline.equipment import open_narrator
from pipeline.language import Lang
from pipeline.narrate import MixedNarrator, VowelledNarrator
from pipeline.options import Options

AR, EN = Lang.parse("ar"), Lang.parse("en")


def test_the_arabic_voice_is_vowelled(tmp_path: Path) -> None:
    narrator = open_narrator(Options(cache=tmp_path), AR)
    assert isinstance(narrator, MixedNarrator)
    assert "vowelled by text2tashkeel" in narrator.fingerprint
    (audio,) = narrator.speak(["تصوير Lighthouse عبر فليكر"])
    assert len(audio.words) == 4
    assert narrator.findings() == ()
    narrator.close()


def test_without_the_diacritizer_it_still_speaks_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.engines.rawi.find_spec", lambda name: None)
    narrator = open_narrator(Options(cache=tmp_path), AR)
    assert isinstance(narrator, MixedNarrator)
    assert next(iter(narrator.speak(["كتاب"]))).samples
    (finding,) = narrator.findings()
    assert "pip install text2tashkeel" in finding.message
    narrator.close()


@pytest.mark.parametrize(("tag", "voice"), [("en", ""), ("ar", "silence")])
def test_other_voices_are_left_alone(tmp_path: Path, tag: str, voice: str) -> None:
    narrator = open_narrator(Options(cache=tmp_path, voice={tag: voice} if voice else {}), Lang.parse(tag))
    assert not isinstance(narrator, MixedNarrator | VowelledNarrator)
    narrator.close()
