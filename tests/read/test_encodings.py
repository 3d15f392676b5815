"""Encodings by what a text is like: a code page with a few undefined bytes stays it, another encoding is found."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.language import Lang
from pipeline.read.decode import REPLACEMENT, Decoded, decode
from tests.sample.build import SEED

UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
"""What cp1252 has no characters for."""
LATIN = {
    "en": "The night train is back in the valley. “We waited for this day,” said the teacher – and wept. It’s a café’s "
    "opening, too: naïve, perhaps… but what a day!",
    "pt": "O trem noturno voltou ao vale após doze anos de interrupção. Os habitantes reuniram-se na estação antes do "
    "amanhecer: «Não podíamos perder isto», disse a professora Conceição Peña.",
    "es": "El tren nocturno volvió al valle después de doce años. ¿Quién no lo esperaba? «Llevábamos años así», dijo la "
    "señora Núñez, con su niño en brazos; según contó, mañana habrá más.",
    "fr": "Le train de nuit est revenu dans la vallée après douze ans d’arrêt. « Nous attendions ce jour », a dit "
    "l’institutrice, très émue… Où étaient-ils passés, ces cœurs d’élèves ?",
    "de": "Der Nachtzug ist nach zwölf Jahren ins Tal zurückgekehrt. „Wir haben auf diesen Tag gewartet“, sagte die "
    "Lehrerin Müller-Größe; überall hörte man Glückwünsche für die Straße.",
    "is": "Næturlestin er komin aftur í dalinn eftir tólf ára hlé. Íbúarnir söfnuðust saman á stöðinni áður en dagur "
    "rann upp, og kennarinn sagði: „Við höfum beðið þessa dags.“",
}
OTHERS = {
    "ru": "Поезд вернулся в долину после двенадцати лет перерыва. Жители городка собрались на вокзале ещё до рассвета, "
    "чтобы встретить первый состав. «Мы ждали этого дня», сказала учительница Анна Петрова.",
    "ar": "عاد القطار الليلي إلى الوادي بعد انقطاع دام اثني عشر عامًا. وتجمع سكان البلدة في المحطة قبل الفجر لاستقبال أول "
    "قطار، وقالت المعلمة: «لقد انتظرنا هذا اليوم طويلاً».",
    "ja": "夜行列車が谷に戻ってきた。町の人々は駅に集まり、最初の列車を待っていた。「この日をずっと待っていました」と先生は話した。"
    "カメラマンも来ていた。",
    "zh": "夜班火车时隔十二年重新回到山谷。镇上的居民天亮前就聚集在车站，迎接第一列火车。“我们等这一天已经很久了”，一位老师说。",
    "el": "Το νυχτερινό τρένο επέστρεψε στην κοιλάδα ύστερα από δώδεκα χρόνια. Οι κάτοικοι μαζεύτηκαν στον σταθμό.",
}


def read(data: bytes, lang: str = "en", declared: str = "") -> Decoded:
    return decode(data, name="a.txt", lang=Lang.parse(lang), declared=declared)


def told(found: Decoded) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in found.findings]


def lost(encoding: str, count: int) -> tuple[str, str]:
    return "read.encoding", f"Read as {encoding}; {count} malformed sequences replaced."


def scattered(data: bytes, undefined: bytes, chance: random.Random) -> bytes:
    places = [*chance.sample(range(len(data)), len(undefined)), len(data)]
    ends = sorted(places)
    parts = [data[: ends[0]]]
    for byte, begin, end in zip(undefined, ends, ends[1:], strict=False):
        parts += [bytes([byte]), data[begin:end]]
    return b"".join(parts)


@pytest.mark.parametrize("byte", UNDEFINED)
def test_one_undefined_byte_spoils_one_character_of_the_seed(byte: int) -> None:
    text = SEED.read_text("utf-8")
    data = text.encode("cp1252")
    found = read(data[:1000] + bytes([byte]) + data[1000:])
    assert found.text == read(data).text[:1000] + REPLACEMENT + read(data).text[1000:]
    assert told(found) == [lost("cp1252", 1)]


@pytest.mark.parametrize("lang", LATIN)
@pytest.mark.parametrize("byte", UNDEFINED)
def test_one_undefined_byte_in_each_language(lang: str, byte: int) -> None:
    data = LATIN[lang].encode("cp1252")
    found = read(data[:40] + bytes([byte]) + data[40:], lang)
    assert found.text == LATIN[lang][:40] + REPLACEMENT + LATIN[lang][40:]
    assert told(found) == [lost("cp1252", 1)]


def test_a_short_text_keeps_its_accents() -> None:
    found = read("café … “hello”".encode("cp1252") + b"\x81")
    assert found.text == "café … “hello”" + REPLACEMENT
    assert told(found) == [lost("cp1252", 1)]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([word for text in LATIN.values() for word in text.split()]), min_size=20),
    st.integers(0, 2**32),
    st.floats(0, 0.01),
)
def test_any_latin_text_with_a_few_undefined_bytes_is_cp1252(
    words: list[str], seed: int, share: float
) -> None:
    chance = random.Random(seed)
    text = " ".join(["déjà", *words])
    undefined = bytes(chance.choices(UNDEFINED, k=int(len(text) * share)))
    found = read(scattered(text.encode("cp1252"), undefined, chance))
    assert found.text.replace(REPLACEMENT, "") == text
    assert found.text.count(REPLACEMENT) == len(undefined)
    message = lost("cp1252", len(undefined)) if undefined else ("read.encoding", "Read as cp1252.")
    assert told(found) == [message]


@pytest.mark.parametrize("own", [False, True], ids=["nobody told the language", "the language is known"])
@pytest.mark.parametrize(
    ("lang", "encoding"),
    [
        ("ru", "koi8-r"), ("ru", "cp1251"), ("ru", "iso8859-5"), ("ru", "cp866"), ("ar", "cp1256"), ("ar", "iso8859-6"),
        ("ja", "shift_jis"), ("ja", "euc-jp"), ("zh", "gb18030"), ("el", "cp1253"),
    ],
)  # fmt: skip
def test_a_paragraph_in_another_encoding_is_found_out(lang: str, encoding: str, own: bool) -> None:
    data = OTHERS[lang].encode(encoding, "ignore")  # the older ones have no quotation marks
    found = read(data, lang if own else "en")
    assert found.text == data.decode(encoding)
    assert [(finding.code, finding.severity) for finding in found.findings] == [("read.encoding", "warning")]


@pytest.mark.parametrize("words", [*LATIN.items(), *OTHERS.items()], ids=lambda each: str(each[0]))
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a mark"])
def test_utf16(words: tuple[str, str], order: str, mark: str) -> None:
    text = f"{words[1]}\n{words[1]}\n"
    found = read(f"{mark}{text}".encode(order))
    assert found.text == text
    assert told(found) == [("read.encoding", f"Read as {order}.")]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4, b"\x00\x01\x02\xff" * 200, b"\x00\x00\x01\x00" * 300, "text".encode("utf-16-le"),
        random.Random(1).randbytes(4_000), bytes(n // 7 % 3 for n in range(2_000)),
    ],
)  # fmt: skip
def test_zero_bytes_alone_make_no_utf16(data: bytes) -> None:
    with pytest.raises(ArticleError, match="binary file"):
        read(data)


@pytest.mark.parametrize("declared", ["", "windows-1252", "ISO-8859-1", "Shift_JIS"])
def test_what_a_page_declares_is_believed_only_where_it_fits(declared: str) -> None:
    page = "<html><body>" + f"<p class='words of the body'>{OTHERS['ja']}</p>" * 3
    assert read(page.encode("shift_jis"), "en", declared).text == page
