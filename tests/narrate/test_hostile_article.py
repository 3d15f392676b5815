"""An article made to break narration: what can be spoken is, what cannot is told, and nothing is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.speech import find_voice, speech_engines
from pipeline.language import Lang
from pipeline.model import BlockKind, Edition
from pipeline.narrate import Narrate
from pipeline.narrate.screen import screen, skips
from pipeline.options import Options
from pipeline.ports import Narrator
from tests.making import editions
from tests.narrate.editions import AR, edition

WHOLE = (
    "The keeper left.",
    "<speak><audio src='note.wav'/><break time='9000s'/></speak>",
    "Type $(reboot) or `reboot`; then [[slnc 90000]].",
    "\u202eRight to left\u202c and \u2068isolated\u2069.",
    "A family: \U0001f469\u200d\U0001f467.",
    "42",
)
PARTS = (
    "It was \0 cut \x1b here.",
    "The sign read 中国 in red.",
    "Z" + "\u0301" * 1_000 + "algo came.",
    "Data: " + "x" * 1_900,
)
ENDLESS = "x" * 400_000
"""400,000 characters once made a sound of 423 MB."""
UNSPOKEN = ("😀🚀", "* * *", "ᎠᎹ ᏂᎦᎵᏍᏔ", "\u200d\u200d", "\u0301" * 1_000)
ARTICLE: tuple[tuple[BlockKind, str], ...] = (
    ("title", "A hostile article"),
    *(("paragraph", text) for text in (*WHOLE, *PARTS, *UNSPOKEN, ENDLESS)),
)


def screened(lang: Lang, translated: dict[str, str] | None = None) -> Edition:
    """The article with its texts as voices are to be given them."""
    made = edition(ARTICLE, lang, translated)
    return made.but(
        targets=tuple(
            type(each)(each.segment_id, screen(each.text, each.lang).text, each.state, each.lang)
            for each in made.targets
        )
    )


@pytest.fixture(scope="module")
def sox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file that a program called sox, the only one in the path, would write."""
    folder = tmp_path_factory.mktemp("path")
    started = tmp_path_factory.mktemp("log") / "started"
    (folder / "sox").write_text(f"#!/bin/sh\necho sox >> '{started}'\n")
    (folder / "sox").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder))
        yield started


def open_narrator(lang: Lang) -> Narrator:
    engine, voice = find_voice(speech_engines(), lang)
    return engine.open(voice)


def shown(given: Edition) -> list[tuple[str, str, Lang]]:
    return [(target.segment_id, target.text, target.lang) for target in given.targets]


def test_each_segment_is_spoken_or_told(sox: Path) -> None:
    given = edition(ARTICLE)
    told = {finding.place: finding for each in shown(given) for finding in skips([each])}
    (done,) = Narrate(open_narrator)([given])
    assert tuple(done.findings) == skips(shown(given))
    assert done.failure == ""
    assert done.track is not None
    spoken = {clip.segment_id for clip in done.track.clips}
    texts = {target.segment_id: target.text for target in given.targets}
    for segment_id, text in texts.items():
        assert segment_id in spoken or "This is not spoken" in told[segment_id].message, text[:40]
    assert {texts[place] for place in told} >= {*UNSPOKEN, *PARTS}
    assert not {texts[place] for place in told} & {*WHOLE}
    assert not {texts[place] for place in spoken} & {*UNSPOKEN}
    assert done.track.samples < 120 * done.track.sample_rate
    assert not sox.exists()


def test_a_heap_of_data_is_one_thing_to_look_at(tmp_path: Path) -> None:
    """It is cut into 200 segments, of which nobody wants to read 200 times that they are not spoken."""
    source = tmp_path / "data.md"
    source.write_text(f"# Data\n\nThe keeper left.\n\n{ENDLESS}\n\nNobody came after him.\n", "utf-8")
    options = Options(out=tmp_path / "out", cache=tmp_path / "cache", memory_db=tmp_path / "memory.sqlite")
    (made,) = editions(source, options)
    assert len(made.segments) > 200
    (found,) = (finding for finding in made.findings if finding.code == "narrate.skipped")
    assert found.message.endswith(" The same holds for the 199 segments after it.")
    assert len(made.findings) < 5
    assert made.track
    assert len(made.track.clips) == len(made.segments) - 200 + len(made.notes)


def test_foreign_writing_is_left_to_the_reader(sox: Path) -> None:
    """An Arabic edition that kept a Cherokee sentence as it was."""
    cherokee = "ᎠᎹ ᏂᎦᎵᏍᏔ"
    made = screened(AR, {"The keeper left.": "رَحَلَ الحارِسُ.", cherokee: cherokee})
    (done,) = Narrate(open_narrator)([made])
    assert done.failure == ""
    assert done.track is not None
    kept = {segment.id: segment.text for segment in made.segments}
    spoken = {kept[clip.segment_id] for clip in done.track.clips}
    assert "The keeper left." in spoken
    assert cherokee not in spoken
    assert not sox.exists()
