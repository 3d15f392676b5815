"""The grammar of the command line: which commands there are, with which flags. What they do is in `cli`."""

import argparse
import sys
from pathlib import Path
from typing import Any

DESCRIPTION = "One article in; accessible, narrated editions in many languages out; offline."
EXIT_CODES = "Exit codes: 0 all done, 1 some articles or languages failed, 2 usage, 3 environment, 4 locked."


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    top = argparse.ArgumentParser(prog="editions", description=DESCRIPTION, epilog=EXIT_CODES)
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_serve(commands)
    _add_voices(commands)
    _add_models(commands)
    _add_doctor(commands)
    _add_bench(commands)
    return top


class _Version(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"editions {version('editions')}\n")
        parser.exit()


def _add_build(commands: Any) -> None:
    build = commands.add_parser("build", help="make the editions of articles", epilog=EXIT_CODES)
    build.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a .txt, .md or .html file, or a folder of them",
    )
    build.add_argument(
        "--to", action="append", metavar="LANG", help="a target language; again for more, or ar,pt,es"
    )
    build.add_argument("--out", metavar="FOLDER", help="where the editions go (outputs)")
    build.add_argument(
        "--engine", metavar="NAME", help="translate with this engine only: argos, bergamot, apertium, echo"
    )
    build.add_argument(
        "--voice", action="append", type=_pair, metavar="LANG=NAME", help="speak a language with this voice"
    )
    build.add_argument("--audio", metavar="FORMAT", help="mp3 or none (mp3)")
    build.add_argument(
        "--memory", action="append", metavar="FILE", help="an XLIFF 1.2 file of finished translations"
    )
    build.add_argument(
        "--strict", action="store_true", default=None, help="fail editions that a person must mend first"
    )
    build.add_argument("--json", action="store_true", help="print one machine-readable report")
    build.set_defaults(command="build")


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="preview finished editions on this machine")
    serve.add_argument(
        "out", nargs="?", type=Path, default=Path("outputs"), metavar="OUT", help="the tree (outputs)"
    )
    serve.add_argument(
        "--port", type=int, default=8000, help="the port on loopback (8000; 0 takes a free one)"
    )
    serve.set_defaults(command="serve")


def _add_voices(commands: Any) -> None:
    voices = commands.add_parser("voices", help="what can speak here, in which language")
    voices.add_argument("lang", nargs="?", metavar="LANG", help="only this language")
    voices.add_argument("--json", action="store_true", help="print one machine-readable report")
    voices.set_defaults(command="voices")


def _add_models(commands: Any) -> None:
    models = commands.add_parser("models", help="translation models: list them, install one from a file")
    actions = models.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="installed models and the pairs that can be translated")
    listing.add_argument("--json", action="store_true", help="print one machine-readable report")
    listing.set_defaults(command="models_list")
    install = actions.add_parser(
        "install", help="install an .argosmodel file, or a folder of Mozilla model files"
    )
    install.add_argument("file", type=Path, metavar="FILE")
    install.set_defaults(command="models_install")


def _add_doctor(commands: Any) -> None:
    doctor = commands.add_parser(
        "doctor", help="what is installed, what is missing, the command that mends it"
    )
    doctor.add_argument("--json", action="store_true", help="print one machine-readable report")
    doctor.set_defaults(command="doctor")


def _add_bench(commands: Any) -> None:
    bench = commands.add_parser("bench", help="the figures of the README, as ratios in one run")
    bench.add_argument("source", nargs="?", type=Path, metavar="SOURCE", help="the article to measure with")
    bench.add_argument("--json", action="store_true", help="print one machine-readable report")
    bench.set_defaults(command="bench")


def _pair(text: str) -> tuple[str, str]:
    lang, equals, name = text.partition("=")
    if not (lang and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NAME")
    return lang, name
