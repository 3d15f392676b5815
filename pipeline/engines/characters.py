"""Characters that no engine should be given."""

import re

_NONCHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_HARMFUL = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_NONCHARACTERS}]"  # Unicode 16, section 23.7
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def harmless(text: str) -> str:
    """A text of the same length with a space for every control character and noncharacter, and U+FFFD for
    every half of a surrogate pair. NUL ends a text for some engines, U+FFFF the whole stream for others, and
    a lone surrogate cannot be written as UTF-8. Tabs and line ends stay.
    """
    return _SURROGATE.sub("\ufffd", _HARMFUL.sub(" ", text))
