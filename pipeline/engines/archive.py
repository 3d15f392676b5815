"""Files of an archive or folder that somebody else made, read with suspicion.

Refused whole, before anything is written: names that lead outside, links, two members of one name, members that
expand beyond measure or overlap. A member that is encrypted, broken, or longer or shorter than it claims is
refused while it is read.
"""

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import SetupError, UsageError

_CHUNK = 1 << 20
_FREE = 1 << 20
"""A member this small may have any ratio: a list of words compresses well."""
_LONGEST_NAME = 400
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What `zipfile` raises for a broken member."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much. The largest packages known hold 1.5 GB in 40 files, and shrink to two thirds."""

    bytes: int = 8 << 30
    """Of all members, unpacked."""
    ratio: int = 100
    """Unpacked to packed bytes of one member."""
    members: int = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """One file."""

    name: str
    """POSIX, relative, without `..`; without the folder that holds everything, where there is one."""
    size: int
    """In bytes, as claimed."""
    open: Callable[[], IO[bytes]]
    place: str
    """For messages: the archive or folder."""

    def chunks(self) -> Iterator[bytes]:
        """The content. Raises `SetupError` when it cannot be read or is not as long as claimed."""
        read = 0
        try:
            with self.open() as file:
                while chunk := file.read(_CHUNK):
                    read += len(chunk)
                    if read > self.size:
                        break
                    yield chunk
        except _UNREADABLE as error:
            raise _refusal(self.place, f"{self.name} cannot be read: {error}") from error
        if read != self.size:
            raise _refusal(self.place, f"{self.name} is not as long as it claims to be")


@contextmanager
def opened(source: Path, limits: Limits | None = None) -> Iterator[tuple[Member, ...]]:
    """The members of a zip file or folder, sorted by name; they can be read until the context ends.

    Raises `UsageError` when there is no such file, `SetupError` when it is none of the two or is refused.
    """
    limits = limits or Limits()
    if source.is_dir():
        yield _checked(source, list(_in_folder(source)), limits)
    elif not source.is_file():
        raise UsageError("No such file or folder.", place=str(source))
    else:
        try:
            archive = zipfile.ZipFile(source)
        except _UNREADABLE as error:
            raise _refusal(str(source), f"it cannot be read as a zip archive: {error}") from error
        with archive:
            _check_infos(source, archive.infolist(), limits)
            infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
            yield _checked(source, [_in_archive(source, archive, info) for info in infos], limits)


def _in_archive(source: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    return Member(info.filename, info.file_size, lambda: archive.open(info), str(source))


def _in_folder(source: Path) -> Iterator[Member]:
    for folder, folders, files in os.walk(source):
        for name in (*folders, *files):
            path = Path(folder) / name
            status = path.lstat()
            relative = path.relative_to(source).as_posix()
            if stat.S_ISREG(status.st_mode):
                yield Member(relative, status.st_size, _reader(path), str(source))
            elif not stat.S_ISDIR(status.st_mode):
                raise _refusal(str(source), f"{relative} is a link or a device")


def _reader(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _check_infos(source: Path, infos: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """What only archives can get wrong."""
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refusal(str(source), f"{info.filename} is a link or a device")
        if info.file_size > _FREE and info.file_size > limits.ratio * info.compress_size:
            raise _refusal(str(source), f"{info.filename} expands more than {limits.ratio} times")
    if sum(info.compress_size for info in infos) > source.stat().st_size:
        raise _refusal(str(source), "its members overlap")


def _checked(source: Path, members: Sequence[Member], limits: Limits) -> tuple[Member, ...]:
    if not members:
        raise _refusal(str(source), "it is empty")
    if len(members) > limits.members:
        raise _refusal(str(source), f"it holds more than {limits.members} files")
    if sum(member.size for member in members) > limits.bytes:
        raise _refusal(str(source), f"it expands to more than {limits.bytes >> 20} MB")
    _check_names(source, [member.name for member in members])
    inner = _without_top_folder(members)
    return tuple(sorted(inner, key=lambda member: member.name))


def _check_names(source: Path, names: Sequence[str]) -> None:
    """Two names that only some file systems tell apart are two members of one name."""
    for name in names:
        if not _is_harmless(name):
            raise _refusal(str(source), f"the name {name[:80]!r} is not allowed")
    folded = [unicodedata.normalize("NFC", name).casefold() for name in names]
    folders = {parent for name in folded for parent in _parents(name)}
    seen: set[str] = set()
    for name, plain in zip(names, folded, strict=True):
        if plain in seen or plain in folders:
            raise _refusal(str(source), f"{name} occurs twice")
        seen.add(plain)


def _is_harmless(name: str) -> bool:
    parts = name.split("/")
    return (
        len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not any(character in name for character in '\\:*?"<>|')
        and all(part.strip(" .") and not part.endswith((" ", ".")) for part in parts)
    )


def _parents(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _without_top_folder(members: Sequence[Member]) -> Iterator[Member]:
    tops = {member.name.partition("/")[0] for member in members}
    nested = all("/" in member.name for member in members)
    for member in members:
        name = member.name.partition("/")[2] if nested and len(tops) == 1 else member.name
        yield Member(name, member.size, member.open, member.place)


def _refusal(place: str, why: str) -> SetupError:
    return SetupError(
        f"Refused: {why}.", place=place, remedy="Get the model again from where it is published."
    )
