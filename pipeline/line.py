"""A production line: helper processes make batches of articles; one that dies or hangs takes nothing along.

The article contract: what is begun is noted before anything is done with it. When a helper ends, what it had not
delivered is made again, one article at a time, so that the guilty one is known; after two crashes it is left alone.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from queue import Empty, Full, Queue
from typing import Protocol

from pipeline.engines.worker import Reply, Worker
from pipeline.errors import SetupError
from pipeline.journal import Journal
from pipeline.model import File
from pipeline.options import Options, to_json
from pipeline.ports import Progress
from pipeline.selection import Plan
from pipeline.workshop import Made, Workshop

WORKER = "pipeline.line_worker"
BATCH = 16
"""Articles: enough for full batches of sentences; more would only be more to lose."""
EVER = 10**8
"""Seconds: three years."""
_WAIT = 0.2
"""Seconds after which a thread that waits looks whether the run is over."""


def here(plan: Plan, options: Options, journal: Journal, progress: Progress) -> Iterator[Made]:
    """Makes everything in this process: for few articles, and where engines are this program's own objects."""
    with closing(Workshop(options, progress)) as workshop:
        for batch in _batches(plan, 1):
            journal.begun(batch)
            yield from workshop.make(batch)


def apart(plan: Plan, options: Options, journal: Journal, progress: Progress) -> Iterator[Made]:
    """Makes everything in `options.jobs` helper processes; results come as they are ready, in any order."""
    jobs = min(options.jobs, max(1, plan.count))
    share = replace(options, jobs=max(1, options.jobs // jobs))
    return through([_Process(share) for _ in range(jobs)], plan, journal, progress)


class Ask(Protocol):
    """A question to a helper, `begin` with sources or `next`, answered within so many seconds; None: there is no more."""

    def __call__(self, what: str, seconds: float, *given: Sequence[str]) -> Made | None: ...


class Helper(Protocol):
    """Something that makes articles and may die. Used from one thread at a time, but for `close`."""

    def make(self, sources: Sequence[Path]) -> Iterator[Made]:
        """One result a source, in any order. Raises `SetupError` when the helper died, hung or cannot be started;
        it can be asked again then."""

    def close(self) -> None:
        """Ends it, whatever it is at; from any thread."""


def through(helpers: Sequence[Helper], plan: Plan, journal: Journal, progress: Progress) -> Iterator[Made]:
    """Makes everything through helpers, which it closes in the end; results come as they are ready, in any order."""
    batches = _batches(plan, len(helpers))
    progress.begin("articles", plan.count)
    try:
        with closing(_Line(batches, helpers, journal)) as line:
            for made in line.results():
                yield made
                progress.advance(1, failed=int(made.is_lacking))
    finally:
        progress.end()


def one_by_one(ask: Ask, sources: Sequence[Path], deadline: int) -> Iterator[Made]:
    """All results of a helper that hands them out singly; the text of all is made before the first one comes.

    `deadline` as `Options.deadline`. Raises what `ask` raises.
    """
    each = float(deadline or EVER)
    made = ask("begin", each * len(sources), list(map(str, sources)))
    while made is not None:
        yield made
        made = ask("next", each)


def _batches(plan: Plan, jobs: int) -> list[list[Path]]:
    """Of one size, at least one a job; those that may be guilty of something by themselves."""
    sources = plan.to_make
    size = max(1, min(BATCH, -(-len(sources) // jobs)))
    batches = [sources[at : at + size] for at in range(0, len(sources), size)]
    return [*batches, *([source] for source in plan.suspects)]


class _Line:
    """A thread a helper, which asks it and puts what it delivers on the belt; the caller takes it from there."""

    def __init__(self, batches: Sequence[list[Path]], helpers: Sequence[Helper], journal: Journal) -> None:
        self._todo: Queue[list[Path]] = Queue()
        for batch in batches:
            self._todo.put(batch)
        self._open = sum(map(len, batches))
        self._belt: Queue[Made] = Queue(2 * len(helpers))  # a slow disk holds the helpers up
        self._journal = journal
        self._stopped = threading.Event()
        self._helpers = helpers
        self._pool = ThreadPoolExecutor(len(helpers), "line")

    def results(self) -> Iterator[Made]:
        threads = [self._pool.submit(self._serve, helper) for helper in self._helpers]
        while self._open:
            try:
                made = self._belt.get(timeout=_WAIT)
            except Empty:
                for thread in threads:
                    if thread.done():
                        thread.result()  # raises what ended it
                continue
            self._open -= 1
            yield made

    def close(self) -> None:
        """Ends the helpers, whatever they are at."""
        self._stopped.set()
        for helper in self._helpers:
            helper.close()
        self._pool.shutdown(cancel_futures=True)

    def _serve(self, helper: Helper) -> None:
        while not self._stopped.is_set():
            try:
                batch = self._todo.get(timeout=_WAIT)
            except Empty:  # what another helper is at may come back
                continue
            self._make(batch, helper)

    def _make(self, batch: Sequence[Path], helper: Helper) -> None:
        self._journal.begun(batch)
        missing = list(batch)
        try:
            for made in helper.make(batch):
                missing.remove(made.source)
                self._put(made)
        except SetupError as error:
            if not self._stopped.is_set():
                self._bury(missing, str(error))

    def _bury(self, missing: Sequence[Path], why: str) -> None:
        """What a helper took along: the guilty one is known only where it was alone."""
        if len(missing) == 1:
            standing = self._journal.ended(missing[0], "crashed", why)
            if standing.is_quarantined:
                told = f"{missing[0]}: is quarantined: its process ended {standing.crashes} times. {why}"
                self._put(Made(missing[0], failure=told, quarantined=True))
                return
        for source in missing:
            self._todo.put([source])

    def _put(self, made: Made) -> None:
        while not self._stopped.is_set():
            try:
                self._belt.put(made, timeout=_WAIT)
            except Full:
                continue
            return


class _Process:
    """A helper process of this machine."""

    def __init__(self, options: Options) -> None:
        told = json.dumps(to_json(options))
        self._deadline = options.deadline
        self._worker = Worker(WORKER, [told], isolation="shared", deadline=EVER, called="working process")

    def make(self, sources: Sequence[Path]) -> Iterator[Made]:
        return one_by_one(self._asked, sources, self._deadline)

    def close(self) -> None:
        self._worker.close()

    def _asked(self, what: str, seconds: float, *given: Sequence[str]) -> Made | None:
        self._worker.deadline = seconds
        reply = self._worker.ask(what, given=given)
        return None if "over" in reply.head else _made(reply)


def _made(reply: Reply) -> Made:
    files, at = [], 0
    for path, size in reply.head["files"]:
        files.append(File(path, reply.body[at : at + size]))
        at += size
    told = {key: reply.head[key] for key in ("slug", "article", "failure", "seconds")}
    return Made(Path(reply.head["source"]), files=tuple(files), **told)
