"""The stylesheets of a tree: nothing that harms a script, a direction or a person who uses the keyboard."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.verify.model import Fault, Published, Rule
from pipeline.verify.own import OwnTool

PARSE = Rule("style.parse", "a stylesheet can be read", "CSS Syntax Level 3", "Mend the sheet at that line.")
PHYSICAL = Rule(
    "style.physical",
    "sides are named by the direction of the text: start and end, not left and right",
    "CSS Logical Properties Level 1",
    "Use the logical property or value.",
)
SPACING = Rule(
    "style.spacing",
    "letters of joined scripts are not set apart",
    "CSS Text Level 3 §8.2.1",
    "Limit `letter-spacing` to `[data-spaced]`, which only pages of other scripts have.",
)
ITALIC = Rule(
    "style.italic",
    "Arabic is not set in a slanted face, which it does not have",
    "W3C Arabic & Persian Layout Requirements",
    "Remove `font-style`, or limit it with `:lang()`.",
)
OUTLINE = Rule(
    "style.outline",
    "what has the focus shows it",
    "WCAG 2.4.7",
    "Leave the outline, or limit its removal to what is no Tab stop.",
)
EXTERNAL = Rule(
    "style.external",
    "a stylesheet loads nothing from outside the tree",
    "Editions: no request leaves the tree",
    "Put the file into the tree.",
)
MOTION = Rule(
    "style.motion",
    "what moves stops for readers who ask for less motion",
    "WCAG 2.3.3",
    "Put it into `@media (prefers-reduced-motion: no-preference)`.",
)
RULES = (PARSE, PHYSICAL, SPACING, ITALIC, OUTLINE, EXTERNAL, MOTION)

_SIDED = re.compile(
    r"(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)(-\w+)?"
    r"|left|right|border-(top|bottom)-(left|right)-radius|direction"
)
_ALIGNED = {"text-align", "text-align-last", "float", "clear", "caption-side"}
_FOUR = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
_LIMITED = re.compile(r"\[data-spaced\]|:lang\((?!ar|fa|ur|ps|ckb|sd|ug)")
_NO_STOP = re.compile(r"^(main|\[tabindex=\"?-1\"?\]|\.live \.seg\[aria-current\])(:focus(-visible)?)?$")
_AWAY = re.compile(r"([a-z][a-z0-9+.\-]*:|//)(?!data:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration, and where it stands."""

    media: str
    """The at-rules around it."""
    selector: str
    name: str
    value: str
    line: int

    @property
    def text(self) -> str:
        return f"{self.media} {self.selector} {{ {self.name}: {self.value} }}".strip()


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all sheets that the manifest lists."""
    for path in sheets(tree):
        yield from examine(path, tree.read(path).decode("utf-8", "replace"))


def sheets(tree: Published) -> tuple[str, ...]:
    return tuple(path for path in tree.files if path.endswith(".css"))


def examine(path: str, sheet: str) -> Iterator[Fault]:
    """The faults of one sheet; `path` is what their places are called."""
    found, broken = declarations(sheet)
    for line, message in broken:
        yield PARSE.fault(f"{path}: line {line}", message)
    calm = {each.selector for each in found if "prefers-reduced-motion: reduce" in each.media}
    for each in found:
        for rule in _wrong(each, calm):
            yield rule.fault(f"{path}: line {each.line}", "", each.text)
    for line, address in _addresses(sheet):
        if _AWAY.match(address) and not address.startswith("data:"):
            yield EXTERNAL.fault(f"{path}: line {line}", "", address)


def _wrong(each: Declaration, calm: set[str]) -> Iterator[Rule]:
    if _is_sided(each):
        yield PHYSICAL
    if (
        each.name == "letter-spacing"
        and each.value not in {"normal", "0"}
        and not _LIMITED.search(each.selector)
    ):
        yield SPACING
    if (
        each.name == "font-style"
        and each.value not in {"normal", "inherit"}
        and not _LIMITED.search(each.selector)
    ):
        yield ITALIC
    hides = each.name in {"outline", "outline-style", "outline-width"} and each.value.split()[0] in {
        "none",
        "0",
    }
    if hides and not all(_NO_STOP.match(part.strip()) for part in each.selector.split(",")):
        yield OUTLINE
    moves = each.name in {"animation", "animation-name", "transition"} and each.value != "none"
    moves = moves or (each.name, each.value) == ("scroll-behavior", "smooth")
    if moves and "prefers-reduced-motion: no-preference" not in each.media and each.selector not in calm:
        yield MOTION


def _is_sided(each: Declaration) -> bool:
    sides = each.value.split()
    four = each.name in _FOUR and len(sides) == 4 and sides[1] != sides[3]
    aligned = each.name in _ALIGNED and bool(set(sides) & {"left", "right"})
    return bool(_SIDED.fullmatch(each.name)) or four or aligned


def declarations(sheet: str) -> tuple[list[Declaration], list[tuple[int, str]]]:
    """All declarations at any depth in their order, and line and message of what cannot be read."""
    import tinycss2  # type: ignore[import-untyped]  # publishes no types

    broken: list[tuple[int, str]] = []
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return list(_of(rules, "", "", broken)), broken


def _of(
    rules: Sequence[Any], media: str, selector: str, broken: list[tuple[int, str]]
) -> Iterator[Declaration]:
    import tinycss2

    for rule in rules:
        if rule.type == "error":
            broken.append((rule.source_line, rule.message))
        elif rule.type == "declaration":
            value = " ".join(tinycss2.serialize(rule.value).lower().split())
            yield Declaration(media, selector, rule.lower_name, value, rule.source_line)
        elif rule.content is not None:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            prelude = " ".join(tinycss2.serialize(rule.prelude).split())
            at = rule.type == "at-rule"
            around = f"{media} @{rule.at_keyword} {prelude}".strip() if at else media
            yield from _of(inner, around, selector if at else f"{selector} {prelude}".strip(), broken)


def _addresses(sheet: str) -> Iterator[tuple[int, str]]:
    """Line and address of each `url()` and `@import`."""
    import tinycss2

    yield from _named(tinycss2.parse_component_value_list(sheet, skip_comments=True))


def _named(tokens: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """Of these tokens and all within them; the string right after `@import` is an address too."""
    imports = False
    for token in tokens:
        if token.type == "url" or (imports and token.type == "string"):
            yield token.source_line, token.value
        elif token.type == "function" and token.lower_name in {"url", "image-set", "src"}:
            yield from ((part.source_line, part.value) for part in token.arguments if part.type == "string")
        else:
            yield from _named(getattr(token, "content", None) or getattr(token, "arguments", None) or ())
        is_import = token.type == "at-keyword" and token.lower_value == "import"
        imports = is_import or (imports and token.type == "whitespace")


def addresses(sheet: str) -> list[str]:
    """What a sheet loads, as it names it."""
    return [address for _, address in _addresses(sheet)]


STYLES = OwnTool("style", RULES, find, lambda tree: len(sheets(tree)))
