"""For how many words of an edition the voice itself tells when they sound; the others have their share by length."""

from collections.abc import Iterator

from pipeline.bench.figure import Figure
from pipeline.bench.ready import narrator, ready
from pipeline.bench.subject import Subject
from pipeline.language import Lang
from pipeline.narrate import Narrate

LANGUAGES = tuple(map(Lang.parse, ("en", "ar", "pt", "es", "fr")))


def times(subject: Subject) -> Iterator[Figure]:
    """A figure a language, with the voice that a run takes."""
    stage = Narrate(lambda lang: narrator(subject, lang), encoding="mp3")
    for lang in LANGUAGES:
        given = ready(subject, lang)
        (done,) = stage([given.edition])
        what = f"words with the voice's own time, {lang}"
        if done.track is None:
            told = done.failure or next((finding.message for finding in done.findings[-1:]), "")
            yield Figure(what, told)
            continue
        words = [word for clip in done.track.clips for word in clip.words]
        true = sum(not word.interpolated for word in words)
        share = true / max(len(words), 1)
        yield Figure(
            what, f"{true:,}", f"all words, {len(words):,}", share, "of it", f"{given.of}; {done.track.voice}"
        )
