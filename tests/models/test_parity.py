"""argostranslate and our own reader say the same, on the same package, with the same beam."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor

from pipeline.engines.argos import read_package
from pipeline.engines.argos_decoder import Decoding
from pipeline.engines.argos_translator import ArgosTranslator
from tests.engines.tiny_model import ARABIC, dictionary_package

TEXTS = [
    "The cat eats the fish.", "A dog sees the cat, the house and the dog!", "the House", "Dog dog dog dog dog?",
    "the cat sees the dog and the cat eats the fish", "Cat", "I see: the fish (you see the house).",
]  # fmt: skip
ARABIC_TEXTS = ["Cats eat fish", "Birds drink water", "dogs see cats see birds"]
SCRIPT = """
import json, sys
from pathlib import Path
import ctranslate2
from argostranslate import settings
from argostranslate.package import Package
from argostranslate.translate import apply_packaged_translation

class Whole:  # its own sentence splitters load their models over the network
    def split_sentences(self, text):
        return [text]

package = Package(Path(sys.argv[1]))
model = ctranslate2.Translator(str(package.package_path / "model"), compute_type=settings.compute_type)
found = [apply_packaged_translation(package, text, model, Whole(), 1)[0] for text in json.loads(sys.argv[2])]
print(json.dumps([[one.value, one.score] for one in found]))
"""


def theirs(package: Path, texts: list[str], beam: int, home: Path) -> list[tuple[str, float]]:
    """What argostranslate says, and its score: the log-probability over a power of the length. It makes folders
    when it is imported: in a home of its own."""
    paths = {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    settings = {
        "ARGOS_BEAM_SIZE": str(beam),
        "ARGOS_COMPUTE_TYPE": "int8",
        "ARGOS_PACKAGES_DIR": str(package.parent),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(package), json.dumps(texts)],
        env={**os.environ, **{key: str(path) for key, path in paths.items()}, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(text, score) for text, score in json.loads(done.stdout.splitlines()[-1])]


@pytest.mark.parametrize("beam", [1, 4])
def test_the_same_words_and_scores(dictionary: Path, tmp_path: Path, beam: int) -> None:
    package = read_package(dictionary / "en_pt")
    assert package
    ours = ArgosTranslator(package, Decoding(beam=beam)).translate(TEXTS)
    said = theirs(package.folder, TEXTS, beam, tmp_path)
    vocabulary = SentencePieceProcessor(model_file=str(package.vocabularies[0]))
    for source, translation, (text, score) in zip(TEXTS, ours, said, strict=True):
        assert translation.text == text
        steps = len(vocabulary.encode(source)) + 1  # the dictionary says a word for each word, and the end
        assert translation.score is not None
        assert translation.score * steps**0.8 == pytest.approx(score, rel=0.1)


def test_a_target_prefix_and_another_script(tmp_path: Path) -> None:
    folder = dictionary_package(
        tmp_path / "packages" / "en_ar", prefix=">>ara<<", lexicon=ARABIC, target="ar"
    )
    package = read_package(folder)
    assert package
    ours = [
        translation.text for translation in ArgosTranslator(package, Decoding(beam=4)).translate(ARABIC_TEXTS)
    ]
    assert ours == [text for text, _ in theirs(folder, ARABIC_TEXTS, 4, tmp_path)]
    assert ours[0] == "القطط تأكل السمك"
