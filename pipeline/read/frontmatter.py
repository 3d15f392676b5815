"""The front matter of a Markdown file: YAML between `---` lines or TOML between `+++` lines."""

import re
import tomllib
from dataclasses import dataclass

import yaml

from pipeline.errors import ArticleError
from pipeline.model import Finding
from pipeline.read.fields import FIELD_NAMES, Fields, fields_from
from pipeline.read.source import Source

ALIASES = {"date": "published", "author": "byline", "language": "lang", "subtitle": "standfirst"}
"""What other publishing programs call our fields."""

_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(?:(.*?)\n)??\1[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file begins with, and where its text begins."""

    fields: Fields
    body: str
    lines: int
    """Lines before the body."""
    findings: tuple[Finding, ...] = ()


def split_front_matter(source: Source) -> FrontMatter:
    """Front matter and body. Raises `ArticleError` for one that is not YAML or TOML, or a field that does not fit."""
    match = _FENCED.match(source.text)
    if match is None:
        return FrontMatter(Fields(), source.text, 0)
    table = _table(match[2] or "", source, is_toml=match[1] == "+++")
    if table is None:  # "---" is also how Markdown draws a line
        return FrontMatter(Fields(), source.text, 0)
    named = {ALIASES.get(key, key): value for key, value in table.items() if ALIASES.get(key) not in table}
    strangers = [key for key in named if key not in FIELD_NAMES]
    known = {key: value for key, value in named.items() if key in FIELD_NAMES and value is not None}
    fields = fields_from(known, place=source.place(1), error=ArticleError)
    body = source.text[match.end() :]
    return FrontMatter(fields, body, source.text.count("\n", 0, match.end()), _unused(strangers, source))


def _table(text: str, source: Source, *, is_toml: bool) -> dict[str, object] | None:
    """The parsed table; None when what stands there is no table."""
    try:
        parsed = tomllib.loads(text) if is_toml else yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ArticleError(
            f"the front matter cannot be read: {_reason(error)}.", place=source.place(1)
        ) from error
    return {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else None


def _reason(error: Exception) -> str:
    """YAML's own messages draw a picture of the line; the problem and its line are enough."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} on its line {error.problem_mark.line + 1}"
    return str(error)


def _unused(strangers: list[str], source: Source) -> tuple[Finding, ...]:
    if not strangers:
        return ()
    message = "The front matter has keys that are not used."
    return (source.finding("front-matter", 1, message, ", ".join(sorted(strangers))),)
