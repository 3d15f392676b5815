"""The output tree: one writer at a time, each edition whole or not at all, the manifest last."""

from pipeline.store.packed import Packed, PackedMapping
from pipeline.store.tree import MANIFEST, Tree
from pipeline.store.writing import digest_of, json_bytes, save

__all__ = ["MANIFEST", "Packed", "PackedMapping", "Tree", "digest_of", "json_bytes", "save"]
