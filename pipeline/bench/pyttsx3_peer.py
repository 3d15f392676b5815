"""The helper process in which pyttsx3 speaks as its manual shows: save to a file, run, wait."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.engines.system_voices_worker import show_library, voices
from pipeline.engines.worker import Reply, Request, end_with_the_caller, serve


def speak(engine: Any, texts: Sequence[str], rate: int, folder: str) -> list[str]:
    """One file a sentence; `rate` in words a minute."""
    engine.setProperty("rate", rate)
    files = [str(Path(folder, f"{number}.wav")) for number in range(len(texts))]
    for text, file in zip(texts, files, strict=True):
        engine.save_to_file(text, file)
        engine.runAndWait()
    return files


def identifier_of(rows: Sequence[dict[str, str]], lang: str) -> str | None:
    """The voice of a language: the one with the shortest tag that begins with its base."""
    base = lang.partition("-")[0].lower()
    found = [row for row in rows if row["lang"].lower().split("-")[0] == base]
    return min(found, key=lambda row: len(row["lang"]))["identifier"] if found else None


def main(_: Sequence[str]) -> None:
    """Serves requests to `speak`."""
    end_with_the_caller()
    show_library()
    import pyttsx3

    rows = voices()
    engine = pyttsx3.init()  # the engine that told the voices: one that is opened twice waits for ever

    def handle(request: Request) -> Reply:
        values = dict(request.values)
        identifier = identifier_of(rows, values.pop("lang"))
        if identifier is not None:
            engine.setProperty("voice", identifier)
        return Reply({"files": speak(engine, **values)})

    serve(handle)
