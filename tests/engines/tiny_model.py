"""Translation models small enough to be made in a test: real CTranslate2 models with weights set by hand.

The dictionary model says each word of its source at the same place, from a lexicon: what it will say is known in
advance, and so are its attention and its limits. The random model is deep in near-ties, where the smallest
difference in arithmetic shows.
"""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import attention_spec, common_spec, transformer_spec
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

LEXICON = {
    "the": "o", "cat": "gato", "dog": "cão", "eats": "come", "fish": "peixe", "house": "casa", "sees": "vê",
}  # fmt: skip
POSITIONS = 512
"""Words that the model has positions for, as many published models; beyond them it breaks down."""
ARABIC = {
    "cats": "القطط", "dogs": "الكلاب", "birds": "الطيور", "fish": "السمك", "water": "الماء",
    "eat": "تأكل", "see": "ترى", "drink": "تشرب",
}  # fmt: skip
_TRAINING = ("The cat eats the fish.", "A dog sees, and a house; I see you!", "O gato come o peixe.", "é ê ã")
_SURE = 0.5
"""How sharply the model prefers its word."""


def dictionary_package(
    folder: Path,
    *,
    prefix: str = "",
    sees: int = POSITIONS,
    lexicon: Mapping[str, str] = LEXICON,
    target: str = "pt",
) -> Path:
    """Makes an Argos package en -> pt in `folder`. With a prefix, everything moves by one place. A model that
    sees only some places never comes to the end of a text that has more."""
    folder.mkdir(parents=True)
    vocabulary = _vocabulary(folder / "sentencepiece.model", [prefix] if prefix else [], lexicon)
    spec = _dictionary(vocabulary, lexicon, shift=int(bool(prefix)), sees=sees)
    _save(spec, vocabulary, folder / "model")
    _describe(folder, target_prefix=prefix, license="CC0-1.0", to_code=target)
    return folder


def converted_model(
    folder: Path, *, before: str = "", after: str = "", said: str = "", one: bool = False
) -> Path:
    """Makes a CTranslate2 model en -> pt as the converters of OPUS-MT (two vocabularies) and NLLB (one) leave it:
    all files in one folder, nothing about languages. It goes by places, so it says nonsense unless `before` and
    `after` stand around every source, and `said` in front of every translation; `after` is its own end."""
    folder.mkdir(parents=True)
    symbols = [word for word in (before, said) if word]
    vocabulary = _vocabulary(folder / "source.spm", symbols, LEXICON)
    spec = _dictionary(vocabulary, LEXICON, shift=bool(said) - bool(before), sees=POSITIONS)
    spec.config.add_source_eos = not after
    _save(spec, vocabulary, folder / "model")
    for path in (folder / "model").iterdir():
        path.rename(folder / path.name)
    (folder / "model").rmdir()
    if one:
        (folder / "source.spm").rename(folder / "sentencepiece.bpe.model")
    else:
        shutil.copy(folder / "source.spm", folder / "target.spm")
    (folder / "tokenizer_config.json").write_text("{}", "utf-8")
    return folder


def random_package(folder: Path) -> Path:
    """Makes an Argos package en -> pt that talks nonsense."""
    folder.mkdir(parents=True)
    vocabulary = _vocabulary(folder / "sentencepiece.model", [])
    spec = transformer_spec.TransformerSpec.from_config((2, 2), num_heads=4)
    _fill(spec, np.random.default_rng(5), len(vocabulary))
    _save(spec, vocabulary, folder / "model")
    _describe(folder)
    return folder


def packed(folder: Path, file: Path) -> Path:
    """A package as one `.argosmodel` file, stored: the weights are mostly zeros and would pass for a bomb."""
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, Path("en_pt") / path.relative_to(folder))
    return file


def _describe(folder: Path, **more: str) -> None:
    told = {"package_version": "1.9", "from_code": "en", "to_code": "pt", **more}
    (folder / "metadata.json").write_text(json.dumps(told), "utf-8")


def _vocabulary(file: Path, symbols: list[str], lexicon: Mapping[str, str] = LEXICON) -> list[str]:
    words = [*lexicon, *(word.title() for word in lexicon), *lexicon.values()]
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter((*_TRAINING, *lexicon.values()) * 20),
        model_writer=model,
        vocab_size=200,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
        user_defined_symbols=[*symbols, *(f"▁{word}" for word in words)],
    )
    file.write_bytes(model.getvalue())
    vocabulary = SentencePieceProcessor(model_proto=model.getvalue())
    return [str(vocabulary.id_to_piece(number)) for number in range(vocabulary.get_piece_size())]


