"""Throws damaged files at everything that reads one: `python -m tests.hostile.fuzz --seconds 600`.

Each is a file of the corpus, cut, doubled, mixed with another or with awkward bytes. What a reader may answer is its
value or one of our errors; anything else is a finding, and the file that brought it about is kept in `artifacts/`.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import tmx, xliff
from pipeline.engines.package import recorded
from pipeline.errors import EditionsError
from pipeline.language import Lang
from pipeline.models.index import entries
from pipeline.models.install import install
from pipeline.narrate.say.lexicon import load_lexicon
from pipeline.options import options_for
from pipeline.read import read
from pipeline.segment import segments
from pipeline.store import Tree
from pipeline.translate.glossary_files import read_terms

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EN, AR = Lang.parse("en"), Lang.parse("ar")
AWKWARD = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\x1b[31m", b"&#0;", b"&#xD800;", b"&lol;", b"<!--",
    b"]]>", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<?xml version='1.1' encoding='utf-16'?>", b"</", b"<p " * 40,
    "\u202e\u2066".encode(), "\u0301".encode() * 50, "ﷺ".encode(), b"9" * 400, b"-1", b"1e999", b"null", b"[[[[", b"---\n",
    b"+++\n", b"\t", b"../../x", b"/etc/passwd", b"'''", b'"""', b"{}", b"%s%n", b"\n\n\n", b"> " * 120, b"- " * 120,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads a file."""

    run: Callable[[Path], object]
    corpus: str
    """A pattern of files below the project's folder."""


def _read_and_cut(path: Path) -> object:
    article = read(path, default_lang=EN)
    for segment in segments(article):
        assert segment.text in article.blocks[segment.block].text
    return article


def _tree(path: Path) -> object:
    """A damaged manifest and report of an older run must not stop the next one."""
    with Tree(path.parent) as tree:
        return tree.load(path.name)


TARGETS: dict[str, Target] = {
    "text": Target(_read_and_cut, "tests/read/cases/*.txt"),
    "markdown": Target(_read_and_cut, "tests/read/cases/*.md"),
    "html": Target(_read_and_cut, "tests/read/cases/*.*html"),
    "sidecar": Target(lambda path: _beside(path, ".txt", b"The tower stands\n\nIt is old.\n"), "tests/read/cases/*.toml"),
    "xliff": Target(xliff.read, "tests/review/samples/*.xlf"),
    "tmx": Target(lambda path: tmx.read(path, EN, AR), "tests/samples/*.tmx"),
    "glossary": Target(lambda path: read_terms(path), "locales/glossary/*.tsv"),
    "lexicon": Target(load_lexicon, "tests/hostile/corpus/*.lexicon.toml"),
    "options": Target(lambda path: options_for(path.parent, {}), "tests/hostile/corpus/editions.toml"),
    "package": Target(lambda path: install(path, path.parent / "models"), "tests/hostile/corpus/*.argosmodel"),
    "index": Target(lambda path: entries(path.read_text("utf-8", "replace"), str(path)), "tests/hostile/corpus/index.json"),
    "record": Target(lambda path: recorded(path.parent), "tests/hostile/corpus/editions-model.json"),
    "manifest": Target(_tree, "tests/hostile/corpus/manifest.json"),
}  # fmt: skip


def _beside(path: Path, suffix: str, article: bytes) -> object:
    source = path.with_suffix(suffix)
    source.write_bytes(article)
    return _read_and_cut(source)


def corpus(target: Target) -> list[Path]:
    return sorted(ROOT.glob(target.corpus))


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One to six changes."""
    for _ in range(chance.randint(1, 6)):
        data = _changed(data, other, chance)
    return data


def _changed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    end = min(len(data), begin + chance.choice([1, 1, 2, 8, 40, 400]))
    before, piece, after = data[:begin], data[begin:end], data[end:]
    ways: list[Callable[[], bytes]] = [
        lambda: before + after,
        lambda: before + bytes(chance.randrange(256) for _ in piece) + after,
        lambda: before + chance.choice(AWKWARD) + piece + after,
        lambda: before + piece * chance.choice([2, 3, 30]) + after,
        lambda: before + other[begin:end] + piece + after,
        lambda: before,
    ]  # fmt: skip
    return chance.choice(ways)()


def tries(name: str, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """File names and contents without end; the files of the corpus as they are come first."""
    files = corpus(TARGETS[name])
    yield from ((path.name, path.read_bytes()) for path in files)
    while True:
        path, other = chance.choice(files), chance.choice(files)
        yield path.name, damaged(path.read_bytes(), other.read_bytes(), chance)


def attempt(name: str, file: str, data: bytes) -> None:
    """Raises what the target should not have raised."""
    with TemporaryDirectory() as folder:
        path = Path(folder, file)
        path.write_bytes(data)
        try:
            TARGETS[name].run(path)
        except EditionsError as refusal:
            if "\n" in str(refusal):
                raise AssertionError("a refusal of several lines") from refusal


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=list(TARGETS))
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    running = {name: tries(name, chance) for name in TARGETS if given.target in (None, name)}
    done = found = 0
    end = time.monotonic() + given.seconds
    while time.monotonic() < end:
        for name, files in running.items():
            file, data = next(files)
            done += 1
            try:
                attempt(name, file, data)
            except Exception:  # noqa: BLE001  # whatever it is, it is what we look for
                found += 1
                _keep(name, file, data)
    sys.stdout.write(f"{done:,} files, {found} findings\n")
    return 1 if found else 0


def _keep(name: str, file: str, data: bytes) -> None:
    folder = ROOT / "artifacts" / "fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    count = len(list(folder.iterdir()))
    (folder / f"{count}-{file}").write_bytes(data)
    sys.stdout.write(f"{name}/{count}-{file}: {traceback.format_exc(limit=-3)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
