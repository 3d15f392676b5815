"""Loudness and true peak of the article before it is mastered, and of each file, decoded, as FFmpeg measures them."""

from collections.abc import Iterator

from pipeline.bench.ear import decoded, heard
from pipeline.bench.figure import Figure
from pipeline.bench.raw import recorded
from pipeline.bench.ready import Ready, ready
from pipeline.bench.subject import ARABIC, ENGLISH, Subject
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.narrate.encode import ENCODINGS
from pipeline.narrate.label import Label
from pipeline.narrate.production import Production


def loudness(subject: Subject) -> Iterator[Figure]:
    """A figure a language and a format."""
    for lang in (ENGLISH, ARABIC):
        try:
            yield from _of(subject, lang, ready(subject, lang))
        except SetupError as error:
            yield Figure(f"loudness, {lang}", str(error))


def _of(subject: Subject, lang: Lang, given: Ready) -> Iterator[Figure]:
    production = Production([each for each in ENCODINGS.values() if each], None, None)
    with recorded(subject, given.edition) as recording:
        whole = recording.sound.read(0, recording.sound.samples).astype("float32")
        before = _told(*heard(whole, recording.rate))
        for sound in production.files(recording.sound, recording.rate, Label()):
            after = _told(*heard(*decoded(sound.data)))
            yield Figure(
                f"loudness, {lang}, {sound.suffix[1:]}", after, f"as it is spoken, {before}", note=given.of
            )


def _told(loudness: float, peak: float) -> str:
    return f"{loudness:.1f} LUFS, true peak {peak:.2f} dBFS"
