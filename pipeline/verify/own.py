"""The project's own rules as tools: nothing has to be installed for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from pipeline.verify.model import Fault, Published, Rule


@dataclass(frozen=True, slots=True)
class OwnTool:
    """A function that finds faults, as a `Tool`."""

    name: str
    rules: tuple[Rule, ...]
    find: Callable[[Published], Iterator[Fault]]
    count: Callable[[Published], int]
    """How many things it looks at."""
    remedy: str = ""

    def available(self) -> bool:
        return True

    def version(self) -> str:
        return f"editions {version('editions')}"

    def examine(self, tree: Published) -> Iterator[Fault]:
        return self.find(tree)

    def things(self, tree: Published) -> int:
        return self.count(tree)
