"""An audit as a page that can be read by everybody: one file, no script, no request, and no clock in it."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from pipeline.errors import UnknownLanguageError
from pipeline.language import Lang
from pipeline.messages import words
from pipeline.render.chrome import Chrome
from pipeline.render.inline import isolated, tongue
from pipeline.render.templating import asset, html
from pipeline.store import save
from pipeline.verify.audit import Audit
from pipeline.verify.model import Fault, Published
from pipeline.verify.tools import rules

PAGE = "audit.html"
_SHOWN = 50
"""Places of one code; the others are in the JSON."""
_TOOLS_SPEAK = Lang("en")


@dataclass(frozen=True, slots=True)
class Group:
    """All places with the same code."""

    code: str
    severity: str
    demand: str
    """Empty for a rule of a foreign tool."""
    source: str
    remedy: str
    shown: tuple[Fault, ...]
    more: Markup
    """How many places there are besides; empty where there are none."""


def keep(done: Audit, path: Path) -> None:
    """Writes the page; the empty path stands for `audit.html` in the tree. Raises `OutputError`."""
    save(done.out / PAGE if path == Path() else path, audit_page(done))


def audit_page(done: Audit) -> bytes:
    """The page, in the language of the tree's front page; the same audit gives the same bytes."""
    w = Chrome(words(_lang_of(done.out)), _TOOLS_SPEAK)
    style = asset("review.css").decode()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    values = {
        "style": Markup(style),
        "style_hash": f"sha256-{digest}",
        "summary": _summary(done, w),
        "english": tongue(_TOOLS_SPEAK if w.lang != _TOOLS_SPEAK else None),
        "tool_lang": _TOOLS_SPEAK,
        "marked": _marked,
        "ran": [result for result in done.results if result.ran],
        "absent": [result for result in done.results if not result.ran],
        "groups": tuple(_groups(done, w)),
        # Translators: how grave it is what an audit found
        "severities": {"error": w("Error"), "warning": w("Warning")},
    }
    return html("audit.html", w, w.lang, values)


def _lang_of(out: Path) -> Lang:
    """The language of the front page; English where it tells none."""
    try:
        return Lang.parse(Published(out).page("index.html").root.get("lang") or "en")
    except UnknownLanguageError:
        return _TOOLS_SPEAK


def _summary(done: Audit, w: Chrome) -> Markup:
    if not done.faults:
        return w("Nothing was found.")
    errors = w.count("{n} error", "{n} errors", done.errors)
    return w.listed([errors, w.count("{n} warning", "{n} warnings", done.warnings)])


def _groups(done: Audit, w: Chrome) -> Iterator[Group]:
    known = {rule.code: rule for rule in rules()}
    for (severity, code), group in groupby(done.faults, key=lambda fault: (fault.severity, fault.code)):
        faults = tuple(group)
        rule = known.get(code) or known.get(code.partition(".")[0] + ".*")
        yield Group(
            code,
            severity,
            rule.demand if rule else "",
            rule.source if rule else "",
            faults[0].remedy,
            faults[:_SHOWN],
            _more(len(faults[_SHOWN:]), w),
        )


def _more(n: int, w: Chrome) -> Markup:
    # Translators: of the places where something was found, those that the list does not show
    return w.count("And {n} more place.", "And {n} more places.", n) if n else Markup("")


def _marked(text: str) -> Markup:
    """What stands between backticks as code."""
    parts = (isolated(part, _TOOLS_SPEAK, _TOOLS_SPEAK) for part in text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )
