"""What is made again after a change, and what is not: the table of docs/caching.md, row by row.

Translators, voices and the keeper of sound files are wrapped in ones that count; all else is the product's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline import equipment
from pipeline.annotate import annotate
from pipeline.cache import Cache, cache_key
from pipeline.engines import cached, cached_voice
from pipeline.engines.cached import CachedTranslator
from pipeline.engines.cached_voice import CachedNarrator
from pipeline.engines.echo import EchoTranslator
from pipeline.engines.silence import SilenceNarrator
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.narrate import Narrate, Pauses, production
from pipeline.options import Options
from pipeline.ports import Audio, Keeper, Narrator, Stage, Translation, Translator
from pipeline.quality import Quality
from pipeline.recipe import begin, read_all, run
from pipeline.segment import split
from pipeline.translate import Memory, Translate, settle

ARTICLE = "Rain in Porto\n\nIt rained on Monday.\n\nThe mayor saw the harbour.\n"
SENTENCES = 3
EDITIONS = 3


@dataclass
class Counts:
    """What one build asked for."""

    translated: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    encoded: int = 0

    @property
    def sentences(self) -> set[str]:
        """What was translated; what the checks object to is also asked for without its stop."""
        return {text.rstrip(".") for text in self.translated}

    def told(self) -> tuple[int, int, int]:
        return len(self.translated), len(self.spoken), self.encoded


class CountedTranslator:
    """Around a translator, under a fingerprint that can be another model's."""

    def __init__(self, inner: Translator, fingerprint: str, counts: Counts) -> None:
        self._inner = inner
        self.fingerprint = fingerprint
        self._counts = counts

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        self._counts.translated += texts
        return self._inner.translate(texts)

    def close(self) -> None:
        self._inner.close()


