"""The helper process of `pyttsx3`, which prints, hangs in threads, and returns before the file is there."""

import ctypes
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.engines.worker import Reply, Request, serve
from pipeline.errors import SetupError

SEXES = {"male": "M", "female": "F"}


def show_library() -> None:
    """On Linux pyttsx3 looks for libespeak-ng in the system: shows it the one of the wheel instead."""
    if not sys.platform.startswith("linux") or find_spec("espeakng_loader") is None:
        return
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = str(Path(espeakng_loader.get_data_path()).parent)
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def opened() -> Any:
    """A pyttsx3 engine, warm: the first `runAndWait` returns at once whatever was asked, so it is spent here."""
    import pyttsx3

    try:
        engine = pyttsx3.init()
    except (ImportError, RuntimeError, OSError, KeyError, ValueError) as error:
        raise SetupError(f"pyttsx3 finds no speech on this system: {error}.") from error
    engine.runAndWait()
    return engine


def voices() -> list[dict[str, str]]:
    """Every voice: id, language, name, sex."""
    return [
        {
            "identifier": str(voice.id),
            "lang": _language((voice.languages or ["und"])[0]),
            "name": str(voice.name or voice.id).strip(),
            "sex": _sex(str(voice.gender)),
        }
        for voice in opened().getProperty("voices")
    ]


def save(text: str, identifier: str, rate: int, path: str) -> None:
    """Speaks one text into one file: of several in one loop, pyttsx3 would write only the last."""
    engine = opened()
    settle()
    engine.setProperty("voice", identifier)
    engine.setProperty("rate", rate)
    settle()
    engine.save_to_file(text, path)
    engine.runAndWait()
    settle()


def settle() -> None:
    """Waits until espeak has done what it was told; other drivers wait by themselves.

    It obeys in a thread of its own: without this, one sound in six was spoken at pyttsx3's 200 words a
    minute, whatever rate was set, and the loop ended before the sound did.
    """
    driver: ModuleType | None = sys.modules.get("pyttsx3.drivers._espeak")
    if driver is not None:
        driver.Synchronize()


def _language(told: object) -> str:
    """Some drivers give bytes that begin with a priority, as espeak-ng does."""
    return (
        bytes(told).strip(bytes(range(32))).decode("ascii", "replace")
        if isinstance(told, bytes)
        else str(told)
    )


def _sex(gender: str) -> str:
    """From "Male" and "Female" on Linux and Windows, "VoiceGenderFemale" and its like on macOS."""
    return SEXES.get(gender.casefold().removeprefix("voicegender"), "")


def main(_: Sequence[str]) -> None:
    """Serves this system's voices."""
    show_library()

    def handle(request: Request) -> Reply:
        if request.do == "voices":
            return Reply({"voices": voices()})
        save(**request.values)
        return Reply({})

    serve(handle)
