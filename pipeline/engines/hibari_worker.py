"""The helper process of `hibari`: one English neural voice, loaded once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.engines.onnx_session import failures, refused
from pipeline.engines.worker import Reply, Request, serve
from pipeline.errors import SetupError

MOST_PHONEMES = 400
"""At once: "long" said a thousand times in one breath took 2.7 GB."""
LONGEST_NUMBER = 15
"""Digits; the library knows names of numbers up to so many, and breaks off at longer ones."""
LONGEST_WORD = 60
"""Characters; a word of 5,000 took it a minute."""
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_LONG_NUMBER = re.compile(rf"\d{{{LONGEST_NUMBER + 1},}}")
_MARKUP = str.maketrans("[]", "  ")
"""In brackets the library looks for a pronunciation instead of words."""


def readable(text: str) -> str:
    """A text that the library takes for nothing but words: long numbers digit by digit, no word
    without an end, no brackets.
    """
    spaced = _LONG_NUMBER.sub(lambda number: " ".join(number.group()), text)
    return _LONG_WORD.sub(r"\g<0> ", spaced).translate(_MARKUP)


def voices() -> list[dict[str, str]]:
    """The voices whose files are here: name, language, sex, path, and the sha256 that its maker tells."""
    from hibari.voices import VOICES, voice_path

    return [
        {
            "name": name,
            "lang": about["language"],
            "sex": about["gender"][:1].upper(),
            "path": path,
            "sha256": about["sha256"],
        }
        for name, about in VOICES.items()
        if (path := _path(voice_path, name))
    ]


def _path(voice_path: Any, name: str) -> str:
    """Empty where the voice would have to be fetched first."""
    try:
        return str(voice_path(name, download_missing=False))
    except FileNotFoundError:
        return ""


def speak(voice: Any, text: str, pace: float) -> Reply:
    """The sound; its noise is the same each time. `pace` is a share of the voice's own."""
    import numpy as np

    noise = np.random.default_rng(0)
    parts = [
        voice.from_ids(voice.ids(piece), pace, noise)
        for sentence in voice.phonemize(readable(text))
        for piece in _pieces(sentence)
    ]
    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    samples = np.rint(np.clip(sound, -1.0, 1.0) * 32_767).astype(np.int16).tobytes()
    return Reply({"rate": voice.sample_rate}, samples)


def _pieces(phonemes: str) -> Iterator[str]:
    """Of at most `MOST_PHONEMES`, cut at a space where there is one."""
    while len(phonemes) > MOST_PHONEMES:
        at = phonemes.rfind(" ", 1, MOST_PHONEMES)
        at = MOST_PHONEMES if at < 0 else at
        yield phonemes[:at]
        phonemes = phonemes[at:].lstrip()
    yield phonemes


def _opened(name: str, path: str) -> Any:
    from hibari import Hibari

    try:
        return Hibari(voice=name, model=path, threads=1)
    except failures() as error:
        raise refused(path, error) from error


def main(_: Sequence[str]) -> None:
    """Serves all voices, each loaded with its first text."""
    voice_of = cache(_opened)

    def handle(request: Request) -> Reply:
        if request.do == "voices":
            return Reply({"voices": voices()})
        name, path, text, pace = (request.values[key] for key in ("name", "path", "text", "pace"))
        try:
            return speak(voice_of(name, path), text, pace)
        except failures() as error:
            raise SetupError(f"hibari refuses a text: {error}.", place=Path(path).name) from error

    serve(handle)
