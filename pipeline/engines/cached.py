"""A cache as an engine around an engine: what was said once is not computed again."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Protocol

from pipeline.ports import Link, Translation, Translator

_VERSION = "1"


class Keeper(Protocol):
    """What the cache of `store` offers; engines do not know where it keeps things."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, payload: bytes) -> None: ...


class CachedTranslator:
    """A translator that asks another one only for texts it has not kept."""

    def __init__(self, inner: Translator, keeper: Keeper, make_key: "KeyMaker") -> None:
        self._inner = inner
        self._keeper = keeper
        self._make_key = make_key

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        keys = [self._make_key("translate", _VERSION, self.fingerprint, text) for text in texts]
        kept = [self._load(key) for key in keys]
        unknown = [index for index, found in enumerate(kept) if found is None]
        if unknown:
            fresh = self._inner.translate([texts[index] for index in unknown])
            for index, translation in zip(unknown, fresh, strict=True):
                self._keeper.put(keys[index], _packed(translation))
                kept[index] = translation
        return [translation for translation in kept if translation is not None]

    def close(self) -> None:
        self._inner.close()

    def _load(self, key: str) -> Translation | None:
        payload = self._keeper.get(key)
        return None if payload is None else _unpacked(payload)


class KeyMaker(Protocol):
    """Makes one key of several parts."""

    def __call__(self, *parts: str | bytes) -> str: ...


def _packed(translation: Translation) -> bytes:
    links = [astuple(link) for link in translation.links]
    return json.dumps([translation.text, translation.score, links], ensure_ascii=False).encode()


def _unpacked(payload: bytes) -> Translation:
    text, score, links = json.loads(payload)
    return Translation(text, score, tuple(Link(*link) for link in links))
