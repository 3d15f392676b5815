"""A cache as an engine around an engine: what was said once is not computed again."""

import json
from collections.abc import Sequence
from dataclasses import astuple

from pipeline.ports import Alternatives, Diacritizer, Keeper, KeyMaker, Link, Translation, Translator

_VERSION = "1"


class CachedTranslator:
    """A translator that asks another one only for texts it has not kept."""

    def __init__(self, inner: Translator, keeper: Keeper, make_key: KeyMaker) -> None:
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

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        """What the other translator says; nothing where it gives no alternatives."""
        if not isinstance(self._inner, Alternatives):
            return [() for _ in texts]
        keys = [
            self._make_key("alternatives", _VERSION, self.fingerprint, str(count), text) for text in texts
        ]
        payloads = [self._keeper.get(key) for key in keys]
        unknown = [index for index, payload in enumerate(payloads) if payload is None]
        if unknown:
            fresh = self._inner.alternatives([texts[index] for index in unknown], count)
            for index, some in zip(unknown, fresh, strict=True):
                payloads[index] = json.dumps([_packed(one).decode() for one in some]).encode()
                self._keeper.put(keys[index], payloads[index] or b"")
        return [[_unpacked(one.encode()) for one in json.loads(payload)] for payload in payloads if payload]

    def close(self) -> None:
        self._inner.close()

    def _load(self, key: str) -> Translation | None:
        payload = self._keeper.get(key)
        return None if payload is None else _unpacked(payload)


class CachedDiacritizer:
    """A diacritizer that asks another one only for texts it has not kept."""

    def __init__(self, inner: Diacritizer, keeper: Keeper, make_key: KeyMaker) -> None:
        self._inner = inner
        self._keeper = keeper
        self._make_key = make_key

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        keys = [self._make_key("vowel", _VERSION, self.fingerprint, text) for text in texts]
        kept = [self._keeper.get(key) for key in keys]
        unknown = [index for index, found in enumerate(kept) if found is None]
        fresh = self._inner.vowel([texts[index] for index in unknown]) if unknown else ()
        for index, text in zip(unknown, fresh, strict=True):
            kept[index] = text.encode()
            self._keeper.put(keys[index], text.encode())
        return [found.decode() for found in kept if found is not None]

    def close(self) -> None:
        self._inner.close()


def _packed(translation: Translation) -> bytes:
    links = [astuple(link) for link in translation.links]
    return json.dumps([translation.text, translation.score, links], ensure_ascii=False).encode()


def _unpacked(payload: bytes) -> Translation:
    text, score, links = json.loads(payload)
    return Translation(text, score, tuple(Link(*link) for link in links))
