"""The whole narration stage, to MP3, against other programs that speak; on one core, without a cache."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.bench.encode_peers import encoder
from pipeline.bench.figure import Figure
from pipeline.bench.speech_peers import Speaker, seconds_of, speakers
from pipeline.bench.subject import ENGLISH, Subject
from pipeline.bench.timing import in_turn, one_core
from pipeline.engines.speech import find_voice
from pipeline.errors import SetupError
from pipeline.model import Edition, Track
from pipeline.narrate import Narrate
from pipeline.narrate.encode import ENCODINGS, encode
from pipeline.ports import NoProgress, SpeechEngine, Voice
from pipeline.recipe import LAST_OF_TEXT, begin, recipe, run


def narration(subject: Subject) -> Iterator[Figure]:
    """How many times as fast as it sounds the article is spoken; ratios are of the seconds for the same text."""
    with one_core():
        try:
            engine, voice = find_voice(subject.voices, ENGLISH)
        except SetupError as error:
            yield Figure("narration", str(error))
            return
        edition = source_edition(subject)
        what = f"narration to MP3, {voice.key}, one core"
        measured = 0.0
        for peer in speakers():
            if isinstance(peer, str):
                yield Figure(what, peer)
                continue
            with closing(peer):
                found = _against(what, peer, engine, voice, edition, subject)
            measured = found[0]
            yield from found[1]
        yield from _shares(engine, voice, subject, measured)


def source_edition(subject: Subject) -> Edition:
    """The article in its own language, ready to be spoken."""
    options = replace(subject.options, to=(), cache_size=0)
    (edition,) = begin([subject.article], options)
    for name, (done,) in run(recipe([subject.source], options, NoProgress()), [edition]):
        edition = done
        if name == LAST_OF_TEXT:
            break
    return edition


def _against(
    what: str, peer: Speaker, engine: SpeechEngine, voice: Voice, edition: Edition, subject: Subject
) -> tuple[float, list[Figure]]:
    """Our seconds, and the figures: against the peer alone, and with an encoder behind it."""
    stage = Narrate(lambda _: engine.open(voice))
    name, encode = encoder()
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder, "peer.wav")
        speak = partial(peer.speak, subject.texts, ENGLISH, wav)
        try:
            track = _track(stage([edition]))
            ways = in_turn(lambda: stage([edition]), speak, lambda: encode(wav, wav.with_suffix(".mp3")))
        except SetupError as error:
            return 0.0, [Figure(what, str(error), peer.name)]
        theirs = seconds_of(wav)
    ours, spoken, encoded = ways
    told = f"{track.samples / track.sample_rate / ours:.0f} x real time"
    return ours, [
        Figure(
            what,
            told,
            f"{peer.name}, to {file}, {theirs / seconds:.0f} x real time",
            seconds / ours,
            note="ours with numbers and names as they are said, and one loudness",
        )
        for file, seconds in (("WAV", spoken), (f"MP3 with {name}", spoken + encoded))
    ]


def _track(editions: Sequence[Edition]) -> Track:
    """Of the only edition. Raises `SetupError` where it has no sound."""
    (edition,) = editions
    if edition.track is None:
        raise SetupError(edition.failure or "The article has nothing to say.")
    return edition.track


def _shares(engine: SpeechEngine, voice: Voice, subject: Subject, whole: float) -> Iterator[Figure]:
    """How much of the stage's `whole` seconds are speech and MP3; without a ratio where that is not known."""
    mp3 = ENCODINGS["mp3"]
    assert mp3
    with closing(engine.open(voice)) as narrator:
        sounds = list(narrator.speak(subject.texts))
        rate = sounds[0].sample_rate
        spoken, encoded = in_turn(
            lambda: list(narrator.speak(subject.texts)),
            lambda: encode((sound.samples for sound in sounds), rate, mp3, {}),
        )
    length = sum(len(sound.samples) for sound in sounds) / 2 / rate
    for what, seconds in ((f"{voice.key} alone, one core", spoken), ("MP3 64 kb/s alone, one core", encoded)):
        share = seconds / whole if whole else None
        yield Figure(what, f"{length / seconds:.0f} x real time", "the whole stage", share, "of its time")
