"""What a reader must know about a translation before reading it: who made it, and that nobody checked it."""

from collections import Counter

from markupsafe import Markup

from pipeline.model import Edition, State
from pipeline.render.chrome import Chrome


def engines(edition: Edition) -> tuple[str, ...]:
    """The engines behind the sentences that a machine translated, in order of appearance."""
    return tuple(
        dict.fromkeys(
            target.engine for target in edition.targets if target.state == "machine" and target.engine
        )
    )


def notice(edition: Edition, w: Chrome) -> tuple[Markup, ...]:
    """Sentences about the translation; none for the source edition."""
    counts: Counter[State] = Counter(target.state for target in edition.targets if target.state != "source")
    if edition.is_source or not counts:
        return ()
    if len(counts) == 1:
        return (_whole(edition, w),)
    return tuple(_part(edition, w, state, counts[state]) for state in _ORDER if counts[state])


def in_short(states: frozenset[State], w: Chrome) -> Markup:
    """The state of an edition in a few words, for a list; of several states the least finished counts."""
    if states <= {"source"}:
        # Translators: of an edition in the language that the article was written in
        return w("Original")
    if "untranslated" in states:
        return w("Partly translated")
    if "machine" in states:
        return w("Machine translation, not reviewed")
    if "post-edited" in states:
        return w("Post-edited translation, not reviewed")
    return w("Translation reviewed by a person")


_ORDER: tuple[State, ...] = ("reviewed", "post-edited", "machine", "untranslated")


def _whole(edition: Edition, w: Chrome) -> Markup:
    """One state for all sentences."""
    engine, language = _named(edition, w)
    state = next(target.state for target in edition.targets if target.state != "source")
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
    if state == "reviewed":
        return w("This translation has been reviewed by a person.")
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
    if state == "reviewed":
        return w.count(
            "The translation of {n} sentence has been reviewed by a person.",
            "The translation of {n} sentences has been reviewed by a person.",
            n,
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
