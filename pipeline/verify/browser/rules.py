"""What the browser is asked that no tool asks."""

from pipeline.verify.model import Rule

_STYLE = "Mend the style sheet."
_MARKUP = "Mend the markup."


def _rule(code: str, demand: str, source: str, remedy: str = _STYLE) -> Rule:
    return Rule(f"browser.{code}", demand, source, remedy)


RULES = {
    rule.code.partition(".")[2]: rule
    for rule in (
        _rule("direction", "the page is set in the direction that it tells", "WCAG 1.3.2", _MARKUP),
        _rule("overflow", "nothing is wider than a window of 320 px", "WCAG 1.4.10"),
        _rule("clipped", "no text is cut off, at 200 % or with wider spacing", "WCAG 1.4.4, 1.4.12"),
        _rule("targets", "what can be pressed is at least 24 by 24 px", "WCAG 2.5.8"),
        _rule("arabic", "Arabic is neither spaced nor slanted nor set from the left, its lines 1.7 to 1.9 high", "Arabic layout"),
        _rule("motion", "nothing moves for readers who asked for less motion", "WCAG 2.3.3"),
        _rule("marked", "the sentence being read differs by more than its colour", "WCAG 1.4.1"),
        _rule("forced", "the sentence being read can be told in forced colours", "WCAG 1.4.1"),
        _rule("print", "the whole text is printed, and no player", "Editions: a page is also paper"),
        _rule("autoplay", "no sound plays by itself", "WCAG 1.4.2", _MARKUP),
        _rule("plain", "without the script there are the whole text and the browser's own player", "Editions: works without scripts", _MARKUP),
        _rule("player", "with the script the page's own controls show, and a press of the button plays", "WCAG 2.1.1, Editions: own controls", "Build the tree again."),
        _rule("live", "no part of the page speaks up by itself while the narration plays", "WCAG 4.1.3", "Remove `aria-live`, and the roles that imply it."),
        _rule("bidi", "telephone numbers, signs and C++ are drawn from left to right", "UAX 9", 'Put them into <bdi dir="ltr">.'),
        _rule("shift", "nothing moves while the page loads", "Cumulative Layout Shift"),
        _rule("seek", "the narration can be entered anywhere", "HTTP ranges", "Serve files with Range support."),
        _rule("skip", "the skip link is the first stop, and its target takes the focus", "WCAG 2.4.1", _MARKUP),
        _rule("focus", "every stop of the keyboard is seen, with an outline of at least 2 px", "WCAG 2.4.7, 2.4.11"),
        _rule("covered", "no stop of the keyboard is hidden behind the player", "WCAG 2.4.11"),
        _rule("trap", "the keyboard leaves every element again", "WCAG 2.1.2", "Let Tab pass."),
        _rule("names", "everything that can be operated has a name, and all names are in the language of the page", "WCAG 4.1.2, 3.1.2", _MARKUP),
        _rule("request", "no request leaves the tree", "Editions: offline", "Bring the file into the tree."),
        _rule("response", "every request is answered", "Editions: whole trees", "Build the edition again."),
        _rule("console", "the page's scripts run without a complaint", "Editions: quiet scripts", "Mend the script."),
    )
}  # fmt: skip
FONT = Rule(
    "browser.font",
    "Arabic is drawn by a font made for it",
    "Editions: Naskh",
    "Install an Arabic font (fonts-noto-core), or ship one: `fonts` in editions.toml.",
    "warning",
)
