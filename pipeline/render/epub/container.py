"""The container of a book: a zip archive whose bytes depend on nothing but its files."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

_ROOT = "EPUB/"
_MIMETYPE = b"application/epub+zip"
_UNDATED = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can tell."""
_STORED = (".mp3", ".m4a", ".opus", ".png", ".jpg", ".webp", ".gif", ".avif")
"""Compressed already."""
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
 <rootfiles>
  <rootfile full-path="{_ROOT}package.opf" media-type="application/oebps-package+xml"/>
 </rootfiles>
</container>
""".encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the book."""

    path: str
    """Below the folder of the book."""
    data: bytes


def packed(entries: Sequence[Entry]) -> bytes:
    """The archive: `mimetype` first and stored, then the files sorted by path."""
    files = {"META-INF/container.xml": _CONTAINER} | {_ROOT + entry.path: entry.data for entry in entries}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, "mimetype", _MIMETYPE, zipfile.ZIP_STORED)
        for path, data in sorted(files.items()):
            _write(
                archive, path, data, zipfile.ZIP_STORED if path.endswith(_STORED) else zipfile.ZIP_DEFLATED
            )
    return target.getvalue()


def _write(archive: zipfile.ZipFile, path: str, data: bytes, compression: int) -> None:
    info = zipfile.ZipInfo(path, _UNDATED)
    info.compress_type = compression
    info.create_system = 3  # else it tells on which system it was made
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, compresslevel=9)
