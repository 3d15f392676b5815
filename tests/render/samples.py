"""A small article with everything a page can hold, made by hand in English, Arabic and Portuguese."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from pipeline.annotate import annotate
from pipeline.language import Lang
from pipeline.model import Article, Block, Clip, Edition, Mark, MarkKind, Segment, State, Target, Track
from pipeline.narrate.script import in_order

EN, AR, PT, ES = (Lang.parse(tag) for tag in ("en", "ar", "pt", "es"))
RATE = 16_000
SPOKEN, PAUSE = RATE, RATE // 5
"""Every sentence sounds for a second, and 0.2 s pass before the next."""


@dataclass(frozen=True)
class Sentence:
    en: str
    ar: str
    pt: str
    marks: tuple[tuple[MarkKind, str, str, str, str], ...] = ()
    """Kind, address, and the marked words in each language."""


LIGHTHOUSE: tuple[tuple[Block, tuple[Sentence, ...]], ...] = (
    (Block("section", ""), (Sentence("Coast", "الساحل", "Litoral"),)),
    (Block("topic", ""), (Sentence("Lighthouses", "المنارات", "Faróis"),)),
    (
        Block("title", ""),
        (Sentence("The old lighthouse is lit again", "المنارة القديمة تضيء من جديد", "O velho farol volta a brilhar"),),
    ),
    (
        Block("standfirst", ""),
        (
            Sentence(
                "After nine dark years the lamp of Cape Aldra turns once more.",
                "بعد تسع سنوات من الظلام يدور مصباح رأس ألدرا مرة أخرى.",
                "Depois de nove anos às escuras, a lâmpada do cabo Aldra volta a girar.",
            ),
        ),
    ),
    (Block("byline", ""), (Sentence("By Mira Sol", "بقلم ميرا سول", "Por Mira Sol"),)),
    (
        Block("alt", "", src="https://example.org/lamp.jpg"),
        (Sentence("A white tower above the sea.", "برج أبيض فوق البحر.", "Uma torre branca acima do mar."),),
    ),
    (Block("caption", ""), (Sentence("The tower in May.", "البرج في مايو.", "A torre em maio."),)),
    (Block("credit", ""), (Sentence("Photo: Tom Reed", "تصوير: Tom Reed", "Foto: Tom Reed"),)),
    (
        Block("paragraph", "", announces="video"),
        (
            Sentence(
                "The keeper told the Harbour Post that it took two winters.",
                "قال الحارس لصحيفة Harbour Post إن العمل استغرق شتاءين.",
                "O faroleiro disse ao Harbour Post que foram dois invernos.",
                (("link", "https://example.org/post?a=1&b=2", "Harbour Post", "Harbour Post", "Harbour Post"),),
            ),
            Sentence(
                "A program in C++ turns the lamp, and it needs 90% less power.",
                "يدير المصباحَ برنامج مكتوب بلغة C++، ويحتاج إلى طاقة أقل بنسبة 90%.",
                "Um programa em C++ gira a lâmpada e precisa de 90% menos energia.",
                (
                    ("strong", "", "90% less power", "طاقة أقل بنسبة 90%", "90% menos energia"),
                    ("emphasis", "", "less", "أقل", "menos"),
                ),
            ),
            Sentence("Visitors may call +1 202-555-0143.", "يمكن للزوار الاتصال بالرقم +1 202-555-0143.", "Visitantes podem ligar para +1 202-555-0143."),
        ),
    ),
    (Block("heading", "", level=2), (Sentence("What is new", "ما الجديد", "O que há de novo"),)),
    (Block("item", "", level=1), (Sentence("A lamp", "مصباح", "Uma lâmpada"),)),
    (Block("item", "", level=2), (Sentence("made of glass <and> brass", "من الزجاج <و> النحاس", "de vidro <e> latão"),)),
    (Block("item", "", level=1), (Sentence("A path", "درب", "Um caminho"),)),
    (
        Block("quotation", ""),
        (Sentence("“The sea is -5 degrees cold, and we love it.”", "«حرارة البحر -5 درجات، ونحن نحبه».", "“O mar está a -5 graus, e nós o amamos.”"),),
    ),
    (
        Block("paragraph", ""),
        (Sentence("The tower opens on Sunday.", "يفتح البرج أبوابه يوم الأحد.", "A torre abre no domingo."),),
    ),
)  # fmt: skip


def lighthouse(lang: Lang, *, sound: bytes = b"not really sound", untranslated: int = 1) -> Edition:
    """An edition of the sample. In Arabic the last sentences are untranslated, the others post-edited."""
    (edition,) = annotate([Edition(article(), lang, segments(), tuple(_targets(lang, untranslated)))])
    return edition.but(track=track([part.id for part in in_order(edition)], sound))


def failed(lang: Lang) -> Edition:
    return Edition(article(), lang, segments(), failure="No engine translates from en to es.")


def family() -> tuple[Edition, ...]:
    """English, Arabic, Portuguese, and Spanish, which failed."""
    return (lighthouse(EN), lighthouse(AR), lighthouse(PT), failed(ES))


def article() -> Article:
    return Article(
        name="lighthouse",
        slug="lighthouse",
        lang=EN,
        blocks=tuple(
            replace(block, text=" ".join(sentence.en for sentence in sentences))
            for block, sentences in LIGHTHOUSE
        ),
        published=datetime(2024, 5, 3, 9, 5, tzinfo=ZoneInfo("Asia/Kolkata")),
        url="https://example.org/lighthouse",
        publisher="Harbour Post",
        rights="Free to copy.",
        sha256="0" * 64,
    )


def segments() -> tuple[Segment, ...]:
    found: list[Segment] = []
    for index, (_, sentences) in enumerate(LIGHTHOUSE):
        for sentence in sentences:
            last = sentence is sentences[-1]
            number = f"s{len(found) + 1:010x}"
            found.append(Segment(number, index, sentence.en, "" if last else " ", marks_of(sentence, EN)))
    return tuple(found)


def marks_of(sentence: Sentence, lang: Lang) -> tuple[Mark, ...]:
    text = getattr(sentence, lang.tag)
    column = (EN, AR, PT).index(lang) + 2
    return tuple(
        Mark(mark[0], text.index(mark[column]), text.index(mark[column]) + len(str(mark[column])), mark[1])
        for mark in sentence.marks
    )


def _targets(lang: Lang, untranslated: int) -> list[Target]:
    states: dict[Lang, tuple[State, str]] = {
        EN: ("source", ""),
        AR: ("post-edited", "lighthouse.ar.xlf"),
        PT: ("machine", "echo 1.0 en-pt"),
    }
    state, engine = states[lang]
    sentences = [sentence for _, sentences in LIGHTHOUSE for sentence in sentences]
    targets = [
        Target(segment.id, getattr(sentence, lang.tag), state, lang, engine, None, marks_of(sentence, lang))
        for segment, sentence in zip(segments(), sentences, strict=True)
    ]
    if lang == AR and untranslated:
        for index in range(-untranslated, 0):
            segment = segments()[index]
            targets[index] = Target(segment.id, segment.text, "untranslated", EN, "", None, segment.marks)
    return targets


def track(ids: Sequence[str], sound: bytes) -> Track:
    begins = accumulate([SPOKEN + PAUSE] * (len(ids) - 1), initial=PAUSE)
    clips = tuple(Clip(each, begin, begin + SPOKEN) for each, begin in zip(ids, begins, strict=True))
    length = clips[-1].end + PAUSE
    return Track("silence 1.0", RATE, length, clips, sound, ".mp3", "audio/mpeg")
