"""JSON values of which there are many, and which nobody looks at for long: kilobytes each instead of tens."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

_FASTEST = 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A JSON object in little room. Two are equal when they were packed from the same text."""

    data: bytes

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Self:
        return cls(zlib.compress(json.dumps(value, ensure_ascii=False).encode(), _FASTEST))

    def open(self) -> dict[str, Any]:
        """Made anew each time: what a caller changes in it is lost."""
        found: dict[str, Any] = json.loads(zlib.decompress(self.data))
        return found


class PackedMapping(Mapping[str, Any]):
    """A mapping of names to JSON objects; each is opened when it is asked for. Going through `items` holds one at a time."""

    def __init__(self, packed: Mapping[str, Packed]) -> None:
        self._packed = dict(packed)

    @classmethod
    def of(cls, values: Mapping[str, Mapping[str, Any]]) -> Self:
        return cls({name: Packed.of(value) for name, value in values.items()})

    def __getitem__(self, name: str) -> dict[str, Any]:
        return self._packed[name].open()

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def packed(self) -> dict[str, Packed]:
        """As they are: `json_bytes` opens them one by one."""
        return dict(self._packed)
