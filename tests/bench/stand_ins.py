"""An article, and engines that answer at once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.bench.subject import ENGLISH, Subject
from pipeline.engines.echo import Echo
from pipeline.language import Lang
from pipeline.options import Options
from pipeline.ports import Audio, Narrator, SpeechEngine, Translation, TranslationEngine, Translator, Voice
from pipeline.read import read
from pipeline.segment import segments

TEXT = "Lamps on the quay\n\nThe old harbour had forty lamps. Each of them was lit by hand every evening.\n"


class Shout:
    """A translator into Portuguese that says everything louder."""

    name = "shout"
    rank = 10
    fingerprint = "shout"

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("en", "pt")})

    def remedy(self, source: Lang, target: Lang) -> str:
        return ""

    def open(self, source: Lang, target: Lang) -> Translator:
        return self

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return [Translation(text.upper()) for text in texts]

    def close(self) -> None: ...


class Hum:
    """A voice that hums for a hundredth of a second a character."""

    name = "hum"
    rank = 10
    fingerprint = "hum"
    _voice = Voice("hum", "hum", "en")

    def voices(self) -> tuple[Voice, ...]:
        return (self._voice,)

    def default(self, lang: Lang) -> Voice | None:
        return self._voice

    def remedy(self) -> str:
        return ""

    def open(self, voice: Voice) -> Narrator:
        return self

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        return (Audio(b"\x00\x10" * (220 * len(text)), 22_050) for text in texts)

    def close(self) -> None: ...


def subject_in(
    folder: Path,
    translators: Sequence[TranslationEngine] = (Shout(), Echo()),
    voices: Sequence[SpeechEngine] = (Hum(),),
) -> Subject:
    """Two sentences under a title, and stand-ins unless told otherwise."""
    source = folder / "lamps.md"
    source.write_text(TEXT, "utf-8")
    article = read(source, default_lang=ENGLISH)
    texts = tuple(segment.text for segment in segments(article))
    return Subject(source, article, texts, Options(), tuple(translators), tuple(voices))