def _dictionary(vocabulary: list[str], lexicon: Mapping[str, str], *, shift: int, sees: int) -> Any:
    """Every vector is one word and one place. The decoder asks for its own place, or the one `shift` before it,
    and is given the word there; past the last place it is given the end."""
    words, width = len(vocabulary), len(vocabulary) + POSITIONS
    spec = transformer_spec.TransformerSpec.from_config((1, 1), num_heads=1)
    spec.config.add_source_eos = True
    place = np.zeros((width, width))
    place[words:, words:] = np.diag(np.arange(POSITIONS) < sees)
    word = np.zeros((width, width))
    word[:words, :words] = np.eye(words)
    for side, embeddings in (
        (spec.encoder, spec.encoder.embeddings[0]),
        (spec.decoder, spec.decoder.embeddings),
    ):
        side.scale_embeddings = False
        embeddings.weight = np.eye(words, width, dtype=np.float32)
        side.position_encodings.encodings = np.eye(POSITIONS, width, words, dtype=np.float32)
        _norm(side.layer_norm, width)
        _silence(side.layer[0], width)
    asked = np.roll(place, shift, axis=1)
    attention = spec.decoder.layer[0].attention
    _norm(attention.layer_norm, width)
    end = np.zeros(width)
    end[vocabulary.index("</s>")] = sees == POSITIONS
    _linear(attention.linear[0], asked * 200)
    attention.linear[0].bias += (end * 100 * (width / 2) ** 0.5).astype(np.float32)
    _linear(attention.linear[1], np.concatenate([place + np.diag(end), word]))
    _linear(attention.linear[2], _translating(vocabulary, lexicon, width) * 50)
    _linear(spec.decoder.projection, np.eye(words, width) * _SURE)
    return spec


def _translating(vocabulary: list[str], lexicon: Mapping[str, str], width: int) -> "np.ndarray[Any, Any]":
    said = np.zeros((width, width))
    for number, piece in enumerate(vocabulary):
        translated = lexicon.get(piece.removeprefix("▁").lower()) if piece.startswith("▁") else None
        said[vocabulary.index(f"▁{translated}") if translated else number, number] = 1
    return said


def _silence(layer: Any, width: int) -> None:
    """A layer whose self-attention and feed-forward network add nothing."""
    for part in (layer.self_attention, layer.ffn):
        _norm(part.layer_norm, width)
    _linear(layer.self_attention.linear[0], np.zeros((3 * width, width)))
    _linear(layer.self_attention.linear[1], np.zeros((width, width)))
    _linear(layer.ffn.linear_0, np.zeros((4, width)))
    _linear(layer.ffn.linear_1, np.zeros((width, 4)))


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _linear(spec: Any, weight: "np.ndarray[Any, Any]") -> None:
    spec.weight, spec.bias = weight.astype(np.float32), np.zeros(len(weight), np.float32)


def _fill(spec: Any, random: np.random.Generator, words: int, width: int = 64) -> None:
    """Random weights, large enough that the model contradicts itself all the time."""

    def some(rows: int, columns: int) -> "np.ndarray[Any, Any]":
        return random.normal(0, 3 * (2 / (rows + columns)) ** 0.5, (rows, columns))

    for name, part in spec.__dict__.items():
        for value in part if isinstance(part, list) else [part]:
            if isinstance(value, common_spec.EmbeddingsSpec):
                value.weight = some(words, width).astype(np.float32)
            elif isinstance(value, common_spec.LayerNormSpec):
                _norm(value, width)
            elif isinstance(value, attention_spec.MultiHeadAttentionSpec):
                _norm(value.layer_norm, width)
                rows = (3, 1) if len(value.linear) == 2 else (1, 2, 1)
                for linear, times in zip(value.linear, rows, strict=True):
                    _linear(linear, some(times * width, width))
            elif isinstance(value, transformer_spec.FeedForwardSpec):
                _norm(value.layer_norm, width)
                _linear(value.linear_0, some(2 * width, width))
                _linear(value.linear_1, some(width, 2 * width))
            elif name == "projection":
                _linear(value, some(words, width))
            elif hasattr(value, "__dict__") and not isinstance(value, common_spec.LinearSpec):
                _fill(value, random, words, width)


def _save(spec: Any, vocabulary: list[str], folder: Path) -> None:
    folder.mkdir()
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))
