"""The narration stage: speaks every edition of a run and fills in its track."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from pipeline.errors import MissingEngineError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.model import Edition, Finding
from pipeline.narrate.encode import ENCODINGS, Encoding, encode
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.recording import Recording
from pipeline.narrate.script import Line, script
from pipeline.narrate.tags import tags
from pipeline.ports import Audio, Narrator, NoProgress, Progress


class Narrate:
    """Fills `track`. Each segment is spoken in the language its words are in.

    Where nothing speaks a language the edition goes on without sound, with a finding that says what to
    install: its readers still have the text. A voice that breaks down fails its edition. An edition with
    nothing to say, and every edition where the encoding is "none", has no track.
    """

    def __init__(
        self,
        open_narrator: Callable[[Lang], Narrator],
        *,
        pauses: Pauses | None = None,
        encoding: str = "mp3",
        progress: Progress | None = None,
    ) -> None:
        """`open_narrator` raises `SetupError` when nothing speaks a language; what it opens serves all
        editions of a call and is then closed. `encoding` is a name in `ENCODINGS`, else `UsageError`.
        """
        if encoding not in ENCODINGS:
            raise UsageError(
                f"There is no sound file of the kind {encoding!r}.", remedy=f"Use {' or '.join(ENCODINGS)}."
            )
        self._open_narrator = open_narrator
        self._pauses = pauses or Pauses()
        self._encoding = ENCODINGS[encoding]
        self._progress = progress or NoProgress()

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        if self._encoding is None:
            return editions
        scripts = [() if edition.failure else script(edition, self._pauses) for edition in editions]
        narrators = _Narrators(self._open_narrator)
        self._progress.begin("narrate", sum(map(len, scripts)))
        try:
            return tuple(
                self._narrated(edition, lines, narrators, self._encoding)
                for edition, lines in zip(editions, scripts, strict=True)
            )
        finally:
            narrators.close()
            self._progress.end()

    def _narrated(
        self, edition: Edition, lines: Sequence[Line], narrators: "_Narrators", encoding: Encoding
    ) -> Edition:
        if not lines:
            return edition
        try:
            recording = self._record(edition.lang, lines, narrators)
            data = encode(recording.chunks(), recording.rate, encoding, tags(edition))
        except MissingEngineError as error:
            silent = Finding("narrate.voice", "warning", edition.lang.tag, f"There is no sound: {error}")
            return edition.but(findings=(*edition.findings, silent))
        except SetupError as error:
            return edition.but(failure=str(error))
        return edition.but(track=recording.track(data, encoding)) if recording.clips else edition

    def _record(self, lang: Lang, lines: Sequence[Line], narrators: "_Narrators") -> Recording:
        """The edition's own voice sets the sample rate, and is the one that is credited."""
        own = lang if any(line.lang == lang for line in lines) else lines[0].lang
        sounds = {spoken: narrators.speak(spoken, lines) for spoken in {line.lang: None for line in lines}}
        first = next(sounds[own])
        sounds[own] = chain([first], sounds[own])
        lead_in = self._pauses.lead_in
        return Recording(
            narrators[own].fingerprint, first.sample_rate, lead_in, lines, sounds, self._progress
        )


class _Narrators:
    """The narrators of one run, each opened when it is first needed."""

    def __init__(self, open_narrator: Callable[[Lang], Narrator]) -> None:
        self._open = open_narrator
        self._opened: dict[Lang, Narrator] = {}

    def __getitem__(self, lang: Lang) -> Narrator:
        if lang not in self._opened:
            self._opened[lang] = self._open(lang)
        return self._opened[lang]

    def speak(self, lang: Lang, lines: Sequence[Line]) -> Iterator[Audio]:
        """The sounds of the lines in one language."""
        return iter(self[lang].speak([text for line in lines if line.lang == lang for text in line.texts]))

    def close(self) -> None:
        for narrator in self._opened.values():
            narrator.close()
