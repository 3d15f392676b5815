"""Arabic on its way to the voice: vowelled, respelled for the engine, spoken, with times for what is shown."""

from pipeline.narrate.arabic.narrator import VowelledNarrator
from pipeline.narrate.arabic.respell import respelled
from pipeline.narrate.arabic.vowel import Vowelled, vowelled

__all__ = ["Vowelled", "VowelledNarrator", "respelled", "vowelled"]
