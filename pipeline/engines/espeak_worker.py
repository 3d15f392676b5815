"""The helper process of `espeak`: a binding of the few functions of libespeak-ng that narration needs.

Names, numbers and structures are those of `speak_lib.h` of espeak-ng 1.52. Text is always plain:
in SSML mode the library would run a program on paths named in it.
"""

import ctypes
import os
from collections.abc import Iterator, Sequence
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_ubyte, c_uint, c_void_p
from typing import Any

from pipeline.engines.worker import Reply, Request, serve
from pipeline.errors import SetupError

SYNCHRONOUS = 2
DONT_EXIT = 0x8000  # report a failure to initialise instead of ending the process
CHARS_UTF8 = 1
RATE = 1
PITCH = 3
POSITION_CHARACTER = 1
EVENT_WORD = 1
PHONEMES_IPA = 2
SEXES = {1: "M", 2: "F"}


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("unique_identifier", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", c_char_p),
        ("languages", c_char_p),
        ("identifier", c_char_p),
        ("gender", c_ubyte),
        ("age", c_ubyte),
        ("variant", c_ubyte),
        ("reserved", c_ubyte),
        ("score", c_int),
        ("spare", c_void_p),
    )


_OnSound = ctypes.CFUNCTYPE(c_int, c_void_p, c_int, POINTER(_Event))


class Library:
    """libespeak-ng, initialised. Its state is the process's: one a process, and one request a process."""

    def __init__(self, path: str, data: str) -> None:
        """`path` is the shared library, `data` the folder that holds `espeak-ng-data`."""
        try:
            self._lib = ctypes.CDLL(path)
        except OSError as error:
            raise SetupError(f"libespeak-ng cannot be loaded: {error}.", place=path) from error
        self._declare()
        self.sample_rate: int = self._lib.espeak_Initialize(SYNCHRONOUS, 0, os.fsencode(data), DONT_EXIT)
        if self.sample_rate <= 0:
            raise SetupError("libespeak-ng cannot be initialised.", place=data)
        self._sound = bytearray()
        self._words: list[tuple[int, int]] = []
        self._callback = _OnSound(self._on_sound)  # kept: the library holds no reference of its own
        self._lib.espeak_SetSynthCallback(self._callback)

    @property
    def version(self) -> str:
        return bytes(self._lib.espeak_Info(None)).decode()

    def voices(self, languages: bytes | None = None) -> list[dict[str, str]]:
        """Every voice: identifier, first (most fitting) language, name, sex. Or all of one language."""
        return [
            {
                "identifier": voice.identifier.decode(),
                "lang": _first_language(voice),
                "name": voice.name.decode().strip(),
                "sex": SEXES.get(voice.gender, ""),
            }
            for voice in self._each_voice(byref(_Voice(languages=languages)) if languages else None)
        ]

    def variants(self) -> list[dict[str, str]]:
        """Every way in which any voice can sound: name and sex."""
        return [
            {"name": row["identifier"].rpartition("/")[2], "sex": row["sex"]}
            for row in self.voices(b"variant")
        ]

    def speak(self, text: str, identifier: str, rate: int, pitch: int) -> tuple[bytes, list[tuple[int, int]]]:
        """16-bit samples; and per word event the 1-based character and the sample where it begins."""
        self._choose(identifier, rate, pitch)
        data = text.encode("utf-8") + b"\0"
        failed = self._lib.espeak_Synth(data, len(data), 0, POSITION_CHARACTER, 0, CHARS_UTF8, None, None)
        if failed:
            raise SetupError(f"libespeak-ng refuses a text (error {failed}).", place=identifier)
        return bytes(self._sound), self._words

    def phonemes(self, text: str, identifier: str, rate: int, pitch: int) -> str:
        """The text as the voice pronounces it, in the International Phonetic Alphabet, a line a clause."""
        self._choose(identifier, rate, pitch)
        rest = c_char_p(text.encode("utf-8"))
        clauses = []
        while rest.value is not None:
            clauses.append(self._lib.espeak_TextToPhonemes(byref(rest), CHARS_UTF8, PHONEMES_IPA))
        return "\n".join(clause.decode().strip() for clause in clauses if clause)

    def _declare(self) -> None:
        lib = self._lib
        lib.espeak_Info.restype = c_char_p
        lib.espeak_ListVoices.restype = POINTER(POINTER(_Voice))
        lib.espeak_TextToPhonemes.restype = c_char_p
        lib.espeak_Synth.argtypes = (
            c_char_p, c_size_t, c_uint, c_int, c_uint, c_uint, POINTER(c_uint), c_void_p,
        )  # fmt: skip

    def _each_voice(self, like: Any) -> Iterator[Any]:
        voices = self._lib.espeak_ListVoices(like)
        index = 0
        while voices[index]:
            yield voices[index].contents
            index += 1

    def _choose(self, identifier: str, rate: int, pitch: int) -> None:
        if self._lib.espeak_SetVoiceByName(identifier.encode()):
            raise SetupError(f"espeak has no voice {identifier}.")
        self._lib.espeak_SetParameter(RATE, rate, 0)
        self._lib.espeak_SetParameter(PITCH, pitch, 0)

    def _on_sound(self, samples: int | None, count: int, events: Any) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, count * 2)
        index = 0
        while events[index].type:
            if events[index].type == EVENT_WORD:
                self._words.append((events[index].text_position, events[index].sample))
            index += 1
        return 0


def _first_language(voice: Any) -> str:
    """`languages` is a list of (priority byte, tag, NUL)."""
    return bytes(voice.languages)[1:].decode()


def main(arguments: Sequence[str]) -> None:
    """Serves one library: arguments are its path and its data folder."""
    library = Library(*arguments)

    def handle(request: Request) -> Reply:
        if request.do == "voices":
            return Reply(
                {"version": library.version, "voices": library.voices(), "variants": library.variants()}
            )
        if request.do == "phonemes":
            return Reply({"phonemes": library.phonemes(**request.values)})
        samples, words = library.speak(**request.values)
        return Reply({"rate": library.sample_rate, "words": words}, samples)

    serve(handle)
