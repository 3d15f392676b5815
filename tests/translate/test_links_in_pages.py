"""Links, emphasis and code from a source file to the finished page: on the right words, none lost, none crossing.

Portuguese comes from an engine with alignment, Spanish from one without, Arabic from a translator's file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.language import Lang
from pipeline.options import Options
from pipeline.publish import publish
from pipeline.read import read
from pipeline.segment import segments
from pipeline.xliff import Document, Unit, write

EN, AR = Lang.parse("en"), Lang.parse("ar")

HARBOUR = """\
---
title: The river rose on Tuesday
---

The mayor told [Reuters](https://example.org/reuters) that the **old bridge** was closed, and the *city council* met on Tuesday.

According to the [police report](https://example.org/report), 40 people left the city; [the hospital](https://example.org/hospital) is open.

Run `apt-get install river` or write to [the press office](mailto:press@example.org).
"""
BRIDGE = """\
<!doctype html><html lang="en"><head><title>The bridge is closed</title></head><body><article>
<h1>The bridge is closed</h1>
<p>The <a href="https://example.org/minister">minister of health</a> visited <em>the <strong>new hospital</strong></em> on Friday.</p>
<p>She thanked <a href="https://example.org/doctors">the doctors</a> and <a href="https://example.org/nurses">the nurses</a> for their work.</p>
<blockquote><p>We will <strong>never</strong> forget <a href="https://example.org/night">that night</a>.</p></blockquote>
</article></body></html>
"""
ARABIC = {
    "The river rose on Tuesday": ("ارتفع النهر يوم الثلاثاء",),
    "The mayor told": (
        "قال رئيس البلدية لرويترز إن الجسر القديم أُغلق، واجتمع مجلس المدينة يوم الثلاثاء.",
        "لرويترز", "الجسر القديم", "مجلس المدينة",
    ),
    "According": (
        "وفقًا لتقرير الشرطة غادر 40 شخصًا المدينة؛ المستشفى مفتوح.", "لتقرير الشرطة", "المستشفى",
    ),
    "Run": ("شغّل apt-get install river أو اكتب إلى المكتب الصحفي.", "apt-get install river", "المكتب الصحفي"),
    "The bridge": ("الجسر مغلق",),
    "The minister": (
        "زار وزير الصحة المستشفى الجديد يوم الجمعة.", "وزير الصحة", "المستشفى الجديد", "المستشفى الجديد",
    ),
    "She": ("شكرت الأطباء والممرضات على عملهم.", "الأطباء", "والممرضات"),
    "We": ("لن ننسى أبدًا تلك الليلة.", "أبدًا", "تلك الليلة"),
}  # fmt: skip
"""By how a sentence begins: its translation, and the words of its marks in the order of the source's."""

Found = Mapping[str, str]
PAGES: dict[str, Found] = {
    "pt": {
        "https://example.org/reuters": "Reuters", "strong": "antiga ponte", "em": "conselho da cidade",
        "https://example.org/report": "relatório da polícia", "https://example.org/hospital": "o hospital",
        "code": "apt-get install river", "mailto:press@example.org": "o escritório de imprensa",
        "https://example.org/minister": "ministro da saúde", "em > strong": "novo hospital",
        "https://example.org/doctors": "aos médicos", "https://example.org/nurses": "às enfermeiras",
        "quoted strong": "nunca", "https://example.org/night": "aquela noite",
    },
    "es": {
        "https://example.org/reuters": "Reuters", "strong": "puente viejo", "em": "ayuntamiento",
        "https://example.org/report": "informe policial", "https://example.org/hospital": "el hospital",
        "code": "apt-get install river", "mailto:press@example.org": "la oficina de prensa",
        "https://example.org/minister": "ministro de salud", "em > strong": "el hospital nuevo",
        "https://example.org/doctors": "los doctores", "https://example.org/nurses": "los enfermeros",
        "quoted strong": "Nunca", "https://example.org/night": "aquella noche",
    },
    "ar": {
        "https://example.org/reuters": "لرويترز", "strong": "الجسر القديم", "em": "مجلس المدينة",
        "https://example.org/report": "لتقرير الشرطة", "https://example.org/hospital": "المستشفى",
        "code": "apt-get install river", "mailto:press@example.org": "المكتب الصحفي",
        "https://example.org/minister": "وزير الصحة", "em > strong": "المستشفى الجديد",
        "https://example.org/doctors": "الأطباء", "https://example.org/nurses": "والممرضات",
        "quoted strong": "أبدًا", "https://example.org/night": "تلك الليلة",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both articles in three languages."""
    folder = tmp_path_factory.mktemp("links")
    sources = []
    for name, text in (("harbour.md", HARBOUR), ("bridge.html", BRIDGE)):
        source = folder / name
        source.write_text(text, "utf-8")
        (folder / f"{source.stem}.ar.xlf").write_bytes(memory(source))
        sources.append(source)
    options = Options(
        to=tuple(map(Lang.parse, PAGES)), out=folder / "out", audio="none",
        cache=folder / "cache", models=folder / "models",
    )  # fmt: skip
    report = publish(sources, options)
    assert not list(report.failures())
    return options.out


def memory(source: Path) -> bytes:
    """What a translator made of an article, as a file."""
    units = []
    for segment in segments(read(source, default_lang=EN)):
        said, *words = next(said for begin, said in ARABIC.items() if segment.text.startswith(begin))
        assert len(words) == len(segment.marks)
        spans = tuple(
            (number, said.index(word), said.index(word) + len(word)) for number, word in enumerate(words, 1)
        )
        units.append(
            Unit(
                segment.id, segment.text, said, "translated",
                source_marks=segment.marks, target_marks=spans,
            )
        )  # fmt: skip
    return write(Document(source.name, EN, AR, tuple(units)))


def article_in(page: Path) -> Any:
    """Its element; lxml's own types do not tell what an XPath finds."""
    tree: Any = html.fromstring(page.read_text("utf-8"))
    return tree.xpath("//article | //main")[0]


def marked(page: Path) -> Iterator[tuple[str, str]]:
    """Every inline element of an article's text with its words."""
    article = article_in(page)
    for element in article.xpath(
        ".//span[contains(@class, 'seg')]//*[self::a or self::em or self::strong or self::code]"
    ):
        words = str(element.text_content())
        if element.tag == "a":
            yield str(element.get("href")), words
        elif element.tag == "strong" and element.xpath("ancestor::em"):
            yield "em > strong", words
        elif element.xpath("ancestor::blockquote"):
            yield f"quoted {element.tag}", words
        elif not element.xpath(".//strong"):
            yield str(element.tag), words


@pytest.mark.parametrize("tag", PAGES)
def test_each_mark_stands_on_its_words(tree: Path, tag: str) -> None:
    found = [*marked(tree / "harbour" / tag / "index.html"), *marked(tree / "bridge" / tag / "index.html")]
    assert dict(found) == PAGES[tag]
    assert len(found) == len(PAGES[tag]), "nothing is cut in two"


@pytest.mark.parametrize("tag", ["en", *PAGES])
def test_none_is_lost_and_no_link_stands_in_another(tree: Path, tag: str) -> None:
    for slug in ("harbour", "bridge"):
        page = tree / slug / tag / "index.html"
        article = article_in(page)
        assert not article.xpath(".//a//a")
        names = sorted(name for name, _ in marked(page))
        assert names == sorted(name for name, _ in marked(tree / slug / "en" / "index.html"))
