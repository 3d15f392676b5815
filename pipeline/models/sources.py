"""Where a model may come from: a path, an address, or an entry of an index."""

import re
from pathlib import Path

from pipeline.engines.package import InstalledModel
from pipeline.errors import SetupError, UsageError
from pipeline.models.fetch import Bounds, fetch
from pipeline.models.index import Entry, entries, newest
from pipeline.models.install import install, working_folder

_INDEX = Bounds(bytes=16 << 20)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def install_from(
    source: str, folder: Path, *, index: str = "", sha256: str = "", bounds: Bounds | None = None
) -> InstalledModel:
    """Installs a model from a path, an https address, or, with `index` (a path or an address), from an entry of
    it such as `en-ar`.

    What comes over the network must have the sha256 that is given here or in the index. Raises `UsageError`
    when there is none or the source does not exist, `SetupError` when it is refused, `OutputError` when
    `folder` cannot be written; then nothing is changed.
    """
    _demand_sha256(sha256, "--sha256")
    if index:
        return _from_index(source, folder, index, sha256, bounds)
    if "://" in source:
        return _from_address(source, folder, sha256, bounds)
    return install(Path(source), folder, sha256=sha256)


def _from_address(url: str, folder: Path, sha256: str, bounds: Bounds | None) -> InstalledModel:
    if not sha256:
        raise UsageError(
            "Nothing says what this file should be.",
            place=url,
            remedy="Add --sha256 with the value that its publisher gives, or load it yourself and install the file.",
        )
    with working_folder(folder) as working:
        file = working / "package"
        fetch(url, file, sha256=sha256, bounds=bounds)
        try:
            return install(file, folder)
        except SetupError as error:
            if error.place != str(file):
                raise
            raise SetupError(error.message, place=url, remedy=error.remedy) from error


def _from_index(wanted: str, folder: Path, index: str, sha256: str, bounds: Bounds | None) -> InstalledModel:
    entry = newest(entries(_text(index, folder, bounds), index), wanted, index)
    _demand_sha256(entry.sha256, f"{index}: sha256 of {entry.pair}")
    return _from_links(entry, folder, sha256 or entry.sha256, index, bounds)


def _from_links(entry: Entry, folder: Path, sha256: str, index: str, bounds: Bounds | None) -> InstalledModel:
    """From the first link that works."""
    failures = []
    for link in entry.links:
        try:
            return _from_address(link, folder, sha256, bounds)
        except SetupError as error:
            failures.append(error)
    if not failures:
        raise SetupError(f"has no address for {entry.pair}.", place=index)
    raise (
        failures[0]
        if len(failures) == 1
        else SetupError("; ".join(f"{error.place}: {error.message}" for error in failures), place=index)
    )


def _text(index: str, folder: Path, bounds: Bounds | None) -> str:
    """The index itself."""
    try:
        if "://" not in index:
            return Path(index).read_text("utf-8")
        with working_folder(folder) as working:
            file = working / "index.json"
            fetch(index, file, bounds=bounds or _INDEX)
            return file.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}.", place=index) from error
    except UnicodeDecodeError as error:
        raise SetupError("Is not UTF-8.", place=index) from error


def _demand_sha256(value: str, what: str) -> None:
    if value and not _SHA256.fullmatch(value):
        raise UsageError(f"{what} is not 64 hexadecimal digits: {value[:80]!r}.")
