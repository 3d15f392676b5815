"""What a reader must know about a translation before reading it: who made it, and that nobody checked it."""

from collections import Counter

from pipeline import formats
from pipeline.messages import Words
from pipeline.model import MACHINE_MADE, Edition, State
from pipeline.ports import DRAFT


def notice(edition: Edition, w: Words) -> tuple[str, ...]:
    """Sentences about the translation; none for the source edition."""
    states: Counter[State] = Counter(target.state for target in edition.targets if target.state != "source")
    if edition.is_source or not states:
        return ()
    counts: Counter[State] = Counter()
    for state, n in states.items():
        counts["machine" if state in MACHINE_MADE else state] += n
    checked = (_checked(w, states["checked"]),) if states["checked"] else ()
    draft = (_draft(w),) if any(DRAFT in engine for engine in edition.engines) else ()
    if len(counts) == 1:
        return (_whole(edition, w, *counts), *draft, *checked)
    parts = (_part(edition, w, state, counts[state]) for state in _ORDER if counts[state])
    return (*parts, *draft, *checked)


_ORDER: tuple[State, ...] = ("reviewed", "edited", "post-edited", "machine", "untranslated")


def _draft(w: Words) -> str:
    # Translators: of a text that a model translated whose makers call it a beginning
    return w("Machine draft: it was made by a small model, and mistakes are to be expected.")


def _checked(w: Words, n: int) -> str:
    """What the checks say of a machine's sentences, which is no review: they count and compare, no more."""
    found = w.count(
        "Automatic checks found nothing wrong in {n} automatically translated sentence.",
        "Automatic checks found nothing wrong in {n} automatically translated sentences.",
        n,
    )
    return " ".join([found, w("Such checks cannot judge the meaning.")])


def _whole(edition: Edition, w: Words, state: State) -> str:
    """One state for all sentences."""
    engine, language = _named(edition, w)
    if state == "machine":
        return w(
            "This text was translated automatically by {engine}. It has not been reviewed by a person.",
            engine=engine,
        )
    if state == "post-edited":
        # Translators: edited after the machine, but nobody has signed it off
        return w(
            "This translation was made with machine assistance and post-edited. "
            "It has not been reviewed by a person."
        )
    if state == "edited":
        return w("This translation has been edited by a person, and has not been reviewed.")
    if state == "reviewed":
        return w("This translation has been reviewed by {names}.", names=_reviewers(edition, w))
    return w("This text is not translated yet: it stands in {language}.", language=language)


def _part(edition: Edition, w: Words, state: State, n: int) -> str:
    """One state among several, with the number of its sentences."""
    engine, language = _named(edition, w)
    if state == "machine":
        return w.count(
            "{n} sentence was translated automatically by {engine} and has not been reviewed by a person.",
            "{n} sentences were translated automatically by {engine} and have not been reviewed by a person.",
            n,
            engine=engine,
        )
    if state == "post-edited":
        return w.count(
            "{n} sentence was translated with machine assistance and post-edited, "
            "and has not been reviewed by a person.",
            "{n} sentences were translated with machine assistance and post-edited, "
            "and have not been reviewed by a person.",
            n,
        )
    if state == "edited":
        return w.count(
            "The translation of {n} sentence has been edited by a person, and has not been reviewed.",
            "The translation of {n} sentences has been edited by a person, and has not been reviewed.",
            n,
        )
    if state == "reviewed":
        names = _reviewers(edition, w)
        return w.count(
            "The translation of {n} sentence has been reviewed by {names}.",
            "The translation of {n} sentences has been reviewed by {names}.",
            n,
            names=names,
        )
    return w.count(
        "{n} sentence is not translated yet: it stands in {language}, underlined with dots.",
        "{n} sentences are not translated yet: they stand in {language}, underlined with dots.",
        n,
        language=language,
    )


def _named(edition: Edition, w: Words) -> tuple[str, str]:
    """The engines, and the language of the original."""
    names = dict.fromkeys(engine.split()[0] for engine in edition.engines)  # versions stand in the colophon
    return formats.listed(names, w.lang), edition.article.lang.name_in(w.lang)


def _reviewers(edition: Edition, w: Words) -> str:
    """The people who signed sentences off, in order of appearance."""
    names = dict.fromkeys(target.reviewer for target in edition.targets if target.reviewer)
    return formats.listed(names, w.lang)
