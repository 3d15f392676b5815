"""What the checks make of a machine's words."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import MACHINE_MADE, Edition


def settle(editions: Sequence[Edition]) -> Sequence[Edition]:
    """The stage after the checks: machine text without a warning is `checked`, with one it is `machine`. Idempotent."""
    return tuple(_settled(edition) for edition in editions)


def _settled(edition: Edition) -> Edition:
    warned = {found.place for found in edition.findings if found.severity != "note"}
    targets = tuple(
        replace(target, state="machine" if target.segment_id in warned else "checked")
        if target.state in MACHINE_MADE
        else target
        for target in edition.targets
    )
    return edition.but(targets=targets)
