"""Targets -> track: what is spoken, in which order, with which pauses, and the sound file of it."""

from pipeline.narrate.encode import ENCODINGS
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.stage import Narrate

__all__ = ["ENCODINGS", "Narrate", "Pauses"]
