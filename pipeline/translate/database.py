"""The translation memory: one SQLite file that remembers, over all articles, what people finished.

It may be absent (then it knows nothing) or read-only (then it learns nothing); a file that is no memory is an
error, because silence would publish machine text in the place of a person's.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import OutputError, SetupError
from pipeline.language import Lang
from pipeline.model import Segment
from pipeline.seal import plain, seal, whole_seal
from pipeline.translate.memory import Memory, source_hash
from pipeline.xliff import Note, Unit

VERSION = 1
_APPLICATION = 0x45444D31
"""SQLite's application id of this kind of file."""
LEAST_LIKENESS = 70
"""Per cent (rapidfuzz's normalised Indel similarity) from which a similar source is offered to the translator."""

_TABLE = """
CREATE TABLE IF NOT EXISTS units (
    key TEXT PRIMARY KEY,     -- sha256 of source, neighbours and languages
    hash TEXT NOT NULL,       -- of the source alone
    pair TEXT NOT NULL,       -- "en ar"
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    spans TEXT NOT NULL,      -- JSON: [number, begin, end] of each inline mark
    seal TEXT NOT NULL,
    turn INTEGER NOT NULL     -- counts upwards: later ones win
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_hash ON units (pair, hash);
"""
_COLUMNS = "key, source, target, spans, seal"
_BEST = "CASE WHEN seal LIKE 'reviewed%' THEN 2 WHEN seal LIKE 'edited%' THEN 1 ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A finished translation, and the sentences that stood around it."""

    unit: Unit
    before: str = ""
    """The source of the segment before it; empty at the beginning."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """What was said for a source that is like another one. Never published."""

    source: str
    target: str
    likeness: int
    """Per cent, 70 to 99."""


class Database:
    """The memory in one file, for one pair of languages. Opened for each call; it holds nothing open."""

    def __init__(self, path: Path, source: Lang, target: Lang) -> None:
        """Languages count by their base: what was said for "pt" serves "pt-BR"."""
        self.path = path
        self._pair = f"{source.base} {target.base}"

    def memory(self, segments: Sequence[Segment]) -> Memory:
        """What is known of these segments, in reading order: first by their neighbours, then by the source alone.

        A sign-off counts where the neighbours are the same; elsewhere the words count as edited.
        """
        with self._reading() as rows:
            if rows is None:
                return Memory(self.path.name)
            in_context = {
                segment.id: unit for segment, key in zip(segments, self._keys(segments), strict=True)
                if (unit := _first(rows.execute(f"SELECT {_COLUMNS} FROM units WHERE key = ?", (key,))))
            }  # fmt: skip
            query = f"SELECT {_COLUMNS} FROM units WHERE pair = ? AND hash = ? ORDER BY {_BEST} DESC, turn DESC LIMIT 1"
            hashes = {source_hash(segment.text) for segment in segments}
            found = {key: _first(rows.execute(query, (self._pair, key))) for key in hashes}
        return Memory(
            self.path.name, {key: _elsewhere(unit) for key, unit in found.items() if unit}, in_context
        )

    def units(self) -> tuple[Unit, ...]:
        """Everything that is known of the pair, the oldest first."""
        with self._reading() as rows:
            if rows is None:
                return ()
            query = f"SELECT {_COLUMNS} FROM units WHERE pair = ? ORDER BY turn, key"
            return tuple(map(_unit, rows.execute(query, (self._pair,))))

    def similar(self, texts: Sequence[str], most: int = 3) -> dict[str, tuple[Similar, ...]]:
        """For each text the sources that are at least 70 % like it and not it, the most alike first."""
        from rapidfuzz import fuzz, process

        known = {plain(unit.source): unit for unit in self.units()}
        sources = list(known)
        found: dict[str, tuple[Similar, ...]] = {}
        for text in texts if sources else ():
            wanted = plain(text)
            hits = process.extract(
                wanted, sources, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=most + 1
            )
            found[text] = tuple(
                Similar(source, known[source].target, min(99, int(score)))
                for source, score, _ in hits
                if source != wanted
            )[:most]
        return found

    def put(self, learnt: Iterable[Remembered]) -> int:
        """Remembers finished translations; of two for one source between the same neighbours, the later stays.

        Gives their number. Raises `OutputError` naming the file when it cannot be written.
        """
        learnt = list(learnt)
        try:
            with self._writing() as rows:
                turn = rows.execute("SELECT COALESCE(MAX(turn), 0) FROM units").fetchone()[0]
                rows.executemany(
                    "INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [self._row(each, turn + number) for number, each in enumerate(learnt, 1)],
                )
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(
                f"cannot be written: {error}.", place=str(self.path), remedy="Set EDITIONS_MEMORY to another file."
            ) from error  # fmt: skip
        return len(learnt)

    def _row(self, each: Remembered, turn: int) -> tuple[str, str, str, str, str, str, str, int]:
        unit = each.unit
        held = whole_seal(unit)
        line = str(held or seal("post-edited", unit.source, unit.target, unit.target_marks))
        return (
            self._key(unit.source, each.before, each.after), source_hash(unit.source), self._pair,
            unit.source, unit.target, json.dumps(unit.target_marks), line, turn,
        )  # fmt: skip

    def _keys(self, segments: Sequence[Segment]) -> Iterator[str]:
        texts = ["", *(segment.text for segment in segments), ""]
        for before, text, after in zip(texts, texts[1:], texts[2:], strict=False):
            yield self._key(text, before, after)

    def _key(self, text: str, before: str, after: str) -> str:
        return source_hash(" ".join((self._pair, *map(source_hash, (text, before, after)))))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The file, never made and never changed; None where there is none."""
        if not self.path.exists() or not self.path.stat().st_size:  # killed before its first commit
            yield None
            return
        with self._open("rw") as rows:  # not "ro": what a killed run left half done is rolled back first
            yield rows

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._open("rwc") as rows:
            rows.execute("BEGIN IMMEDIATE")
            for statement in _TABLE.split(";"):
                rows.execute(statement)
            rows.execute(f"PRAGMA application_id = {_APPLICATION}")
            rows.execute(f"PRAGMA user_version = {VERSION}")
            yield rows
            rows.execute("COMMIT")

    @contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.resolve().as_uri()}?mode={mode}"
        try:
            with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=10)) as rows:
                self._recognise(rows)
                yield rows
        except sqlite3.OperationalError as error:
            if mode == "rw":
                raise self._unknown(f"cannot be read: {error}") from error
            raise
        except sqlite3.DatabaseError as error:
            raise self._unknown(f"is no translation memory: {error}") from error

    def _recognise(self, rows: sqlite3.Connection) -> None:
        """Another program's file is neither read nor written; an empty one is ours to fill."""
        kind, version, tables = (
            rows.execute(query).fetchone()[0]
            for query in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT COUNT(*) FROM sqlite_master",
            )
        )
        if tables and kind != _APPLICATION:
            raise self._unknown("is no translation memory")
        if tables and version != VERSION:
            raise self._unknown(f"has version {version}, not {VERSION}")

    def _unknown(self, why: str) -> SetupError:
        remedy = "Move it away, or set EDITIONS_MEMORY to another file."
        return SetupError(f"{why}.", place=str(self.path), remedy=remedy)


def _first(rows: sqlite3.Cursor) -> Unit | None:
    row = rows.fetchone()
    return _unit(row) if row else None


def _unit(row: tuple[str, str, str, str, str]) -> Unit:
    key, source, target, spans, line = row
    numbers = tuple((int(number), int(begin), int(end)) for number, begin, end in json.loads(spans))
    return Unit(key[:16], source, target, "translated", target_marks=numbers, notes=(Note(line),))


def _elsewhere(unit: Unit) -> Unit:
    """Signed off between other neighbours: a person's words, but not reviewed here."""
    held = whole_seal(unit)
    if held is None or held.state != "reviewed":
        return unit
    line = str(seal("edited", unit.source, unit.target, unit.target_marks))
    return replace(unit, notes=(Note(line),))


def remembered(segments: Sequence[Segment], units: Iterable[Unit]) -> Iterator[Remembered]:
    """Units with the neighbours of the segment whose id they have; of another id, with none."""
    texts = ["", *(segment.text for segment in segments), ""]
    around = {
        segment.id: (before, after)
        for segment, before, after in zip(segments, texts, texts[2:], strict=False)
    }
    for unit in units:
        yield Remembered(unit, *around.get(unit.id, ("", "")))
