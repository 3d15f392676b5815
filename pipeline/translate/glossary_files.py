"""Glossaries from files of tab-separated values, from those that come with the product, and from CLDR.

A file has the columns `source target variants type case note`, named in its first line. `target` is `=` for
what is never translated; `variants` are parted by `|`; `type` is one of name, place, org, term (the default);
`case` is `exact` (the default of names, places and organisations) or `any`. Lines that begin with `#` and
empty lines are passed over. A file named `<anything>.<lang>.tsv` or `<lang>.tsv` is for that language.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.errors import UnknownLanguageError, UsageError
from pipeline.language import Lang
from pipeline.messages import locales_folder
from pipeline.translate.gazetteer import countries_and_capitals
from pipeline.translate.glossary import NAMES, Case, Glossary, Kind, Term, plus

_T = TypeVar("_T", Kind, Case)

COLUMNS = ("source", "target", "variants", "type", "case", "note")
NEVER = "="
"""The target of what is never translated."""
_NEEDED = 2
_KINDS: tuple[Kind, ...] = ("name", "place", "org", "term")
_CASES: tuple[Case, ...] = ("exact", "any")
_STARTER_SOURCE = "en"
"""The language that the glossaries of the product translate from."""


def glossary_for(files: Sequence[Path], source: Lang, target: Lang) -> Glossary:
    """The glossary of a pair: the files of the user that are for it, the product's own, then CLDR's names.

    Where they disagree, the first one wins. Raises `UsageError` naming file and line.
    """
    own = [read_terms(path) for path in files if _is_for(path, target)]
    return plus(*own, _starter(source, target), countries_and_capitals(source, target))


def check_glossaries(files: Sequence[Path], targets: Sequence[Lang]) -> None:
    """Reads all files. Raises `UsageError` for a fault in one, or for translations in a file whose name does
    not tell the language where there are several."""
    for path in files:
        terms = read_terms(path)
        if language_of(path) is None and len(targets) > 1 and any(term.target for term in terms):
            raise UsageError(
                "does not tell its language, and there are several.",
                place=str(path),
                remedy=f"Name it {path.stem}.{targets[0]}.tsv.",
            )


def read_terms(path: Path) -> tuple[Term, ...]:
    """The entries of a file. Raises `UsageError` naming file and line."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{error.strerror}.", place=str(path), remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8.", place=str(path), remedy="Save it as UTF-8.") from error
    return tuple(_terms(path, text))


def language_of(path: Path) -> Lang | None:
    """The language that a file's name tells: `names.pt-BR.tsv`, `es.tsv`."""
    tag = path.stem.rpartition(".")[2]
    try:
        return Lang.parse(tag) if path.suffix == ".tsv" else None
    except UnknownLanguageError:
        return None


def _is_for(path: Path, target: Lang) -> bool:
    told = language_of(path)
    return told is None or told == target or told.tag == target.base


def _starter(source: Lang, target: Lang) -> tuple[Term, ...]:
    """What comes with the product for a language, the region's own file first."""
    if source.base != _STARTER_SOURCE:
        return ()
    folder = locales_folder() / "glossary"
    names = dict.fromkeys((target.tag, target.base))
    return tuple(
        term
        for name in names
        if (folder / f"{name}.tsv").is_file()
        for term in read_terms(folder / f"{name}.tsv")
    )


def _terms(path: Path, text: str) -> Iterator[Term]:
    seen: dict[tuple[str, Case], int] = {}
    lines = ((number, line) for number, line in enumerate(io.StringIO(text), 1) if _says_something(line))
    number, heading = next(lines, (1, ""))
    if tuple(heading.strip().split("\t"))[:_NEEDED] != COLUMNS[:_NEEDED]:
        raise _fault(path, number, "is no heading", f"Begin with: {' '.join(COLUMNS)} (tabs between).")
    for number, line in lines:
        term = _term(path, number, line)
        first = seen.setdefault((term.source, term.case), number)
        if first != number:
            raise _fault(path, number, f"{term.source!r} stands in line {first} already", "Keep one of them.")
        yield term


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _term(path: Path, number: int, line: str) -> Term:
    cells = next(csv.reader([line.rstrip("\r\n")], delimiter="\t", quoting=csv.QUOTE_NONE))
    cells = [" ".join(cell.split()) for cell in cells]
    if len(cells) > len(COLUMNS):
        raise _fault(path, number, f"has {len(cells)} columns", f"There are {len(COLUMNS)}.")
    source, target, variants, kind, case, _ = cells + [""] * (len(COLUMNS) - len(cells))
    if not source or not target:
        raise _fault(path, number, "lacks source or target", f"Write {NEVER} for what is never translated.")
    if target == NEVER and variants:
        raise _fault(path, number, "has variants, but is never translated", "Clear one of the two.")
    chosen = _one_of(path, number, kind or "term", _KINDS)
    default: Case = "exact" if chosen in NAMES or target == NEVER else "any"
    return Term(
        source,
        "" if target == NEVER else target,
        tuple(form.strip() for form in variants.split("|") if form.strip()),
        chosen,
        _one_of(path, number, case or default, _CASES),
    )


def _one_of(path: Path, number: int, said: str, known: Sequence[_T]) -> _T:
    for one in known:
        if one == said:
            return one
    raise _fault(path, number, f"{said!r} is not one of {', '.join(known)}", "Correct the column.")


def _fault(path: Path, number: int, what: str, remedy: str) -> UsageError:
    return UsageError(f"{what}.", place=f"{path}:{number}", remedy=remedy)
