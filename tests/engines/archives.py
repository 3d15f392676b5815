"""Archives to install: one that is good, and the ways in which others are not."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

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
