"""An edition's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.language import Lang
from pipeline.messages import words
from pipeline.model import Block, Edition, Sound, Target, Track
from pipeline.render.aside import made, originals
from pipeline.render.body import body_of
from pipeline.render.chrome import Chrome
from pipeline.render.inline import autonym, tongue, web_address
from pipeline.render.metadata import PAGE, Place, card, linked_data
from pipeline.render.runs import scripts
from pipeline.render.templating import html
from pipeline.render.wording import notes_of

SPACED = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})
"""Scripts whose letters stand apart, so that more space between them helps; it breaks a joined script."""


@dataclass(frozen=True, slots=True)
class Download:
    """A sound file beside the one that is played."""

    file: str
    format: str
    size: str
    name: str
    """The name under which a reader saves it."""


@dataclass(frozen=True, slots=True)
class Narration:
    """What the player shows."""

    track: Track
    file: str
    milliseconds: int
    clock: str
    """The length as a player shows it: `12:05`."""
    duration: str
    size: str
    download: str
    """The name under which a reader saves the file."""
    words: bool
    """Whether the voice told when its words sound."""
    also: tuple[Download, ...] = ()
    """The same in other formats."""


def page_path(slug: str, lang: Lang) -> str:
    """Where an edition's page is in the output tree."""
    return f"{slug}/{lang}/{PAGE}"


def beside(lang: Lang) -> str:
    """The address of the edition in a language, from the page of another one."""
    return f"../{lang}/{PAGE}"


def title_of(edition: Edition) -> tuple[str, Lang]:
    """The title as plain text, and the language it is in; the article's name where it has none."""
    langs = [target.lang for block, target in _said(edition) if block.kind == "title"]
    return (edition.title, langs[0]) if langs else (edition.article.name, edition.article.lang)


def page(
    edition: Edition, siblings: Sequence[Edition], missing: Sequence[Edition], site: str = "", book: int = 0
) -> bytes:
    """The page of one edition.

    `siblings` are all editions of the article that have a page, itself among them, in the order of the
    switcher; `missing` are those that failed. `site` is where the tree will be published, with a slash at
    its end; without it no address of the page is absolute. `book` is the size of the EPUB beside it, 0 without one.
    """
    article = edition.article
    w = Chrome(words(edition.lang), article.lang)
    title, title_lang = title_of(edition)
    source = next((sibling for sibling in siblings if sibling.is_source), None)
    original = beside(article.lang) if source else ""
    place = Place(site, article.slug, edition.lang)
    notes = notes_of(edition)
    values = {
        "edition": edition,
        "article": article,
        "title": f"{title} – {edition.lang.autonym}",
        "title_tongue": tongue(title_lang if title_lang != edition.lang else None),
        "description": _description(edition),
        "body": body_of(edition),
        "siblings": siblings,
        "missing": _missing(missing, w),
        "beside": beside,
        "address": place.address if site else beside,
        "here": place.address(edition.lang) if site else "",
        "original": original,
        "originals": originals(edition, source),
        "original_sound": _sound_beside(source),
        "made": made(edition, w),
        "spaced": scripts(edition.lang) <= SPACED,
        "published_at": web_address(article.url),
        "date": Markup("").join(told for note, told in notes if note.kind == "date"),
        "notice": [told for note, told in notes if note.kind == "notice"],
        "engines": [w.name(engine) for engine in edition.engines],
        "narration": _narration(edition, w),
        "book": w.size(book) if book else "",
        "book_name": f"{article.slug}.{edition.lang}.epub",
        "continue_from": Markup('<bdi dir="ltr" data-from>0:00</bdi>'),
        "card": card(edition, title, _description(edition), siblings, place),
        "linked_data": linked_data(edition, title, siblings, place),
    }
    return html("edition.html", w, edition.lang, values)


def _said(edition: Edition) -> list[tuple[Block, Target]]:
    blocks = edition.article.blocks
    return [
        (blocks[segment.block], target)
        for segment, target in zip(edition.segments, edition.targets, strict=True)
    ]


def _description(edition: Edition) -> str:
    """The standfirst, where all of it is in the language of the page."""
    said = [target for block, target in _said(edition) if block.kind == "standfirst"]
    whole = all(target.lang == edition.lang for target in said)
    return " ".join(target.text for target in said) if whole else ""


def _missing(editions: Sequence[Edition], w: Chrome) -> Markup:
    """The languages without an edition, each by its own name."""
    return w.listed(autonym(edition.lang) for edition in editions)


def _narration(edition: Edition, w: Chrome) -> Narration | None:
    track = edition.track
    if track is None:
        return None
    milliseconds = track.milliseconds(track.samples)
    return Narration(
        track=track,
        file=narration_file(track),
        milliseconds=milliseconds,
        clock=_clock(milliseconds),
        duration=w.duration(milliseconds),
        size=w.size(len(track.data)),
        download=_saved_as(edition, track),
        words=any(clip.words for clip in track.clips),
        also=tuple(
            Download(
                narration_file(sound), _format(sound), w.size(len(sound.data)), _saved_as(edition, sound)
            )
            for sound in track.also
        ),
    )


def _clock(milliseconds: int) -> str:
    """Minutes and seconds, to the nearest second, as the player's script writes them."""
    minutes, second = divmod((milliseconds + 500) // 1000, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _sound_beside(source: Edition | None) -> str:
    """The address of the source edition's narration, from the page of another one."""
    return f"../{source.lang}/{narration_file(source.track)}" if source and source.track else ""


def _saved_as(edition: Edition, sound: Track | Sound) -> str:
    return f"{edition.article.slug}.{edition.lang}{sound.suffix}"


def _format(sound: Sound) -> str:
    """Opus" is a name, "M4B" an abbreviation."""
    name = sound.suffix[1:]
    return name.upper() if len(name) == 3 else name.capitalize()


def narration_file(sound: Track | Sound) -> str:
    return f"narration{sound.suffix}"
