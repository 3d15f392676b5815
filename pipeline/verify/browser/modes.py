"""The ways in which a reader may look at a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
"""The overrides of WCAG 1.4.12. Arabic letters join, so that spacing between them has no meaning there."""
SPACED_ARABIC = SPACED.replace("letter-spacing: 0.12em !important;", "")


@dataclass(frozen=True, slots=True)
class Mode:
    """One of them."""

    name: str
    viewport: Mapping[str, int] = field(default_factory=lambda: WIDE)
    media: Mapping[str, Any] = field(default_factory=dict)
    """Playwright's media emulation."""
    text: float = 1.0
    """How much larger the text is set."""
    spaced: bool = False

    def enter(self, page: Any, direction: str) -> None:
        """Shows an opened page in this mode; the mode before it is left."""
        usual = {
            "media": "screen",
            "color_scheme": "light",
            "forced_colors": "none",
            "reduced_motion": "reduce",
        }
        page.emulate_media(**{**usual, **self.media})
        page.set_viewport_size(dict(self.viewport))
        rules = (SPACED_ARABIC if direction == "rtl" else SPACED) if self.spaced else ""
        size = f":root {{ font-size: {self.text:.0%} !important; }}" if self.text != 1 else ""
        page.evaluate("(text) => window.editionsAudit.restyle(text)", rules + size)


LIGHT = Mode("light")
DARK = Mode("dark", media={"color_scheme": "dark"})
FORCED = Mode("forced colours", media={"forced_colors": "active"})
SMALL = Mode("320 px", viewport=NARROW)
ZOOMED = Mode("400 % zoom", viewport={"width": 320, "height": 225})
"""1280 by 900 pixels, each four of the screen's: 320 by 225 of the page's."""
SPACING = Mode("text spacing", spaced=True)
LARGE = Mode("text at 200 %", text=2.0)
PRINT = Mode("print", media={"media": "print"})
ALL = (LIGHT, DARK, FORCED, SMALL, ZOOMED, SPACING, LARGE)
