"""Small pages for the audit's browser: one that nothing is wrong with, in Arabic and in English, and what is done to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

WORDS = {
    "ar": {"title": "المنارة القديمة", "skip": "انتقل إلى المقال", "text": "يدير المصباح برنامج جديد في البرج.", "play": "استمع", "next": "الجملة التالية", "link": "كل المقالات"},
    "en": {"title": "The old lighthouse", "skip": "Skip to the article", "text": "A new program turns the lamp.", "play": "Listen", "next": "Next sentence", "link": "All articles"},
}  # fmt: skip
STYLE = """
:root { color-scheme: light dark; }
body { margin: 1rem; color: #111; background: #fff; line-height: 1.5; font-size: 1.125rem; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a, button { color: #9cf; } }
:lang(ar) { line-height: 1.8; font-family: "Noto Naskh Arabic"; }
a, button { min-block-size: 44px; display: inline-block; padding: 0.5rem; color: #036; }
@media (prefers-color-scheme: dark) { a, button { color: #9cf; background: #111; } }
:focus-visible { outline: 3px solid currentcolor; }
.player { margin-block: 3rem; }
.controls[hidden] { display: none; }
.skip { position: absolute; inset-block-start: -99px; }
.skip:focus { position: static; }
.seg[aria-current] { text-decoration: underline; text-decoration-thickness: 2px; }
@media (forced-colors: active) { .seg[aria-current] { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
@media print { .player { display: none; } }
"""
SCRIPT = """
const audio = document.querySelector("audio");
if (audio) {
  audio.removeAttribute("controls");
  document.querySelector(".controls").hidden = false;
  document.querySelector("[data-do=toggle]").addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));
}
"""


def clean(lang: str, *, style: str = STYLE, script: str = SCRIPT) -> str:
    """The page that is as it should be."""
    w = WORDS[lang]
    direction = "rtl" if lang == "ar" else "ltr"
    return f"""<!DOCTYPE html>
<html lang="{lang}" dir="{direction}">
<head><meta charset="utf-8"><title>{w["title"]}</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><style>{style}</style></head>
<body>
<a class="skip" href="#main">{w["skip"]}</a>
<nav aria-label="{w["link"]}"><a href="page.html">{w["link"]}</a></nav>
<main id="main" tabindex="-1">
<h1><span class="seg" id="s1" data-begin="0">{w["title"]}</span></h1>
<section class="player" aria-label="{w["play"]}"><audio controls preload="metadata" src="sound.mp3"></audio>
<div class="controls" hidden><button type="button" data-do="toggle">{w["play"]}</button></div></section>
<div class="body"><p><span class="seg" id="s2" data-begin="1000">{w["text"]}</span></p><p><span class="seg" id="s3">{w["text"]} <bdi dir="ltr">+1 202-555-0143</bdi></span></p></div>
</main>
<script>{script}</script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Canary:
    """One defect."""

    code: str
    """What the audit must call it."""
    spoil: Callable[[str], str]
    langs: tuple[str, ...] = ("ar", "en")
    """Where it is a defect."""


def swap(old: str, new: str) -> Callable[[str], str]:
    def spoil(page: str) -> str:
        assert old in page, old
        return page.replace(old, new)

    return spoil


def styled(rules: str) -> Callable[[str], str]:
    return swap("</style>", f"{rules}</style>")


def scripted(lines: str) -> Callable[[str], str]:
    return swap("</script>", f"{lines}</script>")


CANARIES: Mapping[str, Canary] = {
    "set in the other direction": Canary("browser.direction", lambda page: page.replace("</style>", ("body { direction: rtl; }" if 'dir="ltr"><head' in page.replace("\n", "") else "body { direction: ltr; }") + "</style>")),
    "wider than a small window": Canary("browser.overflow", styled(".body p { inline-size: 900px; }")),
    "cut off when larger": Canary("browser.clipped", styled(".body p { block-size: 2.2rem; overflow: hidden; font-size: 1rem; } .body p { block-size: 40px; }")),
    "a small button": Canary("browser.targets", styled("button { min-block-size: 0; padding: 0; block-size: 14px; font-size: 10px; line-height: 1; }")),
    "spaced letters": Canary("browser.arabic", styled("p { letter-spacing: 0.1em; }"), ("ar",)),
    "slanted letters": Canary("browser.arabic", styled("p { font-style: italic; }"), ("ar",)),
    "set from the left": Canary("browser.arabic", styled("p { text-align: left; }"), ("ar",)),
    "lines too close": Canary("browser.arabic", styled(".body p, .body p * { line-height: 1.2; }"), ("ar",)),
    "it moves": Canary("browser.motion", styled("p { animation: a 3s infinite; } @keyframes a { to { margin-inline-start: 1px; } }")),
    "it scrolls smoothly": Canary("browser.motion", styled("html { scroll-behavior: smooth; }")),
    "marked by colour alone": Canary("browser.marked", styled(".seg[aria-current] { text-decoration: none; background: #ff0; color: #111; }")),
    "not marked in forced colours": Canary("browser.forced", lambda page: page.replace("@media (forced-colors: active)", "@media (width < 1px)").replace("text-decoration: underline; text-decoration-thickness: 2px;", "background: #ff0; color: #111;")),
    "the player is printed": Canary("browser.print", swap("@media print { .player { display: none; } }", "")),
    "text is not printed": Canary("browser.print", styled("@media print { #s2 { display: none; } }")),
    "it plays by itself": Canary("browser.autoplay", swap("<audio ", "<audio autoplay muted ")),
    "no player without the script": Canary("browser.plain", swap("<audio controls ", "<audio ")),
    "no text without the script": Canary("browser.plain", lambda page: scripted("document.querySelector('.body').hidden = false;")(page).replace('<div class="body">', '<div class="body" hidden>')),
    "a number turned round": Canary("browser.bidi", swap('<bdi dir="ltr">+1 202-555-0143</bdi>', "+1 202-555-0143"), ("ar",)),
    "C++ turned round": Canary("browser.bidi", swap('<bdi dir="ltr">+1 202-555-0143</bdi>', "C++"), ("ar",)),
    "it jumps while it loads": Canary("browser.shift", scripted("setTimeout(() => { const late = document.createElement('div'); late.style.blockSize = '300px'; document.body.prepend(late); }, 30);")),
    "sound that cannot be entered": Canary("browser.seek", swap('src="sound.mp3"', 'src="broken.mp3"')),
    "the skip link is not first": Canary("browser.skip", swap('<a class="skip"', '<a href="page.html">1</a><a class="skip"')),
    "the skip link leads nowhere": Canary("browser.skip", swap('id="main" tabindex="-1"', 'id="other" tabindex="-1"')),
    "no outline": Canary("browser.focus", styled(":focus, :focus-visible { outline: none; }")),
    "a thin outline": Canary("browser.focus", styled(":focus-visible { outline: 1px solid; }")),
    "a stop that is not seen": Canary("browser.focus", styled("button { opacity: 0; }")),
    "a stop behind a bar": Canary("browser.covered", lambda page: styled(".bar { position: fixed; inset: 0; pointer-events: auto; background: #fffa; }")(page).replace("</main>", "</main><div class='bar'></div>")),
    "a trap": Canary("browser.trap", scripted("document.querySelector('button').addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); });")),
    "a button without a name": Canary("browser.names", lambda page: page.replace('data-do="toggle">', 'data-do="toggle"><span hidden>').replace("</button>", "</span></button>")),
    "an English name in Arabic": Canary("browser.names", swap(f">{WORDS['ar']['play']}</button>", ">Play</button>"), ("ar",)),
    "a region with an English name in Arabic": Canary("browser.names", swap(f'aria-label="{WORDS["ar"]["play"]}"', 'aria-label="Listen to this article"'), ("ar",)),
    "a group with a name in another script": Canary("browser.names", lambda page: page.replace('<div class="body">', f'<div class="body" role="group" aria-label="{WORDS["en" if "rtl" in page else "ar"]["title"]}">')),
    "a note with a name in another script": Canary("browser.names", lambda page: page.replace("</main>", f'<p role="note" aria-label="{WORDS["en" if "rtl" in page else "ar"]["title"]}">1</p></main>')),
    "no script": Canary("browser.player", swap(SCRIPT, "")),
    "a button that does nothing": Canary("browser.player", swap("addEventListener", "removeEventListener")),
    "a button that does not stop": Canary("browser.player", swap("audio.pause()", "audio.play()")),
    "a part that speaks up while it plays": Canary("browser.live", scripted("audio.addEventListener('play', () => document.querySelector('h1').setAttribute('aria-live', 'polite'));")),
    "a request that leaves": Canary("browser.request", swap("</main>", '<img alt="" src="http://127.0.0.1:9/a.png"></main>')),
    "an answer that is missing": Canary("browser.response", swap("</main>", '<img alt="" src="missing.png"></main>')),
    "a script that complains": Canary("browser.console", scripted("console.error('no');")),
    "faint text": Canary("axe.color-contrast", styled(".body p { color: #aaa; }")),
    "faint text in the dark": Canary("axe.color-contrast", styled("@media (prefers-color-scheme: dark) { .body p { color: #444; } }")),
    "a faint marked sentence": Canary("axe.color-contrast", styled(".seg[aria-current] { background: #bbb; color: #999; }")),
    "a picture without a text": Canary("axe.image-alt", swap("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></main>')),
    "two things of one name": Canary("axe.landmark-unique", lambda page: page.replace("<main ", f'<nav aria-label="{WORDS["ar" if "rtl" in page else "en"]["link"]}"><a href="page.html">a</a></nav><main ')),
}  # fmt: skip
