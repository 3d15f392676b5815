"""Segments -> targets: the memory first, then the best engine, else the source's own words, marked."""

from pipeline.translate.ask import Question
from pipeline.translate.database import Database, Remembered, Similar, remembered
from pipeline.translate.glossary import Glossary, with_contractions
from pipeline.translate.glossary_files import check_glossaries, glossary_for
from pipeline.translate.ladder import Ladder
from pipeline.translate.memory import Memory, is_finished, load_memory, shared_memory, source_hash
from pipeline.translate.stage import Translate
from pipeline.translate.states import settle

__all__ = [
    "Database",
    "Glossary",
    "Ladder",
    "Memory",
    "Question",
    "Remembered",
    "Similar",
    "Translate",
    "check_glossaries",
    "glossary_for",
    "is_finished",
    "load_memory",
    "remembered",
    "settle",
    "shared_memory",
    "source_hash",
    "with_contractions",
]
