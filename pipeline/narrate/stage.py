"""The narration stage: speaks every edition of a run and fills in its track."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import chain

from pipeline.errors import MissingEngineError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.model import Edition, Finding, Track
from pipeline.narrate.chapters import chapters
from pipeline.narrate.encode import ENCODINGS, Encoding, usable_rate
from pipeline.narrate.narrators import Narrators, Opener, Studio
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.production import Production
from pipeline.narrate.recording import Recording
from pipeline.narrate.say import Lexicon
from pipeline.narrate.screen import skips
from pipeline.narrate.script import Line, in_order, script
from pipeline.narrate.tags import label
from pipeline.ports import Keeper, KeyMaker, NoProgress, Progress


class Narrate:
    """Fills `track`. Each segment is spoken in the language its words are in.

    Where nothing speaks a language the edition goes on without sound, with a finding that says what to
    install: its readers still have the text. A voice that breaks down fails its edition. An edition with
    nothing to say, and every edition where the encoding is "none", has no track. The bytes depend neither
    on the number of jobs, nor on the order of the editions, nor on what was kept from before.
    """

    def __init__(
        self,
        open_narrator: Opener,
        *,
        pauses: Pauses | None = None,
        lexicon: Lexicon | None = None,
        encoding: str = "mp3",
        jobs: int = 1,
        keeper: Keeper | None = None,
        make_key: KeyMaker | None = None,
        progress: Progress | None = None,
    ) -> None:
        """`open_narrator` raises `SetupError` when nothing speaks a language; what it opens serves the
        editions of a call one at a time and is then closed. `encoding` holds names in `ENCODINGS`,
        separated by commas, else `UsageError`; the first is the player's. `jobs` editions are narrated at
        once, each by voices of its own. `keeper` keeps encoded files.
        """
        self._open_narrator = open_narrator
        self._pauses = pauses or Pauses()
        self._lexicon = lexicon
        self._encodings = _encodings(encoding)
        self._production = Production(self._encodings, keeper, make_key)
        self._jobs = jobs
        self._progress = progress or NoProgress()

    def __call__(self, editions: Sequence[Edition]) -> Sequence[Edition]:
        if not self._encodings:
            return editions
        editions = [_screened(edition) for edition in editions]
        scripts = [self._script(edition) for edition in editions]
        jobs = max(1, min(self._jobs, sum(map(bool, scripts))))
        self._progress.begin("narrate", sum(map(len, scripts)))
        try:
            with closing(Studio(self._open_narrator, jobs)) as studio:
                return self._all(editions, scripts, studio, jobs)
        finally:
            self._progress.end()

    def _script(self, edition: Edition) -> Sequence[Line]:
        return () if edition.failure else script(edition, self._pauses, self._lexicon)

    def _all(
        self, editions: Sequence[Edition], scripts: Sequence[Sequence[Line]], studio: Studio, jobs: int
    ) -> Sequence[Edition]:
        def narrated(edition: Edition, lines: Sequence[Line]) -> Edition:
            with studio.lent() as narrators:
                return self._narrated(edition, lines, narrators)

        if jobs == 1:
            return tuple(map(narrated, editions, scripts))
        with ThreadPoolExecutor(jobs, "narrate") as pool:
            try:
                return tuple(pool.map(narrated, editions, scripts))
            finally:  # a run that is asked to end waits for a sentence a job, not for whole editions
                studio.stop()
                pool.shutdown(wait=False, cancel_futures=True)

    def _narrated(self, edition: Edition, lines: Sequence[Line], narrators: Narrators) -> Edition:
        if not lines:
            return edition
        try:
            track = self._track(edition, lines, narrators)
        except MissingEngineError as error:
            silent = Finding("narrate.voice", "warning", edition.lang.tag, f"There is no sound: {error}")
            return edition.but(findings=(*edition.findings, silent))
        except SetupError as error:
            return edition.but(failure=str(error))
        finally:
            told = tuple(narrators.findings())  # also of an edition that fails: they are not the next one's
        return edition.but(track=track, findings=(*edition.findings, *told))

    def _track(self, edition: Edition, lines: Sequence[Line], narrators: Narrators) -> Track | None:
        """The edition's own voice sets the sample rate, and is the one that is credited."""
        own = _own(edition.lang, lines)
        sounds = {lang: narrators.speak(lang, lines) for lang in {line.lang: None for line in lines}}
        first = next(sounds[own])
        sounds[own] = chain([first], sounds[own])
        rate, voice = usable_rate(first.sample_rate), narrators[own].fingerprint
        with closing(Recording(rate, self._pauses.lead_in, self._progress)) as recording:
            recording.make(lines, sounds)
            return self._produced(edition, recording, voice) if recording.clips else None

    def _produced(self, edition: Edition, recording: Recording, voice: str) -> Track:
        parts = chapters(edition, recording.clips)
        made, *also = self._production.files(recording.sound, recording.rate, label(edition, voice, parts))
        return Track(
            voice=voice,
            sample_rate=recording.rate,
            samples=recording.sound.samples,
            clips=tuple(recording.clips),
            data=made.data,
            suffix=made.suffix,
            media_type=made.media_type,
            also=tuple(also),
            chapters=parts,
        )


def _screened(edition: Edition) -> Edition:
    """With a finding for each segment of which no voice could say all."""
    found = () if edition.failure else skips((part.id, part.text, part.lang) for part in in_order(edition))
    new = [finding for finding in found if finding not in edition.findings]
    return edition.but(findings=(*edition.findings, *new)) if new else edition


def _own(lang: Lang, lines: Sequence[Line]) -> Lang:
    """The edition's language, or where no line is in it, that of the first line."""
    return lang if any(line.lang == lang for line in lines) else lines[0].lang


def _encodings(names: str) -> tuple[Encoding, ...]:
    """In the order asked for, but MP3 first: it plays everywhere."""
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",")))
    for name in wanted:
        if name not in ENCODINGS:
            remedy = f"Use one of {', '.join(ENCODINGS)}, or several separated by commas."
            raise UsageError(f"There is no sound file of the kind {name!r}.", remedy=remedy)
    wanted.sort(key=lambda name: name != "mp3")
    return tuple(encoding for name in wanted if (encoding := ENCODINGS[name]))
