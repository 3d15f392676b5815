"""Trees with exactly one defect: for each code of the audit's own rules one that must be found."""

from tests.verify.canaries.books import BOOKS
from tests.verify.canaries.canary import Canary
from tests.verify.canaries.pages import PAGES
from tests.verify.canaries.sounds import SOUNDS
from tests.verify.canaries.trees import TREES

__all__ = ["CANARIES", "Canary"]

CANARIES: tuple[Canary, ...] = (*PAGES, *SOUNDS, *BOOKS, *TREES)