class CountedNarrator:
    """Around a voice, likewise."""

    def __init__(self, inner: Narrator, fingerprint: str, counts: Counts) -> None:
        self._inner = inner
        self.fingerprint = fingerprint
        self._counts = counts

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        """Not silence but a noise of the text's own: other words sound otherwise."""
        for text in texts:
            self._counts.spoken.append(text)
            (audio,) = self._inner.speak([text])
            noise = sha256(text.encode()).digest() * (len(audio.samples) // 32 + 1)
            yield replace(audio, samples=noise[: len(audio.samples)])

    def close(self) -> None:
        self._inner.close()


class CountedKeeper:
    """Around the cache of sound files: what is put there was just encoded."""

    def __init__(self, inner: Keeper, counts: Counts) -> None:
        self._inner = inner
        self._counts = counts

    def get(self, key: str) -> bytes | None:
        return self._inner.get(key)

    def put(self, key: str, payload: bytes) -> None:
        self._counts.encoded += 1
        self._inner.put(key, payload)


@dataclass(frozen=True)
class Desk:
    """One publisher's way of working; each test changes one thing of it."""

    folder: Path
    text: str = ARTICLE
    sidecar: str = ""
    model: str = "model 1"
    voice: str = "voice 1, 160 words a minute"
    options: Options = field(default_factory=lambda: Options(to=(Lang.parse("pt"), Lang.parse("ar")), jobs=1))
    glossary: str = ""
    lexicon: str = ""

    def build(self) -> Counts:
        counts = Counts()
        source = self.folder / "rain.txt"
        source.write_text(self.text)
        (self.folder / "rain.toml").write_text(self.sidecar)
        options = self._with_files()
        articles, unread = read_all([source], options)
        assert not unread
        editions = list(run(self._stages(options, counts), begin(articles, options)))[-1][1]
        assert not [edition.failure for edition in editions if edition.failure]
        return counts

    def _with_files(self) -> Options:
        (self.folder / "terms.pt.tsv").write_text(self.glossary)
        (self.folder / "words.toml").write_text(self.lexicon)
        return replace(
            self.options,
            glossary=(self.folder / "terms.pt.tsv",) if self.glossary else (),
            lexicon=self.folder / "words.toml" if self.lexicon else None,
            cache=self.folder / "cache",
        )

    def _stages(self, options: Options, counts: Counts) -> Sequence[tuple[str, Stage]]:
        cache, quality = Cache(options.cache), Quality(options)

        def open_translator(source: Lang, target: Lang) -> Translator:
            inner = CountedTranslator(EchoTranslator(), f"{self.model} {target}", counts)
            return CachedTranslator(inner, cache, equipment.keys_of(*equipment.BEHIND_TRANSLATION))

        def open_narrator(lang: Lang) -> Narrator:
            inner = CountedNarrator(SilenceNarrator(), f"{self.voice}, {lang}", counts)
            return CachedNarrator(inner, cache, equipment.keys_of(*equipment.BEHIND_SPEECH))

        def no_second(source: Lang, target: Lang) -> Translator:
            raise MissingEngineError("None.")

        narrate = Narrate(
            open_narrator,
            pauses=Pauses(**options.pauses),
            lexicon=equipment.lexicon_of(options),
            encoding=options.audio,
            jobs=options.jobs,
            keeper=CountedKeeper(cache, counts),
            make_key=cache_key,
        )
        ladder = quality.ladder(no_second)
        translate = Translate(lambda article, lang: Memory(), open_translator, ladder=ladder)
        return [
            ("segment", split),
            ("translate", translate),
            *quality.stages(no_second),
            ("settle", settle),
            ("annotate", annotate),
            ("narrate", narrate),
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Everything has been built once."""
    made = Desk(tmp_path)
    counts = made.build()
    assert counts.encoded == EDITIONS
    assert len(counts.translated) >= 2 * SENTENCES
    return made


@pytest.fixture
def spoken_anew(desk: Desk) -> int:
    """How many texts all editions say."""
    return len(replace(desk, voice="another voice altogether").build().spoken)


def test_nothing(desk: Desk) -> None:
    assert desk.build().told() == (0, 0, 0)


def test_a_source_sentence(desk: Desk) -> None:
    """That sentence in each language, spoken in each edition; the sound files hold it, so they are made anew."""
    counts = replace(desk, text=ARTICLE.replace("Monday", "Tuesday")).build()
    assert counts.sentences == {"It rained on Tuesday"}
    assert len(counts.spoken) == EDITIONS
    assert all("Tuesday" in text for text in counts.spoken)
    assert counts.encoded == EDITIONS


def test_a_sentence_that_moves(desk: Desk) -> None:
    first, second, third = ARTICLE.split("\n\n")
    counts = replace(desk, text="\n\n".join([first, third.strip(), second]) + "\n").build()
    assert counts.told() == (0, 0, EDITIONS)


def test_a_name_of_the_glossary(desk: Desk) -> None:
    """What the engine says is not asked for again: the name is put into it afterwards, and that sentence is spoken;
    so is the notice, where the checks now find something else."""
    terms = "source\ttarget\tvariants\ttype\tcase\tnote\nPorto\tOporto\t\tplace\n"
    counts = replace(desk, glossary=terms).build()
    assert not counts.translated
    assert [text for text in counts.spoken if "Oporto" in text] == ["Rain in Oporto"]
    assert len(counts.spoken) <= 2
    assert counts.encoded == 1


def test_another_translation_model(desk: Desk) -> None:
    """Asked anew; spoken only where it says something else, which the echo does not."""
    counts = replace(desk, model="model 2").build()
    assert len(counts.translated) >= 2 * SENTENCES
    assert counts.told()[1:] == (0, 0)


@pytest.mark.parametrize("voice", ["voice 2, 160 words a minute", "voice 1, 180 words a minute"])
def test_another_voice_or_pace(voice: str, desk: Desk, spoken_anew: int) -> None:
    assert replace(desk, voice=voice).build().told() == (0, spoken_anew, EDITIONS)


def test_a_word_of_the_lexicon(desk: Desk) -> None:
    counts = replace(desk, lexicon='[en]\nharbour = "harbor"\n').build()
    assert counts.told() == (0, 1, 1)
    assert "harbor" in counts.spoken[0]


@pytest.mark.parametrize(
    ("change", "encoded"),
    [
        ({"pauses": {"sentence": 900, "paragraph": 900}}, EDITIONS),
        ({"audio": "mp3,opus"}, EDITIONS),
        ({"words": True}, 0),
        ({"jobs": 2}, 0),
        ({"site": "https://example.org/"}, 0),
        ({"out": Path("elsewhere")}, 0),
        ({"cache_size": 10**9}, 0),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_options(change: dict[str, object], encoded: int, desk: Desk) -> None:
    options = replace(desk.options, **change)  # type: ignore[arg-type]
    assert replace(desk, options=options).build().told() == (0, 0, encoded)


def test_one_more_language(desk: Desk) -> None:
    options = replace(desk.options, to=(*desk.options.to, Lang.parse("es")))
    counts = replace(desk, options=options).build()
    assert counts.sentences == {"Rain in Porto", "It rained on Monday", "The mayor saw the harbour"}
    assert counts.encoded == 1


def test_what_the_sidecar_tells_of_the_whole(desk: Desk) -> None:
    """Publisher and rights stand in the sound files' tags; nobody says them."""
    counts = replace(desk, sidecar='publisher = "The Bay Courier"\n').build()
    assert counts.told() == (0, 0, EDITIONS)


def bumped(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    monkeypatch.setattr(module, name, "another")


def test_the_code_that_keeps_translations(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bumped(monkeypatch, cached, "_VERSION")
    counts = desk.build()
    assert counts.translated
    assert counts.told()[1:] == (0, 0)


def test_the_code_that_keeps_speech(desk: Desk, spoken_anew: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sound gives the same files."""
    bumped(monkeypatch, cached_voice, "_VERSION")
    assert desk.build().told() == (0, spoken_anew, 0)


@pytest.mark.parametrize("name", ["MASTER", "ENCODER"])
def test_the_code_that_masters_and_encodes(name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bumped(monkeypatch, production, name)
    assert desk.build().told() == (0, 0, EDITIONS)


def newer(package: str) -> Callable[[str], str]:
    return lambda name: "99" if name == package else "1"


@pytest.mark.parametrize(
    ("package", "translated", "spoken", "encoded"),
    [
        ("sentencepiece", True, False, False),
        ("numpy", True, False, True),
        ("espeakng-loader", False, True, False),
        ("lameenc", False, False, True),
        ("av", False, False, False),
        ("rich", False, False, False),
    ],
)
def test_another_version_of_a_package(
    package: str, translated: bool, spoken: bool, encoded: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`av` makes no MP3."""
    for known in ("none of them", package):
        monkeypatch.setattr(equipment, "installed", newer(known))
        monkeypatch.setattr(production, "_version", newer(known))
        counts = desk.build()
    assert tuple(map(bool, counts.told())) == (translated, spoken, encoded)


def test_vowels_hang_on_what_runs_their_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []
    for known in ("none of them", *equipment.BEHIND_VOWELS):
        monkeypatch.setattr(equipment, "installed", newer(known))
        keys.append(equipment.keys_of(*equipment.BEHIND_VOWELS)("vowel", "text"))
    assert len(set(keys)) == len(keys)


def test_real_voices_differ_by_pace_and_pitch() -> None:
    """What stands above for any voice, for the one that is used."""
    lang = Lang.parse("en")
    opened = [
        equipment.open_narrator(Options(**change), lang).fingerprint
        for change in ({}, {"rate": {"en": 180}}, {"pitch": {"en": 60}}, {"voice": {"en": "espeak:en-us"}})
    ]
    assert len(set(opened)) == len(opened)
