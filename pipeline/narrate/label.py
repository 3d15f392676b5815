"""What a sound file says about itself beside its sound."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Chapter


@dataclass(frozen=True, slots=True)
class Label:
    """For one file, the same for every format."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """By FFmpeg's names: title, artist, album, date, language, comment, copyright. Empty ones are left out."""
    chapters: tuple[Chapter, ...] = ()
    cover: bytes = b""
    """A PNG; empty for none. Only MP3 carries it."""

    def written(self) -> dict[str, str]:
        """The tags that have a value, sorted by name."""
        return {name: value for name, value in sorted(self.tags.items()) if value}

    def spans(self, samples: int, rate: int) -> tuple[tuple[str, int, int], ...]:
        """Title, begin and end in milliseconds of each chapter of a sound that is `samples` long."""
        begins = [_milliseconds(chapter.begin, rate) for chapter in self.chapters]
        ends = [*begins[1:], _milliseconds(samples, rate)]
        return tuple(
            (chapter.title, begin, end)
            for chapter, begin, end in zip(self.chapters, begins, ends, strict=False)
        )


def _milliseconds(sample: int, rate: int) -> int:
    """Rounded once, as `Track.milliseconds` does it."""
    return (sample * 1000 + rate // 2) // rate
