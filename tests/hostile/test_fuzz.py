"""A short run of the fuzzer: whatever a file holds, its reader answers with a value or one clear line."""

import random
from itertools import islice

import pytest

from tests.hostile.fuzz import TARGETS, attempt, corpus, tries


@pytest.mark.parametrize("name", TARGETS)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    assert corpus(TARGETS[name])
    for file, data in islice(tries(name, random.Random(name)), 250):
        attempt(name, file, data)


def test_the_fuzzer_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "text", TARGETS["text"].__class__(lambda path: path.read_text("ascii"), ""))
    with pytest.raises(UnicodeDecodeError):
        attempt("text", "a.txt", b"\xff")
