"""The helper process of `piper`: one neural voice, loaded once.

Its own vowelling of Arabic is off, for the text comes vowelled; so is all that would fetch a model.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.engines.onnx_outputs import with_output_of
from pipeline.engines.onnx_session import failures, opened, refused
from pipeline.engines.worker import Reply, Request, serve
from pipeline.errors import SetupError

MOST_PHONEMES = 400
"""At once. A voice's memory grows with the square of a sentence: 5,000 characters without a stop would take gigabytes."""
LOUDEST = 0.8
"""The peak of a sound, of full scale (-2 dB): leaves room for what resampling adds."""
_FAINTEST = 0.01
"""A sound whose peak is lower is made no louder than this one would be: it is breath, no speech."""
_DURATIONS = "Ceil"
"""The one node of its type in a voice: it rounds the lengths of phonemes up to whole frames."""


class Speaker:
    """A voice. Its noise is off, so that a text always sounds the same."""

    def __init__(self, path: str) -> None:
        """`path` is an `.onnx` file with its `.onnx.json` beside it. Raises `SetupError`."""
        from piper.config import PiperConfig
        from piper.voice import PiperVoice

        try:
            config = PiperConfig.from_dict(json.loads(Path(f"{path}.json").read_text("utf-8")))
            model = with_output_of(Path(path).read_bytes(), _DURATIONS)
        except failures() as error:
            raise refused(path, error) from error
        self._voice = PiperVoice(session=opened(model, path), config=config, use_tashkeel=False)

    def speak(self, text: str, pace: float, speaker: int | None) -> Reply:
        """The sound; in the head each phoneme with its first sample, and the phonemes of each word alone.

        `pace` is a share of the voice's own. Phonemes are left out where the voice does not tell their lengths.
        """
        import numpy as np

        sounds = []
        told: list[tuple[str, int]] = []
        length, timed = 0, True
        for phonemes in self._parts(text):
            sound, firsts = self._say(phonemes, pace, speaker)
            told += [(phoneme, length + first) for phoneme, first in zip(phonemes, firsts, strict=False)]
            timed = timed and bool(firsts)
            sounds.append(sound)
            length += len(sound)
        head: dict[str, Any] = {"rate": self._voice.config.sample_rate}
        if timed:
            head |= {"phonemes": told, "alone": [self._alone(word) for word in text.split()]}
        whole = np.concatenate(sounds) if sounds else np.zeros(0, np.float32)
        return Reply(head, _pcm(whole))

    def _parts(self, text: str) -> Iterator[Sequence[str]]:
        """The phonemes of each sentence, long ones cut between words."""
        for sentence in self._voice.phonemize(text):
            yield from cut(sentence, MOST_PHONEMES)

    def _alone(self, word: str) -> list[str]:
        return [phoneme for sentence in self._voice.phonemize(word) for phoneme in sentence]

    def _say(self, phonemes: Sequence[str], pace: float, speaker: int | None) -> tuple[Any, list[int]]:
        """The sound, and the first sample of each phoneme; none when that is not told."""
        from piper.config import SynthesisConfig

        config = self._voice.config
        manner = SynthesisConfig(
            speaker_id=speaker, length_scale=config.length_scale / pace, noise_scale=0, noise_w_scale=0
        )
        ids = self._voice.phonemes_to_ids(list(phonemes))
        sound, lengths = self._voice.phoneme_ids_to_audio(ids, manner, include_alignments=True)
        if lengths is None or lengths.size != len(ids) or int(lengths.sum()) != sound.size:
            return sound.reshape(-1), []
        begins = [0, *lengths.cumsum().tolist()]
        return sound.reshape(-1), [int(begins[at]) for at in _places(phonemes, config.phoneme_id_map)]


def cut(phonemes: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Pieces of at most so many, cut after a space where there is one."""
    while len(phonemes) > most:
        at = next((at for at in range(most, 0, -1) if phonemes[at - 1] == " "), most)
        yield phonemes[:at]
        phonemes = phonemes[at:]
    if phonemes:
        yield phonemes


def _places(phonemes: Sequence[str], numbers: Any) -> Iterator[int]:
    """Where the numbers of each phoneme begin: after those that begin a sentence, padding after each."""
    at = len(numbers["^"]) + len(numbers["_"])
    for phoneme in phonemes:
        yield at
        own = numbers.get(phoneme)
        at += len(own) + len(numbers["_"]) if own is not None else 0  # unknown ones are not spoken


def _pcm(sound: Any) -> bytes:
    """16-bit samples of a sound of any level, as loud as speech is."""
    import numpy as np

    peak = max(float(np.abs(sound).max(initial=0.0)), _FAINTEST)
    samples = np.rint(np.nan_to_num(sound) * (LOUDEST / peak * 32_767)).astype(np.int16)
    return bytes(samples.tobytes())


def main(arguments: Sequence[str]) -> None:
    """Serves one voice: the argument is its path. It is loaded with the first request."""
    speaker = cache(lambda: Speaker(arguments[0]))
    serve(lambda request: _answer(speaker(), request, arguments[0]))


def _answer(speaker: Speaker, request: Request, path: str) -> Reply:
    try:
        return speaker.speak(**request.values)
    except failures() as error:
        raise SetupError(f"This voice refuses a text: {error}.", place=path) from error
