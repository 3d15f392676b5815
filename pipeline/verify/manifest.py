"""The tree and its list: every file is there, whole and the same, and no other is."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.store import MANIFEST
from pipeline.verify.model import REPORT, Fault, Printed, Published, Rule
from pipeline.verify.own import OwnTool

AGAIN = "Build the tree again."
MISSING = Rule("tree.missing", "every file of the manifest is there", "Editions: manifest.json", AGAIN)
CHANGED = Rule(
    "tree.changed",
    "every file has the size and the sha256 that the manifest tells",
    "Editions: manifest.json",
    AGAIN,
)
STRAY = Rule(
    "tree.stray",
    "the tree holds no file that the manifest does not list",
    "Editions: manifest.json",
    "Remove the file, or keep it outside the tree.",
)
TEMPORARY = Rule(
    "tree.temporary",
    "no temporary file of a stopped run is left",
    "Editions: whole or not at all",
    "Build the tree again: that sweeps it away.",
)
LINK = Rule(
    "tree.link",
    "the tree holds no symbolic link",
    "Editions: the tree is whole",
    "Put the file itself there.",
)
JSON = Rule("tree.json", "every JSON file of the tree is an object that can be read", "RFC 8259", AGAIN)
REPORTED = Rule(
    "tree.report",
    "`report.json` tells of the editions that are there what they are",
    "Editions: report.json",
    AGAIN,
)
RULES = (MISSING, CHANGED, STRAY, TEMPORARY, LINK, JSON, REPORTED)

AUDIT = ("audit.html", "audit.json")
"""What an audit may leave in the tree. It is in no manifest: it tells of one."""
_BESIDE = {MANIFEST, ".editions.lock", ".editions.journal", "README.md", *AUDIT}
"""What may stand at the top and is not published; the README of `outputs/` tells people what a build puts there."""
_TEMPORARY = ".editions-tmp"
"""What the name of a file, or of a folder around it, begins with while a run writes it."""


def find(tree: Published) -> Iterator[Fault]:
    """The faults of the files, then of the two lists."""
    yield from _listed(tree)
    yield from _there(tree)
    for path in (MANIFEST, *(path for path in tree.files if path.endswith(".json"))):
        if not _is_object(tree.read(path)):
            yield JSON.fault(path)
    yield from _report(tree)


def _listed(tree: Published) -> Iterator[Fault]:
    for path, entry in sorted(tree.manifest.get("files", {}).items()):
        if not tree.holds(path):
            yield MISSING.fault(path)
            continue
        data = tree.read(path)
        if (len(data), hashlib.sha256(data).hexdigest()) != (entry.get("size"), entry.get("sha256")):
            yield CHANGED.fault(path, f"has {len(data)} bytes, the manifest tells {entry.get('size')}.")


def _there(tree: Published) -> Iterator[Fault]:
    listed = set(tree.manifest.get("files", {})) | _BESIDE
    for path in sorted(tree.out.rglob("*")):
        name = path.relative_to(tree.out).as_posix()
        if path.is_symlink():
            yield LINK.fault(name, evidence=str(path.readlink()))
        elif not path.is_file() or name in listed:
            continue
        elif any(part.startswith(_TEMPORARY) for part in name.split("/")):
            yield TEMPORARY.fault(name)
        else:
            yield STRAY.fault(name)


def _is_object(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except ValueError:
        return False


def _report(tree: Published) -> Iterator[Fault]:
    told = {
        (slug, tag): entry
        for slug, article in tree.report.get("articles", {}).items()
        for tag, entry in article.get("editions", {}).items()
        if "failure" not in entry
    }
    there = {(edition.slug, edition.lang): edition for edition in tree.editions}
    for slug, tag in sorted(set(told) ^ set(there)):
        where = "is told, but not there" if (slug, tag) in told else "is there, but not told"
        yield REPORTED.fault(REPORT, f"{slug}/{tag} {where}.")
    for key in sorted(set(told) & set(there)):
        for name, seen, wanted in _compared(told[key], there[key]):
            if seen != wanted:
                message = f"tells other {name} than {there[key].folder}edition.json."
                yield REPORTED.fault(f"{REPORT}: {key[0]}/{key[1]}", message, f"{seen}, not {wanted}")


def _compared(entry: dict[str, Any], edition: Printed) -> Iterator[tuple[str, object, object]]:
    """What both tell: its name, as the report has it, as the edition has it."""
    segments = edition.data.get("segments", [])
    narration = edition.data.get("narration") or {}
    yield "states", entry.get("states"), dict(sorted(Counter(part["state"] for part in segments).items()))
    yield "milliseconds", entry.get("milliseconds"), narration.get("milliseconds", 0)
    yield "voice", entry.get("voice"), narration.get("voice", "")


TREE = OwnTool("tree", RULES, find, lambda tree: len(tree.manifest.get("files", {})))
