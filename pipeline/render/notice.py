"""The state of a translation in a few words, and the names of people."""

from markupsafe import Markup

from pipeline.model import MACHINE_MADE, State
from pipeline.render.chrome import Chrome
from pipeline.render.inline import isolated


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


def isolated_name(name: str, w: Chrome) -> Markup:
    """A person's name, set from its own side."""
    return Markup("<bdi>{}</bdi>").format(isolated(name, w.lang, w.source))
