"""What a reader must know about a translation before reading it: who made it, and that nobody checked it."""

from collections import Counter

from markupsafe import Markup

from pipeline.model import MACHINE_MADE, Edition, State
from pipeline.ports import DRAFT
from pipeline.render.chrome import Chrome
from pipeline.render.inline import isolated


def engines(edition: Edition) -> tuple[str, ...]:
    """The engines behind the sentences that a machine translated, in order of appearance."""
    return tuple(
        dict.fromkeys(
            target.engine for target in edition.targets if target.state in MACHINE_MADE and target.engine
        )
    )


def reviewers(edition: Edition) -> tuple[str, ...]:
    """The people who signed sentences off, in order of appearance."""
    return tuple(dict.fromkeys(target.reviewer for target in edition.targets if target.reviewer))


def notice(edition: Edition, w: Chrome) -> tuple[Markup, ...]:
    """Sentences about the translation; none for the source edition."""
    states: Counter[State] = Counter(target.state for target in edition.targets if target.state != "source")
    if edition.is_source or not states:
        return ()
    counts: Counter[State] = Counter()
    for state, n in states.items():
        counts["machine" if state in MACHINE_MADE else state] += n
    checked = (_checked(w, states["checked"]),) if states["checked"] else ()
    draft = (_draft(w),) if any(DRAFT in engine for engine in engines(edition)) else ()
    if len(counts) == 1:
        return (_whole(edition, w, *counts), *draft, *checked)
    parts = (_part(edition, w, state, counts[state]) for state in _ORDER if counts[state])
    return (*parts, *draft, *checked)


def in_short(states: frozenset[State], w: Chrome) -> Markup:
    """The state of an edition in a few words, for a list; of several states the least finished counts."""
    if states <= {"source"}:
        # Translators: of an edition in the language that the article was written in
        return w("Original")
    if "untranslated" in states:
        return w("Partly translated")
    if states & MACHINE_MADE:
        return w("Machine translation, not reviewed")
    if "post-edited" in states:
        return w("Post-edited translation, not reviewed")
    if "edited" in states:
        return w("Translation edited by a person, not reviewed")
    return w("Translation reviewed by a person")


_ORDER: tuple[State, ...] = ("reviewed", "edited", "post-edited", "machine", "untranslated")


def _draft(w: Chrome) -> Markup:
    # Translators: of a text that a model translated whose makers call it a beginning
    return w("Machine draft: it was made by a small model, and mistakes are to be expected.")


def _checked(w: Chrome, n: int) -> Markup:
    """What the checks say of a machine's sentences, which is no review: they count and compare, no more."""
    found = w.count(
        "Automatic checks found nothing wrong in {n} automatically translated sentence.",
        "Automatic checks found nothing wrong in {n} automatically translated sentences.",
        n,
    )
    return Markup(" ").join([found, w("Such checks cannot judge the meaning.")])


def _whole(edition: Edition, w: Chrome, state: State) -> Markup:
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


def _part(edition: Edition, w: Chrome, state: State, n: int) -> Markup:
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


def _named(edition: Edition, w: Chrome) -> tuple[Markup, str]:
    """The engines, and the language of the original."""
    names = dict.fromkeys(engine.split()[0] for engine in engines(edition))  # versions stand in the colophon
    return w.listed(w.name(name) for name in names), edition.article.lang.name_in(w.lang)


def _reviewers(edition: Edition, w: Chrome) -> Markup:
    return w.listed(isolated_name(name, w) for name in reviewers(edition))


def isolated_name(name: str, w: Chrome) -> Markup:
    """A person's name, set from its own side."""
    return Markup("<bdi>{}</bdi>").format(isolated(name, w.lang, w.source))
