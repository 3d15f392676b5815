"""Which models are found, and what is said of files that are missing, damaged or of another model."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from pipeline.engines.bergamot import Bergamot
from pipeline.engines.bergamot_models import installed, published_sha256
from pipeline.errors import SetupError
from pipeline.language import Lang
from tests.engines.marian_model import random_tensors, shortlist, written
from tests.engines.test_bergamot import EN, OWN, PT, TYPOGRAPHY


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A user's folder with a copy of the wheel's model in it."""
    model = installed(None)["en", "pt"]
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    for path in model.files:
        shutil.copy(path, folder)
    return folder


def test_the_users_model_comes_first_and_its_metadata_name_it(copied: Path) -> None:
    (copied / "metadata.json").write_text('{"architecture": "base-memory", "version": "3.1"}')
    found = installed(copied.parent)
    assert found["en", "pt"].network.parent == copied
    assert found["en", "pt"].name == "base-memory 3.1"
    assert found["pt", "en"].network.parent != copied
    translator = Bergamot(copied.parent).open(EN, PT)
    assert translator.translate([OWN[0]])[0].text


def test_the_pair_may_be_told_beside_the_model(copied: Path) -> None:
    model = next(copied.glob("model*"))
    model.rename(copied / "model.intgemm.alphas.bin")
    assert installed(copied)["en", "pt"].network.parent != copied
    (copied / "metadata.json").write_text('{"sourceLanguage": "en", "targetLanguage": "pt"}')
    assert installed(copied)["en", "pt"].network.parent == copied
    (copied / "metadata.json").write_text("{")
    (copied / "model_info.json").write_text('{"shortName": "en-pt-tiny"}')
    assert installed(copied)["en", "pt"].network.parent == copied


def test_a_model_may_have_a_vocabulary_for_each_language(tmp_path: Path) -> None:
    """As Mozilla's models into Chinese, Japanese and Korean have. The weights are random, so only form counts."""
    words = (
        _trained(tmp_path / "srcvocab.enja.spm", OWN),
        _trained(tmp_path / "trgvocab.enja.spm", TYPOGRAPHY),
    )
    made = random_tensors(size=32, wide=48, heads=4, words=words, layers=(1, 2))
    (tmp_path / "model.enja.intgemm.alphas.bin").write_bytes(written(made))
    lists = [list(range(words[1] // 2, words[1]))] * words[0]
    (tmp_path / "lex.50.50.enja.s2t.bin").write_bytes(shortlist(lists))
    translator = Bergamot(tmp_path).open(EN, Lang.parse("ja"))
    together = translator.translate(OWN)
    assert together == [translator.translate([text])[0] for text in OWN]
    assert any(found.links for found in together)
    assert all(found.score is not None and found.score < 0 for found in together)


def _trained(path: Path, lines: list[str]) -> int:
    """Writes a vocabulary as Mozilla numbers it, learnt from a few lines; tells its size."""
    source = path.with_suffix(".txt")
    source.write_text("\n".join(lines), encoding="utf-8")
    SentencePieceTrainer.train(
        input=str(source), model_prefix=str(path), vocab_size=100, hard_vocab_limit=False,
        eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    path.with_name(f"{path.name}.model").rename(path)
    return int(SentencePieceProcessor(str(path)).get_piece_size())


@pytest.mark.parametrize("missing", ["model*", "lex*", "vocab*"])
def test_a_model_with_a_file_missing_is_not_installed(copied: Path, missing: str) -> None:
    next(copied.glob(missing)).unlink()
    assert installed(copied.parent)["en", "pt"].network.parent != copied


@pytest.mark.parametrize("broken", ["model*", "lex*", "vocab*"])
@pytest.mark.parametrize("keep", [0, 1000, -1000])
def test_a_truncated_file_is_named(copied: Path, broken: str, keep: int) -> None:
    path = next(copied.glob(broken))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SetupError, match=re.escape(str(path))) as caught:
        Bergamot(copied.parent).open(EN, PT)
    assert "install" in caught.value.remedy


def test_a_vocabulary_of_another_model_is_named(copied: Path) -> None:
    path = next(copied.glob("vocab*"))
    _trained(path, OWN)
    with pytest.raises(SetupError, match=re.escape(str(path))):
        Bergamot(copied.parent).open(EN, PT)


def test_a_model_that_is_not_what_was_published_is_refused_before_it_is_read(copied: Path) -> None:
    path = next(copied.glob("model*"))
    data = path.read_bytes()
    hashed = json.dumps({"hash": hashlib.sha256(data).hexdigest()})
    (copied / "metadata.json").write_text(hashed)
    Bergamot(copied.parent).open(EN, PT)
    path.write_bytes(data[:5_000_000] + b"\x01" * 4096 + data[5_004_096:])
    with pytest.raises(SetupError, match="sha256"):
        Bergamot(copied.parent).open(EN, PT)


def test_the_wheels_models_are_checked_against_its_record() -> None:
    for model in installed(None).values():
        assert all(published_sha256(path) for path in model.files), model.network


def test_the_fingerprint_holds_all_files(copied: Path) -> None:
    before = Bergamot(copied.parent).open(EN, PT).fingerprint
    assert before.split(" (")[1] == Bergamot().open(EN, PT).fingerprint.split(" (")[1]
    path = next(copied.glob("lex*"))
    data = bytearray(path.read_bytes())
    data[-4:] = (5).to_bytes(4, "little")
    path.write_bytes(data)
    assert Bergamot(copied.parent).open(EN, PT).fingerprint != before
