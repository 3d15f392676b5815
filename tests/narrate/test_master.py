"""What listeners get, decoded from the files and measured by FFmpeg: one loudness, no clipping."""

import numpy as np
import pytest

from pipeline.engines.espeak import Espeak
from pipeline.engines.silence import Silence
from pipeline.language import Lang
from pipeline.model import Track
from pipeline.narrate.master import CEILING, TARGET, mastered
from pipeline.narrate.spool import FULL_SCALE, Spool
from pipeline.narrate.stage import Narrate
from pipeline.ports import Narrator
from tests.narrate.editions import AR, EN, ES, PT, edition
from tests.narrate.sound import decoded, heard_as, samples_of
from tests.narrate.test_limiter import loud_voice

SAID = {
    EN: "The lighthouse was built in a cold spring. Its keeper climbed two hundred steps every night.",
    ES: "El faro fue construido en una fría primavera. Su guardián subía doscientos escalones cada noche.",
    PT: "O farol foi construído numa primavera fria. O seu guardião subia duzentos degraus todas as noites.",
    AR: "بُنِيَتِ الْمَنَارَةُ فِي رَبِيعٍ بَارِدٍ. كَانَ حَارِسُهَا يَصْعَدُ مِئَتَيْ دَرَجَةٍ كُلَّ لَيْلَةٍ.",
}
RATE = 22_050


def open_espeak(lang: Lang) -> Narrator:
    engine = Espeak()
    voice = engine.default(lang)
    assert voice
    return engine.open(voice)


def track_in(lang: Lang) -> Track:
    source = "One. " * 2
    words = SAID[lang]
    whole = edition([("paragraph", source)], lang, {"One.": words})
    (narrated,) = Narrate(open_espeak, encoding="mp3,m4b,opus")([whole])
    assert narrated.track
    return narrated.track


@pytest.mark.parametrize("lang", SAID, ids=str)
def test_every_format_in_every_language_is_equally_loud_and_never_clips(lang: Lang) -> None:
    track = track_in(lang)
    assert [sound.suffix for sound in track.sounds] == [".mp3", ".m4b", ".opus"]
    for sound in track.sounds:
        samples, rate = decoded(sound.data)
        loudness, peak = heard_as(samples, rate)
        assert loudness == pytest.approx(TARGET, abs=0.5), sound.suffix
        assert peak <= CEILING + 0.1, sound.suffix
        assert np.abs(samples).max() < 1


def test_every_format_has_the_words_at_the_same_place() -> None:
    track = track_in(EN)
    first, last = track.clips[0].begin, track.clips[-1].end
    for sound in track.sounds:
        samples = np.abs(samples_of(sound.data, RATE))
        assert samples[: first - RATE // 50].max() < 0.01
        assert samples[first : first + RATE // 5].max() > 0.02
        assert samples[last + RATE // 50 :].max() < 0.01


def spooled(samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Spool:
    spool = Spool()
    spool.add(np.rint(samples * FULL_SCALE).astype(np.int16).tobytes())
    return spool


@pytest.mark.parametrize("gain", [0.1, 0.3, 0.6, 1.0])
def test_soft_and_loud_recordings_come_out_alike(gain: float) -> None:
    done = mastered(spooled(loud_voice(12) * gain), RATE)
    samples = done.sound.read(0, done.sound.samples)
    loudness, peak = heard_as(samples, RATE)
    assert done.loudness == pytest.approx(loudness, abs=0.1)
    assert peak <= CEILING + 0.1
    assert loudness == pytest.approx(TARGET, abs=0.2)


def test_a_recording_that_is_loud_enough_is_still_limited() -> None:
    voice = loud_voice(12)
    done = mastered(spooled(voice), RATE)
    again = mastered(done.sound, RATE)
    assert heard_as(again.sound.read(0, again.sound.samples), RATE)[1] <= CEILING + 0.1


def test_silence_stays_silence() -> None:
    engine = Silence()
    voice = engine.default(EN)
    assert voice
    (narrated,) = Narrate(lambda _: engine.open(voice))([edition([("paragraph", "Nothing at all. " * 9)])])
    assert narrated.track
    samples, _ = decoded(narrated.track.data)
    assert np.abs(samples).max() < 1e-4


def test_the_noise_of_a_bad_line_is_not_made_a_voice() -> None:
    faint = np.random.default_rng(1).uniform(-0.0005, 0.0005, RATE * 10)
    done = mastered(spooled(faint), RATE)
    assert np.abs(done.sound.read(0, done.sound.samples)).max() < 0.006


def test_the_same_recording_gives_the_same_master() -> None:
    one, two = (mastered(spooled(loud_voice(12) * 0.3), RATE).sound for _ in range(2))
    assert one.digest() == two.digest()
