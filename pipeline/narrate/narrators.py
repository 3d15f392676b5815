"""The voices of a run, opened when they are needed, and lent to one edition at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import LifoQueue
from threading import Event

from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.model import Finding
from pipeline.narrate.foreign import remarks
from pipeline.narrate.script import Line
from pipeline.ports import Audio, Narrator

Opener = Callable[[Lang], Narrator]


class Narrators:
    """One voice a language, each opened when it is first needed."""

    def __init__(self, open_narrator: Opener, stopped: Event) -> None:
        """`stopped`: whether nothing more is to be said."""
        self._open = open_narrator
        self._stopped = stopped
        self._opened: dict[Lang, Narrator] = {}

    def __getitem__(self, lang: Lang) -> Narrator:
        if lang not in self._opened:
            self._opened[lang] = self._open(lang)
        return self._opened[lang]

    def speak(self, lang: Lang, lines: Sequence[Line]) -> Iterator[Audio]:
        """The sounds of the lines in one language, as they are drawn. Raises `SetupError`, also once stopped."""
        texts = [text for line in lines if line.lang == lang for text in line.texts]
        return self._until_stopped(self[lang].speak(texts))

    def findings(self) -> Iterator[Finding]:
        """What the narrators have to tell of the edition they just spoke."""
        for narrator in self._opened.values():
            yield from remarks(narrator)

    def _until_stopped(self, sounds: Iterator[Audio]) -> Iterator[Audio]:
        for sound in sounds:
            if self._stopped.is_set():
                raise SetupError("The run was stopped.")
            yield sound

    def close(self) -> None:
        for narrator in self._opened.values():
            narrator.close()


class Studio:
    """As many sets of voices as editions are narrated at once: a voice serves one of them at a time.

    The heavy work happens in none of this program's threads: voices speak in processes of their own, and
    encoders run outside of the interpreter's lock.
    """

    def __init__(self, open_narrator: Opener, jobs: int) -> None:
        self._stopped = Event()
        self._sets = [Narrators(open_narrator, self._stopped) for _ in range(jobs)]
        self._idle: LifoQueue[Narrators] = LifoQueue()
        for each in reversed(self._sets):
            self._idle.put(each)

    @contextmanager
    def lent(self) -> Iterator[Narrators]:
        narrators = self._idle.get()
        try:
            yield narrators
        finally:
            self._idle.put(narrators)

    def stop(self) -> None:
        """Ends what is being narrated after the sentence that is being spoken."""
        self._stopped.set()

    def close(self) -> None:
        for each in self._sets:
            each.close()
