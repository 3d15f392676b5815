"""Reading: a text, Markdown or HTML file becomes an article. `docs/reading.md` says what is taken from each."""

import re
from hashlib import sha256
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.language import Lang
from pipeline.model import Article
from pipeline.read.assemble import assemble
from pipeline.read.decode import decode
from pipeline.read.draft import Reader
from pipeline.read.sidecar import read_sidecar
from pipeline.read.source import Source, load

SUFFIXES = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
"""File suffixes in lower case, and the format that each names."""

_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?|\?xml\b[^>]*?en)c(?:harset|oding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD_BYTES = 4096


def read(path: Path, *, default_lang: Lang) -> Article:
    """The article in a source file, with what its sidecar says.

    `default_lang` is its language unless the sidecar or the file itself names one. Raises `UsageError` for a file
    that is not there, an unknown suffix or a faulty sidecar, `ArticleError` for a file that holds no readable article.
    """
    data = load(path)
    format_name = _format(path, data)
    sidecar = read_sidecar(path)
    lang = sidecar.lang or default_lang
    declared = _declared_charset(data) if format_name == "html" else ""
    decoded = decode(data, name=path.name, lang=lang, declared=declared)
    source = Source(path.name, decoded.text, lang)
    draft = _reader(format_name)(source)
    draft = draft.noticed(decoded.findings)
    return assemble(draft, sidecar, source, stem=path.stem, sha256=sha256(data).hexdigest())


def _format(path: Path, data: bytes) -> str:
    """The format by suffix; a name without one is looked into."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if not suffix:
        return "html" if _MARKUP.match(data[:_HEAD_BYTES]) else "text"
    raise UsageError(f"unknown suffix {suffix!r}.", place=str(path), remedy=f"Known: {', '.join(SUFFIXES)}.")


def _declared_charset(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD_BYTES])
    return match[1].decode("ascii", "ignore") if match else ""


def _reader(format_name: str) -> Reader:
    """Readers are imported when needed: Markdown and HTML bring large libraries."""
    if format_name == "html":
        from pipeline.read.html import read_html

        return read_html
    if format_name == "markdown":
        from pipeline.read.markdown import read_markdown

        return read_markdown
    from pipeline.read.text import read_text

    return read_text
