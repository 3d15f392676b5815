"""Checks of translations, and repairs: what a person should look at before publishing, with codes."""

from pipeline.check.agreement import bound_for, calibrated_bound, similarity
from pipeline.check.checks import CHECKS, faults
from pipeline.check.edits import Edit, moved_marks
from pipeline.check.pair import Fault, Gate, Name, Pair
from pipeline.check.repair import REPAIRS, Repaired, repair
from pipeline.check.stage import Check, Repair

__all__ = [
    "CHECKS",
    "REPAIRS",
    "Check",
    "Edit",
    "Fault",
    "Gate",
    "Name",
    "Pair",
    "Repair",
    "Repaired",
    "bound_for",
    "calibrated_bound",
    "faults",
    "moved_marks",
    "repair",
    "similarity",
]
