"""A small EPUB with a media overlay, made by hand: what an audit of books is tried on, whatever the product writes."""

import io
import zipfile
from html import escape

from pipeline.cover import cover
from pipeline.model import Edition
from pipeline.narrate.script import in_order

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}" dir="{dir}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:0</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{lang}</dc:language>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">auditory</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">auditory</meta>
<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{title}</meta>
<meta property="media:active-class">now</meta>
<meta property="media:narrator">tone 1.0</meta>
<meta property="media:duration" refines="#overlay">{seconds:.3f}s</meta>
<meta property="media:duration">{seconds:.3f}s</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
<item id="overlay" href="text.smil" media-type="application/smil+xml"/>
<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="sound" href="narration.mp3" media-type="audio/mpeg"/>
</manifest>
<spine page-progression-direction="{dir}"><itemref idref="text"/></spine>
</package>
"""
DOCUMENT = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}" lang="{lang}" dir="{dir}">
<head><title>{title}</title></head>
<body>
{body}
<p hidden="hidden">{title}</p>
</body>
</html>
"""
SMIL = """<?xml version="1.0"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0">
<body>
{pars}
</body>
</smil>
"""


def epub(edition: Edition) -> bytes:
    """The book of a narrated edition."""
    assert edition.track
    values = {"lang": edition.lang.tag, "dir": edition.lang.direction, "title": escape(edition.title)}
    seconds = sum(clip.end - clip.begin for clip in edition.track.clips) / edition.track.sample_rate
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": PACKAGE.format(**values, seconds=seconds),
        "EPUB/nav.xhtml": DOCUMENT.format(**values, body=f"<p>{values['title']}</p>"),
        "EPUB/text.xhtml": DOCUMENT.format(**values, body="\n".join(_paragraphs(edition))),
        "EPUB/text.smil": SMIL.format(pars="\n".join(_pars(edition))),
    }
    return packed({"mimetype": b"application/epub+zip", **{name: text.encode() for name, text in files.items()},
                   "EPUB/cover.png": cover(edition.lang.direction), "EPUB/narration.mp3": edition.track.data})  # fmt: skip


def packed(members: dict[str, bytes]) -> bytes:
    """As a container, the first member stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, data) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return file.getvalue()


def _paragraphs(edition: Edition) -> list[str]:
    """Foreign words are isolated as the page does it."""
    from pipeline.render.inline import isolated, tongue

    return [
        f'<p id="{part.id}"{tongue(part.lang if part.lang != edition.lang else None)}'
        f"{str(tongue(part.lang)).replace(' lang=', ' xml:lang=').split(' dir')[0] if part.lang != edition.lang else ''}>"
        f"{isolated(part.text, part.lang, edition.article.lang)}</p>"
        for part in in_order(edition)
    ]


def _pars(edition: Edition) -> list[str]:
    assert edition.track
    at = edition.track.milliseconds
    return [
        f'<par id="p-{clip.segment_id}"><text src="text.xhtml#{clip.segment_id}"/>'
        f'<audio src="narration.mp3" clipBegin="{at(clip.begin)}ms" clipEnd="{at(clip.end)}ms"/></par>'
        for clip in edition.track.clips
    ]
