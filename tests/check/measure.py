"""False alarms and recall of the checks on good translations of your own.

    python -m tests.check.measure SRC REF [--from en] [--to ar] [--seed 1]

SRC and REF: text files, one segment a line, the lines of one the human translations of the other. What
the checks say about them as they are counts as a false alarm, though some of it is a fault of the
translation: `--show CODE` prints the pairs. Recall is measured on faults seeded into every line that
can bear them.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.check import CHECKS, Pair, faults
from pipeline.check.words import words_of
from pipeline.language import Lang

Fault = Callable[[str, str, random.Random, str], str | None]
"""From source, target, chance and the target's language to a faulty target; None where there is no room."""


def half_dropped(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    words = target.split()
    return " ".join(words[: len(words) // 2]) if len(source) > 40 else None


def digit_changed(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    digits = [match.start() for match in re.finditer(r"[0-9]", target)]
    if not digits or not re.search(r"\d", source):
        return None
    at = chance.choice(digits)
    other = chance.choice([digit for digit in "0123456789" if digit != target[at]])
    return target[:at] + other + target[at + 1 :]


def source_copied(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    return source


def looped(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    words = target.split()
    size = chance.randint(1, 4)
    if len(words) < size:
        return None
    at = chance.randint(0, len(words) - size)
    return " ".join(words[: at + size] + 2 * words[at : at + size] + words[at + size :])


def groups_turned(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    turned = re.sub(r"\b(\d{1,3})[,.](\d{3})\b", r"\2 \1", target)
    return turned if turned != target else None


def end_dropped(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    bare = re.sub(r"[.!?؟…:]+(?=[\"'”’»]*$)", "", target)
    return bare if bare != target and re.search(r"[.!?…:][\"'”’]*$", source) else None


def negation_dropped(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    """Every negative expression is taken out of targets whose source is negative beyond doubt."""
    negation = words_of("en").negation
    if not negation.certain.search(negation.idioms.sub(" ", source)):
        return None
    positive = words_of(lang).negation.any.sub("", target)
    return positive if positive != target else None


def parentheses_put(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    words = target.split()
    at = chance.randrange(len(words))
    words[at] = f"({words[at]})"
    return " ".join(words)


def unit_dropped(source: str, target: str, chance: random.Random, lang: str) -> str | None:
    bare = re.sub("%", "", words_of(lang).percent.sub("", target))
    return bare if bare != target and re.search(r"\d(%| per ?cent)", source) else None


SEEDED: tuple[tuple[Fault, tuple[str, ...]], ...] = (
    (half_dropped, ("text.short",)),
    (digit_changed, ("text.number-changed", "text.number-missing", "text.number-added")),
    (source_copied, ("text.copy", "text.script", "text.language")),
    (looped, ("text.loop",)),
    (groups_turned, ("text.number-reversed",)),
    (end_dropped, ("text.end",)),
    (negation_dropped, ("text.negation",)),
    (parentheses_put, ("text.parentheses", "text.brackets")),
    (unit_dropped, ("text.unit",)),
)
"""The faults, and the checks that ought to catch each."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the checks say about good translations."""

    segments: int
    numeric: int
    """Segments with figures on either side."""
    blocking: Counter[str]
    """Segments in which a check blocks, by its code."""
    others: Counter[str]
    wrong_numbers: int
    """Segments of which any check of numbers says something."""
    flagged: int
    """Segments in which anything blocks."""


@dataclass(frozen=True, slots=True)
class Caught:
    """How many of the faulty targets the checks found."""

    seeded: int
    blocked: int
    caught: int
    """By the checks of that fault."""
    by_any: int

    def share(self, count: int) -> float:
        return count / max(1, self.seeded)


def alarms(pairs: Sequence[Pair]) -> Alarms:
    """The alarms of all checks on pairs that are taken to be right."""
    found = [set(faults(pair)) for pair in pairs]
    every = [fault for each in found for fault in each]
    return Alarms(
        len(pairs),
        sum(bool(re.search(r"\d", pair.source + pair.target)) for pair in pairs),
        Counter(fault.code for fault in every if fault.severity == "blocking"),
        Counter(fault.code for fault in every if fault.severity != "blocking"),
        sum(any(fault.code.startswith("text.number-") for fault in each) for each in found),
        sum(any(fault.severity == "blocking" for fault in each) for each in found),
    )


def caught(pairs: Sequence[Pair], fault: Fault, codes: tuple[str, ...], seed: int) -> Caught:
    """What is found of a fault that is seeded into every pair that can bear it."""
    chance = random.Random(seed)
    seeded = blocked = hit = by_any = 0
    for pair in pairs:
        faulty = fault(pair.source, pair.target, chance, pair.target_lang.base)
        if faulty is None:
            continue
        found = list(faults(Pair(pair.source, faulty, pair.source_lang, pair.target_lang)))
        seeded, by_any = seeded + 1, by_any + bool(found)
        hit += any(one.code in codes for one in found)
        blocked += any(one.code in codes and one.severity == "blocking" for one in found)
    return Caught(seeded, blocked, hit, by_any)


def false_alarms(pairs: Sequence[Pair]) -> Iterator[str]:
    said = alarms(pairs)
    yield f"| check | blocking | others | of {said.segments} |"
    yield "|---|---|---|---|"
    for code in (gate.code for gate in CHECKS):
        share = (said.blocking[code] + said.others[code]) / said.segments
        yield f"| `{code}` | {said.blocking[code]} | {said.others[code]} | {share:.1%} |"
    share = said.wrong_numbers / max(1, said.numeric)
    yield f"| all of `text.number-*` | | {said.wrong_numbers} | {share:.1%} of {said.numeric} with figures |"
    yield f"| segments with any that blocks | {said.flagged} | | {said.flagged / said.segments:.1%} |"


def recall(pairs: Sequence[Pair], seed: int) -> Iterator[str]:
    yield "| fault | seeded | blocking | caught by its check | by any |"
    yield "|---|---|---|---|---|"
    for fault, codes in SEEDED:
        one = caught(pairs, fault, codes, seed)
        rates = " | ".join(f"{one.share(count):.1%}" for count in (one.blocked, one.caught, one.by_any))
        yield f"| {fault.__name__.replace('_', ' ')} | {one.seeded} | {rates} |"


def shown(pairs: Sequence[Pair], code: str) -> Iterator[str]:
    for number, pair in enumerate(pairs, 1):
        for fault in faults(pair):
            if fault.code == code:
                yield f"{number}: {fault.severity}: {fault.evidence}\n  {pair.source}\n  {pair.target}"


def pairs_of(source: Path, reference: Path, source_lang: Lang, target_lang: Lang) -> list[Pair]:
    """The lines of two files, without those that are empty on either side."""
    sources, targets = (path.read_text("utf-8").splitlines() for path in (source, reference))
    return [
        Pair(said.strip(), meant.strip(), source_lang, target_lang)
        for said, meant in zip(sources, targets, strict=True)
        if said.strip() and meant.strip()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--from", dest="source_lang", type=Lang.parse, default=Lang.parse("en"))
    parser.add_argument("--to", dest="target_lang", type=Lang.parse, default=Lang.parse("ar"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", metavar="CODE", help="print the pairs that a check objects to")
    asked = parser.parse_args()
    pairs = pairs_of(asked.source, asked.reference, asked.source_lang, asked.target_lang)
    lines = shown(pairs, asked.show) if asked.show else (*false_alarms(pairs), "", *recall(pairs, asked.seed))
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
