"""What a model may be made of, and which of its files are installed under which names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipeline.engines.archive import Member
from pipeline.engines.package import Kind
from pipeline.errors import SetupError

_LONGEST_METADATA = 1 << 20
PAPERS = ("README*", "LICENSE*", "LICENCE*", "COPYING*")
"""Kept with every kind."""
NETWORK = ("model.bin", "config.json", "*vocabulary*.json", "*vocabulary*.txt")
"""Files of a CTranslate2 model that are kept."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of package may hold; patterns are matched against whole names."""

    kind: Kind
    sign: str
    """A file that tells the kind."""
    needed: tuple[tuple[str, ...], ...]
    """Of each group, one file at least."""
    together: tuple[str, str]
    """No file like the first without one like the second."""
    kept: tuple[str, ...]
    """Others that are installed too."""
    left: tuple[str, ...]
    """What is known and not needed: sentence splitters, data of other programs."""


FORMS = (
    Form(
        kind="argos",
        sign="model/model.bin",
        needed=(("metadata.json",), ("model/model.bin",), ("sentencepiece.model", "source.spm")),
        together=("source.spm", "target.spm"),
        kept=("target.spm", *(f"model/{name}" for name in NETWORK[1:])),
        left=("stanza/*", "spacy/*", "minisbd/*", "sbd/*"),
    ),
    Form(
        kind="bergamot",
        sign="model*.intgemm*.bin",
        needed=(("model*.intgemm*.bin",), ("vocab*.spm", "srcvocab*.spm"), ("lex*.bin",)),
        together=("srcvocab*.spm", "trgvocab*.spm"),
        kept=("trgvocab*.spm", "metadata.json", "model_info.json"),
        left=("config*.yml", "modelMeta.json", "tokenizer.json", "qualityModel*.bin", "catalog-entry.yml"),
    ),
)


def form_of(source: Path, members: Sequence[Member]) -> Form:
    """The kind of a package. Raises `SetupError` when it is none that is known."""
    names = [member.name for member in members]
    for form in FORMS:
        if any(fnmatch(name, form.sign) for name in names):
            return form
    if any(name.endswith((".gz", ".zst")) for name in names):
        raise refused(source, "its files are packed one by one; unpack them first (gunzip, unzstd)")
    raise refused(
        source, "it is neither an Argos package nor a model of Mozilla's, and has no editions-model.toml"
    )


def wanted(source: Path, form: Form, members: Sequence[Member]) -> Iterator[Member]:
    """The members to be installed. Raises `SetupError` when one is missing or unknown."""
    names = [member.name for member in members]
    if form.kind == "argos" and "bpe.model" in names:
        raise refused(source, "it splits words with bpe.model; only packages with SentencePiece can be used")
    first, second = form.together
    groups = [*form.needed, (second,)] if any(fnmatch(name, first) for name in names) else form.needed
    for group in groups:
        if not any(matches(name, group) for name in names):
            raise refused(source, f"it lacks {' or '.join(group)}")
    kept = (*sum(form.needed, ()), *form.kept, *PAPERS)
    for member in members:
        if member.name == "metadata.json" and member.size > _LONGEST_METADATA:
            raise refused(source, "its metadata.json is far too long")
        if matches(member.name, kept):
            yield member
        elif not matches(member.name, form.left):
            raise refused(source, f"{member.name} does not belong in such a model")


def matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def refused(source: Path, why: str) -> SetupError:
    return SetupError(f"Refused: {why}.", place=str(source))
