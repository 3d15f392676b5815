"""What only a browser can tell: axe in every mode, and the project's own assertions."""

from pipeline.verify.browser.axe import Axe
from pipeline.verify.browser.looks import Looks

__all__ = ["Axe", "Looks"]
