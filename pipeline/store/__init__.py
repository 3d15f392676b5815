"""The output tree: one writer at a time, each edition whole or not at all, the manifest last."""

from pipeline.store.tree import MANIFEST, Tree
from pipeline.store.writing import json_bytes, save

__all__ = ["MANIFEST", "Tree", "json_bytes", "save"]
