"""From a recording to its files: what is known by its sound is not mastered and encoded again."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from functools import lru_cache
from importlib.metadata import version

from pipeline.model import Sound
from pipeline.narrate.encode import VERSION as ENCODER
from pipeline.narrate.encode import Encoding, encoded
from pipeline.narrate.label import Label
from pipeline.narrate.master import VERSION as MASTER
from pipeline.narrate.master import mastered
from pipeline.narrate.spool import Spool
from pipeline.ports import Keeper, KeyMaker

_version = lru_cache(version)
"""Of a distribution; looked up once, for it takes a millisecond."""


class Production:
    """Makes sound files of recordings, and keeps them by all that goes into them."""

    def __init__(
        self, encodings: Sequence[Encoding], keeper: Keeper | None, make_key: KeyMaker | None
    ) -> None:
        """Without a keeper everything is made anew, to the same bytes."""
        self._encodings = encodings
        self._keeper = keeper
        self._make_key = make_key

    def files(self, recording: Spool, rate: int, label: Label) -> tuple[Sound, ...]:
        """One of each encoding, in order. `rate` in hertz. Raises `SetupError` when the disk is full."""
        keys = [self._key(recording, rate, label, encoding) for encoding in self._encodings]
        known = {
            encoding.suffix: Sound(data, encoding.suffix, encoding.media_type)
            for encoding, key in zip(self._encodings, keys, strict=True)
            if (data := self._keeper.get(key) if self._keeper else None)
        }
        missing = [encoding for encoding in self._encodings if encoding.suffix not in known]
        for made in self._made(recording, rate, label, missing) if missing else ():
            known[made.suffix] = made
        if self._keeper:
            for encoding, key in zip(self._encodings, keys, strict=True):
                if encoding in missing:
                    self._keeper.put(key, known[encoding.suffix].data)
        return tuple(known[encoding.suffix] for encoding in self._encodings)

    def _made(
        self, recording: Spool, rate: int, label: Label, encodings: Sequence[Encoding]
    ) -> Iterator[Sound]:
        """In any order. One master serves all encodings that change it alike."""
        for change in {encoding.change: None for encoding in encodings}:
            alike = [encoding for encoding in encodings if encoding.change == change]
            sound = mastered(recording, rate, change).sound
            with closing(sound) if sound is not recording else nullcontext():
                yield from encoded(sound.blocks(), sound.samples, rate, alike, label)

    def _key(self, recording: Spool, rate: int, label: Label, encoding: Encoding) -> str:
        if self._make_key is None:
            return ""
        chapters = [[chapter.begin, chapter.title] for chapter in label.chapters]
        parts = (
            MASTER,
            ENCODER,
            encoding.recipe,
            f"{encoding.package} {_version(encoding.package)}",
            f"numpy {_version('numpy')}",  # the master is made with it
            repr(encoding.change),
            str(rate),
            json.dumps([label.written(), chapters]),
            label.cover,
            recording.digest(),
        )
        return self._make_key("narration", *parts)
