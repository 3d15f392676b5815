"""Argos packages: found where they lie, refused when changed, translated in batches that change nothing."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import ctranslate2
import pytest
from sentencepiece import SentencePieceProcessor

from pipeline.engines.argos import Argos, argospm_folder, read_package
from pipeline.engines.argos_decoder import MOST_WORDS, Decoding
from pipeline.engines.argos_translator import ArgosTranslator
from pipeline.engines.package import RECORD
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.models import install
from pipeline.ports import Translation, Translator
from tests.engines.tiny_model import LEXICON, dictionary_package

EN, PT = Lang.parse("en"), Lang.parse("pt")
MODEL_FILES = (
    "metadata.json", "sentencepiece.model", "model/model.bin", "model/config.json", "model/shared_vocabulary.json",
)  # fmt: skip


def looked_up(text: str) -> str:
    """What the dictionary model says for a text."""
    return re.sub(r"[a-z]+", lambda word: LEXICON.get(word[0], word[0]), text)


def words(text: str, translation: Translation) -> list[tuple[str, str]]:
    return [
        (text[link.source_begin : link.source_end], translation.text[link.target_begin : link.target_end])
        for link in translation.links
    ]


def copy(package: Path, to: Path, **changes: str) -> Path:
    """A copy of a package with other metadata."""
    shutil.copytree(package, to)
    told = json.loads((to / "metadata.json").read_text("utf-8"))
    (to / "metadata.json").write_text(json.dumps(told | changes), "utf-8")
    return to


@pytest.fixture(scope="module")
def translator(dictionary: Path) -> Iterator[Translator]:
    opened = Argos([dictionary]).open(EN, PT)
    yield opened
    opened.close()


def test_words_and_their_alignment(translator: Translator) -> None:
    text = "  The cat  eats the fish."
    translation = translator.translate([text])[0]
    assert translation.text == "o gato come o peixe."
    assert words(text, translation) == [
        ("The", "o"), ("cat", "gato"), ("eats", "come"), ("the", "o"), ("fish", "peixe"), (".", "."),
    ]  # fmt: skip


def test_unknown_words_are_the_sources_own(translator: Translator) -> None:
    text = "The cat العربية eats 😀."
    translation = translator.translate([text])[0]
    assert translation.text == "o gato العربية come 😀."
    assert ("العربية", "العربية") in words(text, translation)


def test_marks_that_the_vocabulary_lacks_become_plain(translator: Translator) -> None:
    assert translator.translate(["the dog’s “ cat – fish"])[0].text == "o cão's \" gato - peixe"


def test_the_score_is_what_the_model_itself_gives(dictionary: Path, translator: Translator) -> None:
    text = "A dog sees the cat and the house."
    vocabulary = SentencePieceProcessor(model_file=str(dictionary / "en_pt" / "sentencepiece.model"))
    model = ctranslate2.Translator(str(dictionary / "en_pt" / "model"), compute_type="int8")
    translation = translator.translate([text])[0]
    pieces = [vocabulary.encode(some, return_type=str) for some in (text, translation.text)]
    log_probabilities = model.score_batch([pieces[0]], [pieces[1]])[0].log_probs
    assert translation.score == pytest.approx(sum(log_probabilities) / len(log_probabilities), rel=0.05)


@pytest.mark.parametrize("clause", ["the cat sees the dog. ", "the cat sees the dog, ", "the cat "])
def test_long_texts_are_cut_and_joined_whole(translator: Translator, clause: str) -> None:
    text = (clause * (2 * MOST_WORDS)).strip()
    translation = translator.translate([text])[0]
    assert translation.text == looked_up(text)
    assert [looked_up(source) for source, _ in words(text, translation)] == [
        said for _, said in words(text, translation)
    ]


def test_an_endless_word_is_cut_and_joined_whole(translator: Translator) -> None:
    text = "cat" * MOST_WORDS
    assert translator.translate([text])[0].text.replace("gato", "cat") == text


def test_a_text_without_an_end_is_said_again_in_halves(tmp_path: Path) -> None:
    dictionary_package(tmp_path / "short-sighted", sees=20)
    text = " ".join(f"the cat sees the {animal}" for animal in ("dog", "fish", "house", "cat") * 3)
    assert Argos([tmp_path]).open(EN, PT).translate([text])[0].text == looked_up(text)


def test_neighbours_change_nothing_to_the_last_bit(nonsense: Path) -> None:
    """With random weights every difference shows; texts of all lengths meet in the batches."""
    translator = Argos([nonsense]).open(EN, PT)
    chance = random.Random(4)
    vocabulary = ["The", "cat", "dog", "sees", "fish", "a", "!", "you", "house", "eats", "see", "é"]
    texts = [" ".join(chance.choices(vocabulary, k=length)) for length in (*range(1, 60), 16, 16, 32, 48)]
    together = dict(zip(texts, translator.translate(texts), strict=True))
    assert len({translation.links[:1] for translation in together.values()}) > 5
    for size in (1, 7):
        chance.shuffle(texts)
        for begin in range(0, len(texts), size):
            some = texts[begin : begin + size]
            assert list(translator.translate(some)) == [together[text] for text in some]


def test_a_target_prefix_is_given_and_taken_away(tmp_path: Path, translator: Translator) -> None:
    """The model with a prefix says every word one place later."""
    dictionary_package(tmp_path / "prefixed", prefix="__pt__")
    text = "The cat eats the fish."
    prefixed = Argos([tmp_path]).open(EN, PT).translate([text, "a dog"])[0]
    plain = translator.translate([text])[0]
    assert (prefixed.text, prefixed.links) == (plain.text, plain.links)
    assert prefixed.score == pytest.approx(plain.score, rel=0.05)


def test_two_vocabularies(dictionary: Path, tmp_path: Path) -> None:
    folder = copy(dictionary / "en_pt", tmp_path / "two")
    shutil.copy(folder / "sentencepiece.model", folder / "source.spm")
    (folder / "sentencepiece.model").rename(folder / "target.spm")
    assert Argos([tmp_path]).open(EN, PT).translate(["The cat."])[0].text == "o gato."


def test_how_it_is_searched_is_part_of_the_fingerprint(dictionary: Path) -> None:
    found = read_package(dictionary / "en_pt")
    assert found is not None
    greedy, usual = ArgosTranslator(found, Decoding(beam=1)), ArgosTranslator(found)
    assert greedy.fingerprint != usual.fingerprint
    assert greedy.translate(["The cat."])[0].text == usual.translate(["The cat."])[0].text


def test_a_closed_translator_says_so(dictionary: Path) -> None:
    translator = Argos([dictionary]).open(EN, PT)
    translator.close()
    with pytest.raises(SetupError, match="closed"):
        translator.translate(["The cat."])


def test_the_newest_version_and_the_first_folder_win(dictionary: Path, tmp_path: Path) -> None:
    for name, version in (("ours/a", "1.9"), ("ours/b", "1.10"), ("ours/c", "1.2"), ("theirs/d", "2.0")):
        copy(dictionary / "en_pt", tmp_path / name, package_version=version)
    opened = Argos([tmp_path / "ours", tmp_path / "theirs"]).open(EN, PT)
    assert "en-pt 1.10 " in opened.fingerprint


@pytest.mark.parametrize(
    ("code", "offered", "wanted"),
    [("pb", "pt", "pt-BR"), ("zt", "zh-Hant", "zh-Hant"), ("pt", "pt", "pt-PT")],
)
def test_codes_that_are_not_language_tags(
    dictionary: Path, tmp_path: Path, code: str, offered: str, wanted: str
) -> None:
    copy(dictionary / "en_pt", tmp_path / "package", to_code=code)
    engine = Argos([tmp_path])
    assert engine.pairs() == {("en", offered)}
    engine.open(EN, Lang.parse(wanted)).close()


def test_the_other_script_is_not_served(dictionary: Path, tmp_path: Path) -> None:
    copy(dictionary / "en_pt", tmp_path / "package", to_code="zt")
    with pytest.raises(MissingEngineError, match="editions models install"):
        Argos([tmp_path]).open(EN, Lang.parse("zh"))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("metadata.json", "{"),
        ("metadata.json", "[]"),
        ("metadata.json", '{"from_code": "en"}'),
        (RECORD, "{}"),
    ],
)
def test_garbled_packages_are_passed_over_with_a_line_in_the_log(
    dictionary: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, file: str, content: str
) -> None:
    copy(dictionary / "en_pt", tmp_path / "good")
    (copy(dictionary / "en_pt", tmp_path / "garbled") / file).write_text(content, "utf-8")
    assert Argos([tmp_path]).pairs() == {("en", "pt")}
    assert "passed over" in caplog.text
    assert "garbled" in caplog.text


def test_packages_with_bpe_are_passed_over(
    dictionary: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = copy(dictionary / "en_pt", tmp_path / "bpe")
    (folder / "sentencepiece.model").rename(folder / "bpe.model")
    assert Argos([tmp_path]).pairs() == frozenset()
    assert "SentencePiece" in caplog.text


def test_folders_that_do_not_exist_are_empty(tmp_path: Path) -> None:
    assert Argos([tmp_path / "nowhere"]).pairs() == frozenset()


def test_where_argospm_puts_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert argospm_folder() == tmp_path / ".local/share/argos-translate/packages"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert argospm_folder() == tmp_path / "data/argos-translate/packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    assert argospm_folder() == tmp_path / "packages"


def test_an_installed_model_translates(argosmodel: Path, tmp_path: Path) -> None:
    install(argosmodel, tmp_path)
    assert Argos([tmp_path]).open(EN, PT).translate(["The cat."])[0].text == "o gato."


@pytest.mark.parametrize("name", MODEL_FILES)
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone", "swapped"])
def test_a_changed_file_is_refused_before_it_is_loaded(
    argosmodel: Path, tmp_path: Path, name: str, damage: str
) -> None:
    path = install(argosmodel, tmp_path).folder / name
    content = path.read_bytes()
    if damage == "flipped":
        path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    elif damage == "cut":
        path.write_bytes(content[:-1])
    elif damage == "swapped":
        path.write_bytes(bytes(len(content)))
    else:
        path.unlink()
    assert Argos([tmp_path]).pairs() == {("en", "pt")}
    with pytest.raises(SetupError, match=name) as raised:
        Argos([tmp_path]).open(EN, PT)
    assert raised.value.exit_code == 3


def test_an_added_file_is_refused(argosmodel: Path, tmp_path: Path) -> None:
    """CTranslate2 would read it: a mapping of source words to the target words that are allowed."""
    (install(argosmodel, tmp_path).folder / "model" / "vmap.txt").write_text("", "utf-8")
    with pytest.raises(SetupError, match="vmap"):
        Argos([tmp_path]).open(EN, PT)


@pytest.mark.parametrize("name", ["sentencepiece.model", "model/model.bin", "model/config.json"])
def test_what_nobody_recorded_and_cannot_be_loaded_is_a_clear_error(
    dictionary: Path, tmp_path: Path, name: str
) -> None:
    (copy(dictionary / "en_pt", tmp_path / "package") / name).write_bytes(b"not a model")
    with pytest.raises(SetupError, match="cannot load"):
        Argos([tmp_path]).open(EN, PT)
