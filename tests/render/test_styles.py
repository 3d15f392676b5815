"""The stylesheet: one for both directions, and nothing that harms a script or a reader."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import tinycss2  # type: ignore[import-untyped]  # publishes no types

from pipeline.render.templating import asset

PHYSICAL = re.compile(
    r"(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)(-\w+)?"
    r"|left|right|top|bottom|(min-|max-)?(width|height)|border-(top|bottom)-(left|right)-radius|direction"
)
ONE_SIDED = re.compile(r"\b(left|right)\b")


def declarations(sheet: str) -> Iterator[tuple[str, str, str]]:
    """Selector or at-rule, property and value of every declaration, at any depth."""
    yield from _of_rules("", tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _of_rules(around: str, rules: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        assert rule.type in {"qualified-rule", "at-rule"}, f"line {rule.source_line}: {rule}"
        selector = tinycss2.serialize(rule.prelude).strip()
        for inner in tinycss2.parse_blocks_contents(
            rule.content or [], skip_comments=True, skip_whitespace=True
        ):
            if inner.type == "declaration":
                yield f"{around} {selector}".strip(), inner.name, tinycss2.serialize(inner.value).strip()
            else:
                yield from _of_rules(selector, [inner])


def faults(sheet: str) -> list[str]:
    """What is wrong with a stylesheet."""
    found = []
    for selector, name, value in declarations(sheet):
        where = f"{selector} {{ {name}: {value} }}"
        sides = value.split()
        four_sided = name in {"margin", "padding", "inset"} and len(sides) == 4 and sides[1] != sides[3]
        aligned = name in {"text-align", "float", "clear"} and ONE_SIDED.search(value)
        if PHYSICAL.fullmatch(name) or four_sided or aligned:
            found.append(f"one-sided: {where}")
        spaced = name == "letter-spacing" and value != "normal" and selector not in MAY_SPACE_LETTERS
        if spaced or (name == "font-style" and value != "normal"):
            found.append(f"breaks Arabic: {where}")
        if name.startswith("outline") and value in {"none", "0"} and selector not in MAY_HIDE_OUTLINES:
            found.append(f"hides the focus: {where}")
        if "url(" in value:
            found.append(f"fetches: {where}")
    return found


MAY_HIDE_OUTLINES = {"main:focus", ".live .seg[aria-current]"}
"""The target of the skip link, which is no Tab stop, and the highlight, which has it back with the focus."""
MAY_SPACE_LETTERS = {'[data-set-ease="on"] [data-spaced] :is(.opening, .body)'}
"""`data-spaced` is on pages of scripts whose letters stand apart."""


def test_the_stylesheet_has_no_fault() -> None:
    assert faults(asset("editions.css").decode()) == []


@pytest.mark.parametrize(
    "bad",
    [
        "p { margin-left: 1em }", "p { left: 0 }", "p { text-align: left }", "p { float: right }",
        "p { width: 3em }", "p { margin: 0 1px 0 2px }", "@media print { p { padding-right: 1px } }",
        "p:lang(ar) { letter-spacing: 1px }", '[data-set-ease="on"] p { letter-spacing: 1px }', "em { font-style: italic }", "a:focus { outline: none }",
        "p { background: url(x.png) }", "p { direction: rtl }",
    ],
)  # fmt: skip
def test_the_lint_sees(bad: str) -> None:
    assert faults(bad) != []


def test_every_variable_is_defined() -> None:
    sheet = asset("editions.css").decode()
    defined = {name for _, name, _ in declarations(sheet) if name.startswith("--")}
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    assert used <= defined
    assert defined <= used


def test_colours_are_the_same_set_in_light_and_dark() -> None:
    found = {
        selector: {
            name for where, name, value in declarations(sheet) if where == selector and value.startswith("#")
        }
        for sheet in [asset("editions.css").decode()]
        for selector in (":root", "(prefers-color-scheme: dark) :root")
    }
    light, dark = found.values()
    assert light == dark != set()
