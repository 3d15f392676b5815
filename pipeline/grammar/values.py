"""What stands behind a flag, checked. Each raises `ArgumentTypeError`, which argparse tells with the flag's name."""

import argparse
import os
from pathlib import Path


def count(text: str) -> int:
    """A number from 1 on."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def number(text: str) -> int:
    """A number from 0 on."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 on")
    return int(text)


def path(text: str) -> Path:
    """A path that a file may have, whether or not one is there: what is wrong with that is told where it is used."""
    try:
        text.encode()
        os.lstat(text or ".")
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not UTF-8; rename the file") from error
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        told = error.strerror if isinstance(error, OSError) else error
        raise argparse.ArgumentTypeError(f"{text[:99]!r} cannot be a path: {told}") from error
    return Path(text)


def amount(text: str) -> tuple[str, int]:
    """`LANG=NUMBER`."""
    lang, value = pair(text)
    if not (value.isascii() and value.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NUMBER")
    return lang, int(value)


def pair(text: str) -> tuple[str, str]:
    """`LANG=NAME`."""
    lang, equals, name = text.partition("=")
    if not (lang and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NAME")
    return lang, name
