"""The picture that players show beside a narration."""

from pipeline.cover import SIDE, cover

__all__ = ["SIDE", "cover"]
