"""Apertium: programs kept running, one answer a text, and nothing of their stream format in it."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.engines.apertium import Apertium, commands
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.ports import Translator

EN, ES = Lang.parse("en"), Lang.parse("es")
PAIRS = {"es": "apertium-eng-spa", "ca": "apertium-eng-cat", "gl": "apertium-en-gl", "eo": "apertium-eo-en"}
RESERVED = "\\^$/<>{}[]@*#+~"


def opened(source: str, target: str) -> Translator:
    if (source, target) not in Apertium().pairs():
        package = PAIRS[target if source == "en" else source]
        pytest.fail(f"Apertium lacks {source}-{target}; the tests need it: sudo apt-get install {package}")
    return Apertium().open(Lang.parse(source), Lang.parse(target))


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    spanish = opened("en", "es")
    yield spanish
    spanish.close()


def mode(folder: Path, *programs: str, name: str = "eng-spa", patience: float = 20.0) -> Apertium:
    """Apertium with one pair, whose programs are Python scripts: each gets a line and writes what it likes."""
    for number, program in enumerate(programs):
        path = folder / f"program{number}"
        path.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    pipeline = " | ".join(f"'{folder / f'program{number}'}' $1" for number in range(len(programs)))
    (folder / f"{name}.mode").write_text(pipeline, "utf-8")
    return Apertium(folder, patience=patience)


FAITHFUL = """
import signal, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as in programs that are not Python
text = b""
while byte := sys.stdin.buffer.read(1):
    text += byte
    if byte == b"\\0":
        if b"poison" in text:
            print("no such word", file=sys.stderr)
            sys.exit(7)
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        text = b""
"""
MUTE = "import time\ntime.sleep(600)"
STUTTERING = FAITHFUL.replace("write(text)", 'write(text.replace(b"twice", b"twice\\0"))').replace(
    'b"poison" in text', "False"
)
CONFUSED = FAITHFUL.replace("write(text)", 'write(text.replace(b"[0]", b"[1]"))')


@pytest.mark.parametrize("target", PAIRS)
@pytest.mark.parametrize("back", [False, True])
def test_every_pair_there_and_back(target: str, back: bool) -> None:
    source, target = (target, "en") if back else ("en", target)
    translator = opened(source, target)
    texts = ["2016 *frobnicator*, 90 %", "Aleppo 😀", "."]
    said = [translation.text for translation in translator.translate(texts)]
    assert "*frobnicator*" in said[0]
    assert "😀" in said[1]
    assert said[2] == "."
    translator.close()


def test_words_that_it_does_not_know_bear_no_mark(translator: Translator) -> None:
    said = translator.translate(["The frobnicator eats *this* fish and 2 * 3."])[0]
    assert "frobnicator" in said.text
    assert said.text.count("*") == 3
    assert said.unknown == ("frobnicator",)


def test_a_mark_does_not_keep_words_apart() -> None:
    """The mark of "espectre", which the generator cannot inflect, stands in the way of "de l'espectre"."""
    translator = opened("en", "ca")
    (said,) = translator.translate(["AMs across the political spectrum are worried."])
    translator.close()
    assert "de l'espectre" in said.text
    assert said.unknown == ("AMs",)


def test_addresses_and_handles_are_no_unknown_words(translator: Translator) -> None:
    text = "See https://example.org/a@b*c#d and @zorkle, #zorkle, zork@zorkle.org: 1930s."
    (said,) = translator.translate([text])
    assert {mark: said.text.count(mark) for mark in "@*#"} == {mark: text.count(mark) for mark in "@*#"}


def test_a_stop_is_added_for_the_tagger_only(translator: Translator) -> None:
    said = translator.translate(["The cat", "The cat.", "The cat…", "“The cat.”", "The cat:"])
    assert [translation.text[-1:] for translation in said] == ["o", ".", "…", "”", ":"]


@pytest.mark.parametrize(("target", "text"), [("ca", "She said that"), ("eo", "The city and its needs")])
def test_a_text_without_a_stop_is_read_as_a_sentence(target: str, text: str) -> None:
    """Else "that" is a conjunction, and "needs" a verb."""
    translator = opened("en", target)
    without, stopped = translator.translate([text, f"{text}."])
    translator.close()
    assert f"{without.text}." == stopped.text


def test_a_capital_at_the_beginning_stays() -> None:
    translator = opened("en", "eo")
    assert [said.text[:1] for said in translator.translate(["A dog and its bark", "a dog"])] == ["H", "h"]
    translator.close()


def test_lines_stay_lines(translator: Translator) -> None:
    assert translator.translate(["The cat.\nThe dog.\n\nThe fish."])[0].text.count("\n") == 3


def test_spaces_become_one(translator: Translator) -> None:
    said = translator.translate(["  The  al-Zork’s   cat  "])[0].text
    assert "  " not in said
    assert said == said.strip()


def test_addresses_are_not_translated(translator: Translator) -> None:
    addresses = ("https://example.org/the/cat?a=house&b=dog#cat", "the.dog@house.org", "www.cat.org/~dog")
    said = translator.translate([f"See {addresses[0]}, or write to {addresses[1]} ({addresses[2]})."])[0].text
    assert all(address in said for address in addresses)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*RESERVED, *" .,;:!?'\"’…-—&%=|_`", "cat", "the", "zork", "😀", "\n"]), max_size=14
    )
)
def test_reserved_characters_come_back(translator: Translator, parts: list[str]) -> None:
    text = "".join(parts)
    said = translator.translate([text])[0].text
    assert {c: said.count(c) for c in RESERVED} == {c: text.count(c) for c in RESERVED}


def test_a_word_outside_the_training_does_not_colour_later_texts(translator: Translator) -> None:
    """Without a new tagger after "known", "government forces" turns from a noun into a verb."""
    colouring = "The group, popularly known as the helmets, left."
    text = "The government forces zorked the area."
    alone = opened("en", "es")
    expected = alone.translate([text])[0]
    alone.close()
    assert translator.translate([colouring, text])[1] == expected


def test_the_pairs_are_what_the_modes_folder_holds(tmp_path: Path) -> None:
    for name in ("eng-spa", "en-gl", "cat-eng", "eng-cat_valencia", "en-eo-bytecode", "xx-qq", "notes"):
        (tmp_path / f"{name}.mode").write_text("cat", "utf-8")
    assert Apertium(tmp_path).pairs() == {("en", "es"), ("en", "gl"), ("ca", "en")}
    assert Apertium(tmp_path / "nowhere").pairs() == frozenset()


def test_the_data_folder_can_be_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "eng-spa.mode").write_text("cat", "utf-8")
    monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
    assert Apertium().pairs() == {("en", "es")}


def test_without_its_programs_there_are_no_pairs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Apertium().pairs() == frozenset()
    with pytest.raises(MissingEngineError, match="apt-get install apertium-eng-spa"):
        Apertium().open(EN, ES)


@pytest.mark.parametrize("text", ["", "| cat", "cat |", "'cat", "cat || cat"])
def test_a_mode_file_that_is_no_pipeline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "eng-spa.mode"
    path.write_text(text, "utf-8")
    with pytest.raises(SetupError, match=r"eng-spa\.mode"):
        commands(path)


def test_a_mode_file_as_debian_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "eng-spa.mode"
    path.write_text("lt-proc '/a b.bin' | apertium-tagger -g $2 '/#.prob' | lt-proc $1 '/c.bin'", "utf-8")
    assert commands(path) == [
        ["lt-proc", "-z", "/a b.bin"], ["apertium-tagger", "-z", "-g", "/#.prob"], ["lt-proc", "-z", "-g", "/c.bin"],
        ["sed", "-z", "-u", "-E", "s/[*@#]+([^[:space:][:punct:]]+)/\\1\ufdd2/g"],
    ]  # fmt: skip


def test_a_program_that_dies_is_named_and_the_next_text_starts_it_again(tmp_path: Path) -> None:
    translator = mode(tmp_path, FAITHFUL.replace("poison", "nothing"), FAITHFUL).open(EN, ES)
    with pytest.raises(SetupError, match=r"program1 ended with status 7: no such word"):
        translator.translate(["one", "poison", "two"])
    assert [translation.text for translation in translator.translate(["one", "two"])] == ["one", "two"]
    translator.close()


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (MUTE, r"said nothing for 0\.3"),
        ("", "ended"),
        (STUTTERING, "another number of texts|lost its place"),
        (CONFUSED, "lost its place at 'one'"),
    ],
)
def test_an_answer_is_never_taken_for_another_texts(tmp_path: Path, program: str, message: str) -> None:
    patience = 0.3 if program == MUTE else 20.0
    translator = mode(tmp_path, FAITHFUL, program, patience=patience).open(EN, ES)
    with pytest.raises(SetupError, match=message):
        translator.translate(["one", "is here twice", "three"])


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "eng-spa.mode").write_text("cat | no-such-program", "utf-8")
    with pytest.raises(SetupError, match="no-such-program: Cannot be started"):
        Apertium(tmp_path).open(EN, ES).translate(["one"])


def test_closing_ends_all_programs() -> None:
    before = children_of_this_process()
    translator = opened("en", "es")
    translator.translate(["The cat."])
    assert len(children_of_this_process() - before) > 8
    translator.close()
    assert children_of_this_process() <= before


def test_a_breakdown_ends_all_programs(tmp_path: Path) -> None:
    before = children_of_this_process()
    with pytest.raises(SetupError):
        mode(tmp_path, FAITHFUL, MUTE).open(EN, ES).translate(["one"])
    assert children_of_this_process() <= before


def test_the_fingerprint_holds_the_data(tmp_path: Path) -> None:
    fingerprints = set()
    for content in ("one", "two"):
        (tmp_path / "data.bin").write_text(content, "utf-8")
        (tmp_path / "eng-spa.mode").write_text(f"cat {tmp_path}/data.bin", "utf-8")
        fingerprints.add(Apertium(tmp_path).open(EN, ES).fingerprint)
    assert len(fingerprints) == 2


def children_of_this_process() -> set[int]:
    """Running or waiting to be reaped: a zombie is a child too."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if parent == os.getpid():
            found.add(int(path.parent.name))
    return found
