"""Segments -> targets: the memory first, then the best engine, else the source's own words, marked."""

from pipeline.translate.memory import Memory, load_memory, shared_memory
from pipeline.translate.stage import Translate

__all__ = ["Memory", "Translate", "load_memory", "shared_memory"]
