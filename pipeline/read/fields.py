"""What a sidecar, a front matter or a page's head says about an article, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, tzinfo
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.errors import EditionsError, UnknownLanguageError
from pipeline.language import Lang
from pipeline.model import Announced
from pipeline.read.decode import clean
from pipeline.read.links import safe_link
from pipeline.read.spans import single_spaced
from pipeline.slug import MAX_LENGTH, is_slug


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that the text announces after one of its blocks but does not hold."""

    after: str
    """Words that the block begins with, or else contains."""
    kind: Announced
    """Empty: nothing is announced there, whatever a rule found."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Every field may be absent (None: nothing is said) or empty (the article has none)."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    section: str | None = None
    topic: str | None = None
    caption: str | None = None
    credit: str | None = None
    slug: str | None = None
    lang: Lang | None = None
    published: datetime | None = None
    """With a zone or without; `zone` is for one without."""
    zone: tzinfo | None = None
    url: str | None = None
    publisher: str | None = None
    rights: str | None = None
    announced: tuple[Announcement, ...] | None = None

    def over(self, other: "Fields") -> "Fields":
        """These fields, and the other's where these say nothing."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in own.items() if value is not None})


def fields_from(table: Mapping[str, object], *, place: str, error: type[EditionsError]) -> Fields:
    """Fields from a parsed TOML or YAML table.

    Raises `error`, naming `place` and key, for a key that is no field and for a value that does not fit.
    """
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in _PARSERS:
            raise error(f"unknown key {key!r}.", place=place, remedy=f"Known keys: {', '.join(_PARSERS)}.")
        try:
            values[key] = _PARSERS[key](value)
        except (ValueError, UnknownLanguageError) as problem:
            raise error(f"{key}: {problem}", place=place) from problem
    return Fields(**values)  # type: ignore[arg-type]  # each parser gives its field's type


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {_type_name(value)}.")
    return single_spaced(clean(value)[0])


def _slug(value: object) -> str:
    text = _text(value)
    if not is_slug(text):
        raise ValueError(
            f"{text!r} cannot be a folder name: lower-case letters a-z, digits and single hyphens, at most {MAX_LENGTH} "
            "characters, and not a reserved name."
        )
    return text


def _url(value: object) -> str:
    text = _text(value)
    if text and not safe_link(text).startswith("http"):
        raise ValueError(f"{text!r} is not an http or https address.")
    return text


def _lang(value: object) -> Lang:
    return Lang.parse(_text(value))


def moment(value: object) -> datetime:
    """A date or a date and time, as TOML and YAML know them, or as ISO 8601 text; a date alone means midnight."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if not isinstance(value, str):
        raise ValueError(f"must be a date and time, not {_type_name(value)}.")
    return datetime.fromisoformat(value.strip())


def _zone(value: object) -> ZoneInfo:
    name = _text(value)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as problem:  # OSError: "America" is a folder of zones
        raise ValueError(f"{name!r} is not a time zone; a zone is called like Asia/Kolkata.") from problem


def _announced(value: object) -> tuple[Announcement, ...]:
    if not isinstance(value, list):
        raise ValueError(f"must be a list of tables, not {_type_name(value)}.")
    return tuple(_announcement(item, f"number {n}") for n, item in enumerate(value, 1))


def _announcement(value: object, which: str) -> Announcement:
    if not isinstance(value, dict) or value.keys() != {"after", "kind"}:
        raise ValueError(f"{which} must have the keys after and kind, and no other.")
    after, kind = _text(value["after"]), _text(value["kind"])
    if not after:
        raise ValueError(f"{which}: after must hold words of a block.")
    for known in _KINDS:
        if kind == known:
            return Announcement(after, known)
    raise ValueError(f"{which}: kind {kind!r} is not one of {', '.join(map(repr, _KINDS))}.")


_KINDS: tuple[Announced, ...] = get_args(Announced)


def _type_name(value: object) -> str:
    return "nothing" if value is None else type(value).__name__


_PARSERS: dict[str, Callable[[object], object]] = {
    "title": _text, "standfirst": _text, "byline": _text, "section": _text, "topic": _text,
    "caption": _text, "credit": _text, "slug": _slug, "lang": _lang, "published": moment, "zone": _zone,
    "url": _url, "publisher": _text, "rights": _text, "announced": _announced,
}  # fmt: skip
FIELD_NAMES = frozenset(_PARSERS)
