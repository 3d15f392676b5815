"""`editions voices`, and an article that is read by a voice that was put into the folder of voices."""

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.engines.tiny_voice import write_voice


@pytest.fixture(autouse=True)
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "voices"
    write_voice(folder, "eo-tiny", "eo", "eo", licence="CC0-1.0")
    monkeypatch.setenv("EDITIONS_VOICES", str(folder))
    return folder


def test_all_that_can_speak_a_language_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "eo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"lang": "eo", "voice": voice, "sex": sex, "quality": quality, "licence": licence}
        for voice, sex, quality, licence in (
            ("espeak:eo", "M", "formant", "GPL-3.0-or-later"),
            ("pyttsx3:Esperanto", "M", "formant", "GPL-3.0-or-later"),
            ("piper:eo-tiny", "", "neural medium", "CC0-1.0"),
        )
    ]


def test_what_cannot_speak_says_what_to_do(voices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (voices / "eo-tiny.onnx").unlink()
    assert main(["voices", "eo"]) == 0
    assert f"piper has no voice here. Put a piper voice (NAME.onnx and NAME.onnx.json) into {voices}" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("voice", "credit"),
    [
        ("piper:eo-tiny", ("piper 1.", "voice eo-tiny", "CC0-1.0")),
        ("espeak:eo+f2", ("espeak-ng 1.", "voice eo+f2", "GPL-3.0-or-later")),
    ],
)
def test_the_page_credits_engine_voice_and_licence(
    voice: str, credit: tuple[str, ...], tmp_path: Path
) -> None:
    source = tmp_path / "lumo.txt"
    source.write_text("La lumturo\n\nLa gardisto foriris.\n", "utf-8")
    (tmp_path / "editions.toml").write_text('source = "eo"\n')
    assert main(["build", str(source), "--out", str(tmp_path / "out"), "--voice", f"eo={voice}"]) == 0
    page = (tmp_path / "out" / "lumo" / "eo" / "index.html").read_text("utf-8")
    assert all(part in page for part in credit)
