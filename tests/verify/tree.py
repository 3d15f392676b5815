"""A finished tree that nothing is wrong with: the lighthouse in three languages with sound and books; the fourth failed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.language import Lang
from pipeline.model import Chapter, Clip, Edition, File, Track, WordTime
from pipeline.options import Options
from pipeline.publish import write
from pipeline.render import Render
from pipeline.store import Tree, json_bytes
from tests.browser.sound import tone_mp3
from tests.render.samples import AR, EN, ES, PT, failed, lighthouse
from tests.verify.epub import epub

SITE = "https://news.example/read/"
LOUD_ENOUGH = 6300
"""The peak of a tone of -18 LUFS."""
HEADING = "s000000000c"


def build_tree(folder: Path, *, site: str = SITE, voice: Callable[[Lang], Edition] | None = None) -> Path:
    """Built as the product builds it, but for voice and book, which need no engine here; `voice` speaks otherwise."""
    editions = Render(site=site, words=True)([*map(voice or spoken, (EN, AR, PT)), failed(ES)])
    options = Options(out=folder, site=site)
    with Tree(folder) as tree:
        write(tree, [_with_book(edition) for edition in editions], options)
    return folder


def spoken(lang: Lang) -> Edition:
    """The lighthouse with a tone that is as loud as speech must be."""
    edition = lighthouse(lang)
    assert edition.track
    sound = tone_mp3(edition.track.samples, edition.track.sample_rate, LOUD_ENOUGH)
    return edition.but(track=told(edition, edition.track, sound))


def told(edition: Edition, track: Track, sound: bytes) -> Track:
    """A voice that is no stand-in, with chapters and with the times of the title's words."""
    begin = next(clip.begin for clip in track.clips if clip.segment_id == HEADING)
    heading = edition.shown[HEADING][0]
    clips = tuple(
        _with_words(edition, clip) if number == 0 else clip for number, clip in enumerate(track.clips)
    )
    chapters = (Chapter(edition.title, 0), Chapter(heading, begin))
    return replace(track, voice="tone 1.0", data=sound, chapters=chapters, clips=clips)


def _with_words(edition: Edition, clip: Clip) -> Clip:
    text = edition.shown[clip.segment_id][0]
    cut = text.index(" ")
    middle = (clip.begin + clip.end) // 2
    first, second = (WordTime(0, cut, clip.begin, middle), WordTime(cut + 1, len(text), middle, clip.end))
    return replace(clip, words=(first, second))


def _with_book(edition: Edition) -> Edition:
    if edition.failure:
        return edition
    path = f"{edition.article.slug}/{edition.lang}/edition.epub"
    others = tuple(file for file in edition.files if file.path != path)
    return edition.but(files=(*others, File(path, epub(edition))))


def seal(folder: Path) -> None:
    """Writes the manifest anew for the files that it lists, as if the tree had been built so."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    for name, entry in manifest["files"].items():
        data = (folder / name).read_bytes()
        entry.update(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    path.write_bytes(json_bytes(manifest))
