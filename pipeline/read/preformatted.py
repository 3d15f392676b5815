"""`<pre>`: lines of a program, or words that somebody typed with their line breaks, as verse and mail are."""

import re
from collections.abc import Iterable, Iterator

from pipeline.read.dom import Element, attribute, tag

_CODE = frozenset(["code", "samp", "kbd", "var"])
_NAMED = re.compile(
    r"\b(?:brush|code|highlight|hljs|lang|language|listing|prettyprint|sourcecode|syntax)\b", re.IGNORECASE
)
"""What highlighters of programs call their elements."""
_WORD = re.compile(r"[\W_]*[^\W\d_][^\W\d_'’-]*[.,;:!?…،؛؟。、\"'“”‘’«»)\]—–-]*")
_FEWEST = 6
"""Words: shorter ones are commands."""
_SHARE = 0.9


def is_code(element: Element) -> bool:
    """Whether a `<pre>` holds a program, as its markup says, or else its words."""
    around = [element, *element.iterancestors()][:3]
    named = any(_NAMED.search(attribute(each, "class")) for each in around)
    return named or any(tag(each) in _CODE for each in element.iter("*")) or not _is_prose(lines(element))


def lines(element: Element) -> str:
    """The text as it is shown: an element that breaks a line ends one."""
    nodes: Iterable[object] = element.xpath(".//text() | .//br")  # type: ignore[assignment]  # a list of nodes
    return "".join(str(node) if isinstance(node, str) else "\n" for node in nodes)


def stanzas(text: str) -> Iterator[str]:
    """The paragraphs between empty lines."""
    return (part for part in re.split(r"\n[^\S\n]*\n", text) if part.strip())


def _is_prose(text: str) -> bool:
    words = text.split()
    whole = sum(bool(_WORD.fullmatch(word)) for word in words)
    return len(words) >= _FEWEST and whole >= _SHARE * len(words)
