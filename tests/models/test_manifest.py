"""Models converted to CTranslate2, with `editions-model.toml`: OPUS-MT and NLLB as their converters leave them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.engines.argos import Argos
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.models import install, installed, listed
from pipeline.ports import DRAFT, Translator
from tests.engines.archives import left_in
from tests.engines.tiny_model import converted_model

EN, PT = Lang.parse("en"), Lang.parse("pt")
OPUS = """
source = "en"
target = "pt"
name = "OPUS-MT tc-big"
version = "2022-03-13"
licence = "CC-BY-4.0"
source_prefix = ">>por<<"
source_suffix = "</s>"
[files]
model = "."
"""
NLLB = """
source = "en"
target = "pt-BR"
name = "NLLB-200 600M"
licence = "CC-BY-NC-4.0"
source_prefix = ["eng_Latn"]
source_suffix = ["</s>"]
target_prefix = ["por_Latn"]
[files]
model = "."
vocabulary = "sentencepiece.bpe.model"
"""
TEXTS = ["The cat eats the fish.", "A dog, 😀, the house!", "the cat sees the dog " * 30, "cat"]


def opus(folder: Path, manifest: str = OPUS) -> Path:
    converted_model(folder, before=">>por<<", after="</s>")
    (folder / "editions-model.toml").write_text(manifest, "utf-8")
    return folder


def nllb(folder: Path, manifest: str = NLLB) -> Path:
    converted_model(folder, before="eng_Latn", after="</s>", said="por_Latn", one=True)
    (folder / "editions-model.toml").write_text(manifest, "utf-8")
    return folder


@pytest.fixture(scope="module")
def plain(dictionary: Path) -> Translator:
    """The same dictionary in a model that needs no words around a text."""
    return Argos([dictionary]).open(EN, PT)


@pytest.mark.parametrize("make", [opus, nllb])
def test_it_says_what_the_plain_model_says(
    make: Callable[[Path], Path], tmp_path: Path, models: Path, plain: Translator
) -> None:
    model = install(make(tmp_path / "converted"), models)
    assert (model.kind, model.source, model.target[:2]) == ("argos", "en", "pt")
    found = Argos([models]).open(EN, PT).translate(TEXTS)
    for translation, expected in zip(found, plain.translate(TEXTS), strict=True):
        assert (translation.text, translation.links) == (expected.text, expected.links)
        assert translation.score == pytest.approx(expected.score, rel=0.05)


@pytest.mark.parametrize("key", ["source_prefix", "target_prefix"])
def test_without_its_words_it_says_something_else(
    key: str, tmp_path: Path, models: Path, plain: Translator
) -> None:
    lines = [line for line in NLLB.splitlines() if not line.startswith(key)]
    install(nllb(tmp_path / "converted", "\n".join(lines)), models)
    assert Argos([models]).open(EN, PT).translate(TEXTS[:1]) != plain.translate(TEXTS[:1])


def test_neighbours_change_nothing(tmp_path: Path, models: Path) -> None:
    install(nllb(tmp_path / "converted"), models)
    translator = Argos([models]).open(EN, PT)
    assert list(translator.translate(TEXTS)) == [translator.translate([text])[0] for text in TEXTS]


def test_it_becomes_an_argos_package(tmp_path: Path, models: Path) -> None:
    model = install(opus(tmp_path / "converted"), models)
    assert model.name == "argos-OPUS-MT-tc-big-en-pt-2022-03-13"
    assert [file.path for file in model.files] == [
        "metadata.json", "model/config.json", "model/model.bin", "model/shared_vocabulary.json",
        "source.spm", "target.spm",
    ]  # fmt: skip
    assert json.loads((model.folder / "metadata.json").read_text("utf-8")) == {
        "package_version": "2022-03-13", "from_code": "en", "to_code": "pt", "license": "CC-BY-4.0",
        "name": "OPUS-MT tc-big", "source_prefix": [">>por<<"], "source_suffix": ["</s>"],
    }  # fmt: skip
    assert installed(models) == (model,)


def test_one_vocabulary_and_a_region(tmp_path: Path, models: Path) -> None:
    model = install(nllb(tmp_path / "converted"), models)
    assert [file.path for file in model.files if "model/" not in file.path] == [
        "metadata.json", "sentencepiece.model",
    ]  # fmt: skip
    assert (model.name, model.target) == ("argos-NLLB-200-600M-en-pt-BR", "pt-BR")
    ours = next(row for row in listed(models) if row.place == "installed")
    assert (ours.licence, ours.engine) == ("CC-BY-NC-4.0", "argos")


def test_the_usual_names_need_no_files_table(tmp_path: Path, models: Path) -> None:
    folder = opus(tmp_path / "converted", OPUS.partition("[files]")[0])
    (folder / "model").mkdir()
    for name in ("model.bin", "config.json", "shared_vocabulary.json"):
        (folder / name).rename(folder / "model" / name)
    assert install(folder, models).name == "argos-OPUS-MT-tc-big-en-pt-2022-03-13"


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_in_every_edition(draft: bool, tmp_path: Path, models: Path) -> None:
    install(opus(tmp_path / "converted", f"draft = {str(draft).lower()}\n{OPUS}"), models)
    fingerprint = Argos([models]).open(EN, PT).fingerprint
    assert (DRAFT in fingerprint) == draft
    assert "2022-03-13 (" in fingerprint


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('target = "klingonese"', "not a language tag"),
        ("target = 5", "target = 5; known: source, target"),
        ('sourse = "en"', "sourse = 'en'; known"),
        ('draft = "yes"', "draft = 'yes'"),
        ("source_prefix = [1]", r"source_prefix = \[1\]"),
        ('version = "1\\n2"', "version = "),
        ("files = 3", "files = 3"),
        ("source", "cannot be read"),
        ('files.vocabulary = "source.spm"\nfiles.source_vocabulary = "source.spm"', "either vocabulary"),
        ('files.source_vocabulary = "source.spm"', "either vocabulary"),
        ('files.vocabulary = "nowhere.spm"', r"lacks nowhere\.spm"),
        ('files.vocabulary = "../../etc/passwd"', r"lacks \.\./\.\./etc"),
        ('files.model = "elsewhere"', "lacks elsewhere/model.bin"),
        ("files.model = 5", "model = 5"),
    ],
)
def test_a_faulty_manifest_is_refused(line: str, why: str, tmp_path: Path, models: Path) -> None:
    key = line.partition(" ")[0]
    kept = [old for old in OPUS.partition("[files]")[0].splitlines() if not old.startswith(f"{key} ")]
    place = [] if line.startswith(("files =", "files.model")) else ['files.model = "."']
    folder = opus(tmp_path / "converted", "\n".join([*kept, *place, line]))
    with pytest.raises(SetupError, match=why) as raised:
        install(folder, models)
    assert raised.value.place == str(folder)
    assert not models.exists() or left_in(models) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"\xff", "cannot be read"), (b"#" * 70_000, "far too long"), (b"", "does not tell what it translates"),
     (b"a = " + b"[" * 60_000, "cannot be read")],
)  # fmt: skip
def test_a_manifest_that_is_none(content: bytes, why: str, tmp_path: Path, models: Path) -> None:
    folder = opus(tmp_path / "converted")
    (folder / "editions-model.toml").write_bytes(content)
    with pytest.raises(SetupError, match=why):
        install(folder, models)
