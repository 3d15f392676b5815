"""The translator's round trip: files out, finished units back in, and where each article stands."""

from pipeline.review.accept import Outcome, Refusal, accept
from pipeline.review.export import Exported, export
from pipeline.review.status import Change, Standing, Status, status
from pipeline.review.take_in import SUFFIXES, Taken, exit_code, take_in

__all__ = [
    "SUFFIXES", "Change", "Exported", "Outcome", "Refusal", "Standing", "Status", "Taken",
    "accept", "exit_code", "export", "status", "take_in",
]  # fmt: skip
