"""A cache as an engine around an engine: what was said once is not computed again."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple

from pipeline.ports import Alternatives, Diacritizer, Keeper, KeyMaker, Link, Translation, Translator

_VERSION = "2"
_AT_ONCE = 256
"""Texts asked for together: enough for full batches, and all that a kill can lose."""


def _kept_or_asked(
    keeper: Keeper,
    keys: Sequence[str],
    texts: Sequence[str],
    ask: Callable[[Sequence[str]], Iterable[bytes]],
) -> Sequence[bytes]:
    """A payload a text, in order. What is not kept is asked for in batches, and kept; `ask` is not called for nothing."""
    kept = [keeper.get(key) for key in keys]
    unknown = [index for index, payload in enumerate(kept) if payload is None]
    for batch in (unknown[at : at + _AT_ONCE] for at in range(0, len(unknown), _AT_ONCE)):
        for index, payload in zip(batch, ask([texts[index] for index in batch]), strict=True):
            keeper.put(keys[index], payload)
            kept[index] = payload
    return [payload for payload in kept if payload is not None]


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
        payloads = _kept_or_asked(
            self._keeper, keys, texts, lambda unknown: map(_packed, self._inner.translate(unknown))
        )
        return [_unpacked(payload) for payload in payloads]

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        """What the other translator says; nothing where it gives no alternatives."""
        if not isinstance(self._inner, Alternatives):
            return [() for _ in texts]
        keys = [
            self._make_key("alternatives", _VERSION, self.fingerprint, str(count), text) for text in texts
        ]
        inner = self._inner
        payloads = _kept_or_asked(
            self._keeper, keys, texts, lambda unknown: map(_packed_all, inner.alternatives(unknown, count))
        )
        return [[_unpacked(one.encode()) for one in json.loads(payload)] for payload in payloads]

    def close(self) -> None:
        self._inner.close()


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
        payloads = _kept_or_asked(
            self._keeper, keys, texts, lambda unknown: map(str.encode, self._inner.vowel(unknown))
        )
        return [payload.decode() for payload in payloads]

    def close(self) -> None:
        self._inner.close()


def _packed(translation: Translation) -> bytes:
    links = [astuple(link) for link in translation.links]
    whole = [translation.text, translation.score, links, translation.unknown]
    return json.dumps(whole, ensure_ascii=False).encode()


def _packed_all(translations: Sequence[Translation]) -> bytes:
    return json.dumps([_packed(translation).decode() for translation in translations]).encode()


def _unpacked(payload: bytes) -> Translation:
    text, score, links, unknown = json.loads(payload)
    return Translation(text, score, tuple(Link(*link) for link in links), tuple(unknown))
