"""An edition with its narration, as what is told of it: clips, pages, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.verify.model import Printed, Published
from pipeline.verify.structure.opened import Opened


@dataclass(frozen=True)
class Narrated:
    """One edition with its narration. Not slotted: what is looked up once is kept."""

    tree: Published
    edition: Printed

    @property
    def told(self) -> Mapping[str, Any]:
        """What `edition.json` says of the whole."""
        return self.edition.data["narration"]  # type: ignore[no-any-return]  # JSON

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Any]]:
        """Sentences and notes by id."""
        data = self.edition.data
        return {part["id"]: part for part in (*data.get("segments", ()), *data.get("notes", ()))}

    @cached_property
    def clips(self) -> Mapping[str, tuple[int, int]]:
        """Begin and end of what is spoken, in milliseconds, by id, in the order of time."""
        found = {
            name: (part["clip"]["begin"], part["clip"]["end"])
            for name, part in self.parts.items()
            if part["clip"]
        }
        return dict(sorted(found.items(), key=lambda each: each[1]))

    @cached_property
    def opened(self) -> Opened:
        return Opened(self.tree, self.tree.page(self.edition.page), self.edition)

    def at(self, file: str, part: str = "") -> str:
        return f"{self.edition.folder}{file}" + (f": #{part}" if part else "")


def narrated(tree: Published) -> list[Narrated]:
    return [Narrated(tree, edition) for edition in tree.editions if edition.data.get("narration")]
