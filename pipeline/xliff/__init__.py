"""XLIFF 1.2, the format that translators' tools share: trans-units in and out, nothing of our own in it.

Only what travels between us and a translator is read: source, target, its state, the inline `<g>`
elements and notes. Weblate and OmegaT both keep the states of 1.2.
"""

from pipeline.xliff.document import DONE, Alternative, Document, Note, Span, Unit
from pipeline.xliff.reading import read
from pipeline.xliff.writing import merge, write

__all__ = ["DONE", "Alternative", "Document", "Note", "Span", "Unit", "merge", "read", "write"]
