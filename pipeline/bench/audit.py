"""What an audit finds and costs, which seeded defects it catches, and what a page weighs: on the article's own tree."""

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pipeline
from pipeline.bench.figure import Figure
from pipeline.bench.subject import PORTUGUESE, Subject
from pipeline.errors import EditionsError, SetupError
from pipeline.publish import publish
from pipeline.verify import Audit, Published, Result, toolbox
from pipeline.verify import audit as run_audit
from pipeline.verify.browser.modes import ALL

NO_TREE = "no edition of the article could be made: editions build SOURCE tells why"
NO_CANARIES = "the seeded defects are in the checkout: measure there, after make test"
CANARIES = ("test_canaries.py", "test_feeds.py", "test_issues.py", "test_sound.py", "test_browser.py")
"""Of `tests/verify`: each test with "defect" in its name spoils a tree or a page in one place."""
_DEADLINE = 1_800.0
"""Seconds for all of them."""


def audit(subject: Subject) -> Iterator[Figure]:
    """Faults and seconds a tool, defects caught, octets of pages, style and scripts."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            out = _tree(subject, Path(folder))
        except EditionsError as error:
            yield Figure("audit", str(error))
            return
        yield from told(run_audit(out))
        yield from weights(Published(out))
    yield caught(Path(pipeline.__file__).parents[1])


def _tree(subject: Subject, folder: Path) -> Path:
    """The article in its own language and in Portuguese, where something translates; with sound, where something speaks.

    Raises `EditionsError` where nothing was made.
    """
    audio = subject.options.audio if subject.voices else "none"
    options = replace(
        subject.options, to=(PORTUGUESE,), out=folder / "out", cache=folder / "cache", audio=audio
    )
    publish([subject.source], options)
    if not Published(options.out).editions:
        raise EditionsError(NO_TREE)
    return options.out


def told(done: Audit) -> Iterator[Figure]:
    """A figure a tool; of axe one a mode besides."""
    for result in done.results:
        what = f"audit, {result.tool}"
        if not result.ran:
            yield Figure(what, f"{result.absent} {result.remedy}".strip())
        elif result.things:
            each = f"{result.seconds / result.things:.3f} s each"
            note = f"{result.things} looked at; {result.version}"
            yield Figure(what, f"{_counted(len(result.faults), 'fault')}, {each}", note=note)
        if result.ran and result.tool == "axe":
            yield from _modes(result)


def _modes(result: Result) -> Iterator[Figure]:
    """What is wrong in several modes counts in the first."""
    for mode in ALL:
        found = sum(f": {mode.name}, " in fault.place for fault in result.faults)
        yield Figure(f"audit, axe, {mode.name}", _counted(found, "violation"))


def weights(tree: Published) -> Iterator[Figure]:
    """What a reader's browser loads for a page, but for the sound."""
    for edition in tree.editions:
        data = tree.read(edition.page)
        yield Figure(f"page, {edition.slug}, {edition.lang}", _octets(data), note="HTML")
    styles = [tree.read(path) for path in tree.files if path.endswith(".css")]
    scripts = [path for path in tree.files if path.endswith(".js")]
    yield Figure("page, style", _octets(b"".join(styles)), note="CSS, for all pages")
    yield Figure(
        "page, scripts",
        _octets(b"".join(map(tree.read, scripts))),
        note=f"{len(scripts)} files as they are written",
    )
    yield _minified([tree.path(path) for path in scripts])


def _octets(data: bytes) -> str:
    packed = len(gzip.compress(data, 9, mtime=0))
    return f"{len(data) / 1000:.1f} kB, {packed / 1000:.1f} kB by gzip"


def _minified(paths: list[Path]) -> Figure:
    what, terser = "page, scripts, minified", toolbox.npm_file("terser", "bin/terser")
    if not (toolbox.node() and terser.is_file()):
        return Figure(what, f"terser is not installed: {toolbox.npm_command('terser')}")
    command = [toolbox.node(), str(terser), "--compress", "--mangle", "--"]
    small = [toolbox.run([*command, str(path)], 60.0).stdout for path in paths]
    return Figure(what, _octets(b"".join(small)), note="terser, without comments and with short names")


def caught(checkout: Path) -> Figure:
    """How many of the seeded defects the audit finds: the tests of the checkout, run for real."""
    what, folder = "audit, seeded defects", checkout / "tests" / "verify"
    if not folder.is_dir():
        return Figure(what, NO_CANARIES)
    files = [str(folder / name) for name in CANARIES]
    command = [sys.executable, "-m", "pytest", f"--rootdir={checkout}", "-k", "defect", *files]
    try:
        said = toolbox.run(command, _DEADLINE).stdout.decode("utf-8", "replace")
    except SetupError as error:
        return Figure(what, str(error))
    found, missed = (
        sum(map(int, re.findall(rf"(\d+) {word}", said))) for word in ("passed", "(?:failed|error)")
    )
    if not found + missed:
        return Figure(what, NO_CANARIES)
    return Figure(
        what, f"{found} of {found + missed} caught", note="each in Arabic and in a left-to-right language"
    )


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
