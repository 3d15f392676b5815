"""Languages and directions: of the page, of its parts, of what stands in another script."""

import re
from collections.abc import Iterator

from pipeline.verify.model import Fault, Rule, said, select, values
from pipeline.verify.structure.opened import Opened, Text, texts
from pipeline.verify.tags import direction, foreign, is_tag

LANG = Rule(
    "page.lang",
    "a page tells its language, and it is that of its edition",
    "WCAG 3.1.1",
    "Give `html` the `lang` of the edition.",
)
TAG = Rule(
    "page.lang-tag",
    "each `lang` and `hreflang` is a well-formed language tag that CLDR knows",
    "WCAG 3.1.2, BCP 47",
    "Write a tag such as ar, pt-BR or und-Latn.",
)
DIR = Rule(
    "page.dir",
    "the direction of a page is that of its language",
    "WCAG 1.3.2",
    "Give `html` the `dir` that CLDR tells for its language.",
)
DIR_PART = Rule(
    "page.dir-part",
    "words in a language of the other direction stand apart with their own `dir`",
    "WCAG 1.3.2",
    "Give the element the `dir` of its language.",
)
FOREIGN = Rule(
    "page.foreign",
    "words in another script have an element around them with their own `lang`",
    "WCAG 3.1.2",
    "Put the words into an element with `lang`, so that a screen reader changes its voice.",
)
ISOLATE = Rule(
    "page.isolate",
    "figures with signs, telephone numbers and dates stand apart in a right-to-left line",
    "WCAG 1.3.2, UAX 9",
    'Put the figure, all of it, into `<bdi dir="ltr">`.',
)
BIDI = Rule(
    "page.bidi",
    "each bidirectional control that is opened in a piece of text is closed in it",
    "UAX 9",
    "Close or remove the control; an element with `dir` does the same without one.",
)
RULES = (LANG, TAG, DIR, DIR_PART, FOREIGN, ISOLATE, BIDI)

_FIGURE = re.compile(r"(?<!\w)[-+\u2212\u00b1]\d|(?<![\d.,+\-])\d+(?:-\d+){2,}")
_SIGN_AFTER = re.compile(r"[+#]")
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSES = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}


def check(opened: Opened) -> Iterator[Fault]:
    """Everything about languages that one page can get wrong."""
    yield from _whole(opened)
    yield from _tags(opened)
    yield from _parts(opened)
    for text in texts(opened.root):
        yield from _foreign(opened, text)
        yield from _figures(opened, text)
        yield from _controls(opened, text)


def _whole(opened: Opened) -> Iterator[Fault]:
    wanted = opened.edition.lang if opened.edition else opened.lang
    if not is_tag(opened.lang) or opened.lang != wanted:
        yield opened.fault(
            LANG, opened.root, f"`lang` must be {wanted or 'a language'}.", opened.lang or "none"
        )
    elif opened.root.get("dir") != direction(opened.lang):
        told = f"`dir` must be {direction(opened.lang)}."
        yield opened.fault(DIR, opened.root, told, opened.root.get("dir") or "none")


def _tags(opened: Opened) -> Iterator[Fault]:
    for node in opened.root.iter("*"):
        for name in ("lang", "hreflang", "srclang"):
            tag = node.get(name)
            told = tag is None or is_tag(tag) or (name == "hreflang" and tag == "x-default")
            if not told and node is not opened.root:
                yield opened.fault(TAG, node, f"`{name}` is not a language tag.", tag or "")


def _parts(opened: Opened) -> Iterator[Fault]:
    for node in select(opened.root, "/html/body//*[@lang]"):
        wanted, own = direction(node.get("lang")), node.get("dir")
        around = values(node, "ancestor::*[@dir][1]/@dir")
        inherited = "auto" if node.tag == "bdi" else (around[0] if around else "ltr")
        if (own or inherited) not in {wanted, "auto"}:
            yield opened.fault(DIR_PART, node, f"`dir` must be {wanted}.", said(node))


def _foreign(opened: Opened, text: Text) -> Iterator[Fault]:
    if text.holder.tag in {"head", "title", "html"} or not text.lang:
        return
    if found := foreign(text.text, text.lang):
        yield opened.fault(FOREIGN, text.holder, f"stands in a part whose language is {text.lang}.", found)


def _figures(opened: Opened, text: Text) -> Iterator[Fault]:
    if text.direction != "rtl":
        return
    found = _FIGURE.search(text.text)
    torn = text.after is not None and text.after.get("dir") == "ltr" and _SIGN_AFTER.match(text.text)
    if found or torn:
        yield opened.fault(ISOLATE, text.holder, evidence=text.text)


def _controls(opened: Opened, text: Text) -> Iterator[Fault]:
    opens: list[str] = []
    for control in _CONTROLS.findall(text.text):
        if control not in _CLOSES:
            opens.append(control)
        elif not opens or opens.pop() not in _CLOSES[control]:
            opens = [control]
            break
    if opens:
        told = "holds an unbalanced bidirectional control."
        yield opened.fault(BIDI, text.holder, told, text.text.encode("unicode_escape").decode())
