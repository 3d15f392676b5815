"""Which units of a translator's file count, and as what. Nothing is read or written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Mark, Segment, State
from pipeline.render.review import XLIFF_STATES
from pipeline.review.tidy import tidied
from pipeline.seal import ORIGIN, Seal, marked, plain, read_seal, seal, seal_of
from pipeline.xliff import DONE, Note, Span, Unit

SIGNED = frozenset({"signed-off", "final"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A unit that was finished and cannot be used."""

    id: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file's units."""

    accepted: tuple[Unit, ...] = ()
    """Under the segments' ids, their white space made single, sealed as `edited` or `reviewed`."""
    refused: tuple[Refusal, ...] = ()
    untouched: int = 0
    """Units that nobody changed since they were exported."""
    open: int = 0
    """Units that the translator left unfinished."""


def accept(
    units: Iterable[Unit], segments: Sequence[Segment], reviewer: str = "", standing: Iterable[Unit] = ()
) -> Outcome:
    """Judges each unit by itself: one that is refused costs none of the others.

    A unit counts when its state says that it is finished, or when its target is not the one that was exported
    and the tool left the state alone. `reviewer` signs off what counts: all of it, or, where the file tells
    approved units from merely translated ones, the approved ones. `standing` are the units beside the source: an
    older copy of words that were signed off since does not undo the sign-off.
    """
    signed = {_words(unit) for unit in standing if _was_signed(unit) and _holds(unit)}
    units = tuple(map(_tidy, units))
    told_apart = any(_approves(unit) and not _was_signed(unit) for unit in units)
    known = {segment.id: segment for segment in segments}
    by_text = {plain(segment.text): segment for segment in reversed(segments)}
    accepted, refused, untouched = [], [], 0
    for unit in units:
        signs = bool(reviewer) and (_approves(unit) or not told_apart)
        wanted = _wanted(unit, signs)
        if wanted is None or (wanted == "edited" and _words(unit) in signed):
            untouched += wanted is not None or _holds(unit)
            continue
        segment = _segment(unit, known.get(unit.id), by_text.get(plain(unit.source)))
        reason = _fault(unit, segment)
        if segment is None or reason:
            refused.append(Refusal(unit.id, unit.line, reason))
        else:
            accepted.append(_sealed(unit, segment, wanted, reviewer))
    left = len(units) - len(accepted) - len(refused) - untouched
    return Outcome(tuple(accepted), tuple(refused), untouched, left)


def _tidy(unit: Unit) -> Unit:
    text, spans = tidied(unit.target, unit.target_marks)
    return replace(unit, target=text, target_marks=spans)


def _wanted(unit: Unit, signs: bool) -> State | None:
    """The state that a unit is to have; None when there is nothing to take from it."""
    sealed = seal_of(unit)
    if _holds(unit) and sealed and sealed.state == "reviewed":
        return None
    told_by_tool = (unit.state in DONE or unit.approved) and not _is_filler(unit, sealed)
    if not (told_by_tool or _changed_in_place(unit, sealed)):
        return None
    if signs:
        return "reviewed"
    as_it_was = _holds(unit) and sealed is not None and sealed.state in {"post-edited", "edited"}
    return None if as_it_was else "edited"


def _changed_in_place(unit: Unit, sealed: Seal | None) -> bool:
    """Whether the target is another one than was exported, and the state still the exported one or none."""
    if _is_filler(unit, sealed):
        return False
    if sealed is None:
        return not unit.state and bool(unit.target)
    return _has_old_state(unit, sealed) and not _holds(unit)


def _is_filler(unit: Unit, sealed: Seal | None) -> bool:
    """Whether the target repeats the source and nobody said so: OmegaT writes that where nothing was translated."""
    repeats = plain(unit.target) == plain(unit.source)
    return (
        repeats
        and not _holds(unit)
        and (not unit.state or (sealed is not None and _has_old_state(unit, sealed)))
    )


def _has_old_state(unit: Unit, sealed: Seal) -> bool:
    """Whether a tool left the state as it was exported, or dropped it."""
    return not unit.state or (unit.state, unit.qualifier) == XLIFF_STATES[sealed.state][:2]


def _words(unit: Unit) -> tuple[str, str]:
    return plain(unit.source), plain(marked(unit.target, unit.target_marks))


def _approves(unit: Unit) -> bool:
    return unit.approved or unit.state in SIGNED


def _was_signed(unit: Unit) -> bool:
    sealed = seal_of(unit)
    return sealed is not None and sealed.state == "reviewed"


def _holds(unit: Unit) -> bool:
    sealed = seal_of(unit)
    return sealed is not None and sealed.holds(unit.source, unit.target, unit.target_marks)


def _segment(unit: Unit, by_id: Segment | None, by_text: Segment | None) -> Segment | None:
    """The segment that a unit translates: the one of its id, if the words are still the same, else of its words."""
    same = by_id is not None and plain(by_id.text) == plain(unit.source)
    return by_id if same else by_text


def _fault(unit: Unit, segment: Segment | None) -> str:
    """Why a unit cannot be used; empty when it can."""
    if segment is None:
        return "its source has changed since the file was exported"
    if not unit.target:
        return "its target is empty"
    if unit.foreign:
        return f"its target has an inline element that the source lacks: <{unit.foreign[0]}>"
    if any(not unit.target[begin:end].strip() for _, begin, end in unit.target_marks):
        return "an inline mark of its target holds no words"
    return _fault_of_marks(unit.target_marks, segment.marks)


def _fault_of_marks(spans: Sequence[Span], marks: Sequence[Mark]) -> str:
    found = [number for number, _, _ in spans]
    for number in range(1, len(marks) + 1):
        if number not in found:
            return f'its target has lost the inline mark <g id="{number}">'
    for number in found:
        if not 1 <= number <= len(marks):
            return "its target has an inline mark that the source lacks"
        if found.count(number) > 1:
            return f'its target has the inline mark <g id="{number}"> twice'
    links = [span for span in spans if marks[span[0] - 1].kind == "link"]
    within = any(
        one != other and one[1] <= other[1] and other[2] <= one[2] for one in links for other in links
    )
    return "a link of its target stands within another link" if within else ""


def _sealed(unit: Unit, segment: Segment, state: State, reviewer: str) -> Unit:
    name = reviewer if state == "reviewed" else ""
    line = str(seal(state, segment.text, unit.target, unit.target_marks, name))
    own_notes = (note for note in unit.notes if note.origin not in {"qa", ORIGIN} and not _is_seal(note))
    xliff_state, qualifier, approved = XLIFF_STATES[state]
    return replace(
        unit,
        id=segment.id,
        source=segment.text,
        state=xliff_state,
        qualifier=qualifier,
        approved=approved,
        source_marks=segment.marks,
        notes=(*own_notes, Note(line, ORIGIN)),
    )


def _is_seal(note: Note) -> bool:
    return read_seal([note.text]) is not None
