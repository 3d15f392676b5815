"""Targets -> track: what is spoken, in which order, with which pauses, and the sound file of it."""

from pipeline.narrate.arabic import VowelledNarrator
from pipeline.narrate.encode import ENCODINGS
from pipeline.narrate.foreign import MixedNarrator, is_latin
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.say import Lexicon, load_lexicon
from pipeline.narrate.stage import Narrate

__all__ = [
    "ENCODINGS",
    "Lexicon",
    "MixedNarrator",
    "Narrate",
    "Pauses",
    "VowelledNarrator",
    "is_latin",
    "load_lexicon",
]
