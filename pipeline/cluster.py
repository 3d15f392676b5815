"""The production line over a Ray cluster: an actor makes articles with a workshop of its own, this process writes the tree.

Ray promises at least once and forgets who was to blame; the line's contract (journal, deadline, quarantine) makes
effects happen once. Actors are never restarted nor asked twice by Ray itself: an article that kills its worker would be tried
for ever.
"""

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from typing import Any

from pipeline.errors import MissingEngineError, SetupError
from pipeline.journal import Journal
from pipeline.line import one_by_one, through
from pipeline.options import Options, to_json
from pipeline.ports import Progress
from pipeline.selection import Plan
from pipeline.workshop import Desk, Made

REMEDY = "pip install 'editions[ray]'"


DESK: type = Desk
"""What an actor is."""


def on_ray(
    address: str, plan: Plan, options: Options, journal: Journal, progress: Progress
) -> Iterator[Made]:
    """Makes everything on a cluster, an actor a processor core.

    `address`: `auto` for the cluster that this machine is part of, or else one of this machine's own; `HOST:PORT` of a
    cluster's head. Sources must be found at the same paths everywhere. Raises `MissingEngineError` without Ray,
    `SetupError` where no cluster answers.
    """
    ray = _joined(address)
    cores = int(ray.cluster_resources().get("CPU", 1))
    actors = max(1, min(cores, plan.count))
    share = replace(options, jobs=1)
    try:
        yield from through([_Actor(ray, share) for _ in range(actors)], plan, journal, progress)
    finally:
        ray.shutdown()


def _joined(address: str) -> Any:
    """The library, connected. It reports to nobody, shows no dashboard, and leaves this process's output alone."""
    if not find_spec("ray"):
        raise MissingEngineError("--ray: Ray is not installed.", remedy=REMEDY)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray

    where = None if address == "auto" else address
    dashboard = False if where is None else None  # of a cluster that is there already it cannot be told
    try:
        ray.init(where, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=dashboard)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise SetupError(
            f"--ray {address}: no cluster answers: {_line(error)}", remedy="Start one: ray start --head"
        ) from error
    return ray


class _Actor:
    """An actor, started when it is first needed and anew when it died."""

    def __init__(self, ray: Any, options: Options) -> None:
        self._ray = ray
        self._told = dumps(to_json(options))
        self._deadline = options.deadline
        self._actor: Any = None

    def make(self, sources: Sequence[Path]) -> Iterator[Made]:
        return one_by_one(self._asked, sources, self._deadline)

    def close(self) -> None:
        actor, self._actor = self._actor, None
        if actor is not None:
            self._ray.kill(actor)

    def _asked(self, what: str, seconds: float, *given: Sequence[str]) -> Made | None:
        """Raises `SetupError` when the actor died, hung or broke; the next question goes to a new one."""
        try:
            actor = self._actor = self._actor or self._started()
            answer = getattr(actor, what).remote(*given)
            made: Made | None = self._ray.get(answer, timeout=seconds)
        except self._ray.exceptions.GetTimeoutError as error:
            self.close()
            raise SetupError(f"The working process did not answer within {seconds:g} s.") from error
        except self._ray.exceptions.RayError as error:
            self.close()
            raise SetupError(f"The working process ended: {_line(error)}") from error
        return made

    def _started(self) -> Any:
        remote = self._ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(DESK)
        return remote.remote(self._told)


def _line(error: Exception) -> str:
    """The last line of Ray's long messages says what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
