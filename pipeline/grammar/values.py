"""What stands behind a flag, checked. Each raises `ArgumentTypeError`, which argparse tells with the flag's name."""

import argparse


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
