"""The commands as the grammar has them: tests that go through them grow with it."""

import argparse
from collections.abc import Iterator

from pipeline.grammar import parser


def commands(
    of: argparse.ArgumentParser | None = None, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command by its words, those with actions below them too; the empty one is the program."""
    of = of or parser()
    yield " ".join(above), of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*above, name))


def complete() -> dict[str, argparse.ArgumentParser]:
    """Those that do something."""
    return {name: found for name, found in commands() if not _actions_below(found)}


def values(of: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Flags and places that take a value."""
    return (action for action in of._actions if action.nargs != 0)


def _actions_below(of: argparse.ArgumentParser) -> bool:
    return any(isinstance(action, argparse._SubParsersAction) for action in of._actions)
