"""Every speech engine, ready to speak: piper's voices are built, the others' come with their packages."""

from pathlib import Path

from pipeline.engines.speech import speech_engines
from pipeline.options import Options
from pipeline.ports import SpeechEngine
from tests.engines.tiny_voice import write_voice

NAMES = ("espeak", "pyttsx3", "piper", "hibari", "silence")
_LANGUAGES = {"en": "en-us", "ar": "ar", "pt": "pt-br", "es": "es", "ca": "ca", "eo": "eo", "fr": "fr"}


def engine_called(name: str, folder: Path) -> SpeechEngine:
    """`folder` takes piper's voices, of which the Esperanto one has two speakers."""
    for lang, espeak in _LANGUAGES.items():
        several = {"num_speakers": 2, "speaker_id_map": {"ada": 0, "bo": 1}} if lang == "eo" else {}
        write_voice(folder, f"{lang}-tiny", lang, espeak, licence="CC0-1.0", **several)
    return next(engine for engine in speech_engines(Options(voices=folder)) if engine.name == name)
