"""The grammar of the command line: which commands there are, with which flags. What they do is in `cli`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pipeline.grammar.build import SETTINGS, add_build, add_word_lists
from pipeline.grammar.values import count, path

__all__ = ["SETTINGS", "parser"]

DESCRIPTION = "One article in; accessible, narrated editions in many languages out; offline."
EXIT_CODES = "Exit codes: 0 all done, 1 some articles or languages failed, 2 usage, 3 environment, 4 locked."


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    top = argparse.ArgumentParser(prog="editions", description=DESCRIPTION, epilog=EXIT_CODES)
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_build(commands, EXIT_CODES)
    _add_push(commands)
    _add_serve(commands)
    _add_voices(commands)
    _add_review(commands)
    _add_models(commands)
    _add_verify(commands)
    _add_evaluate(commands)
    _add_doctor(commands)
    _add_bench(commands)
    return top


class _Version(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"editions {version('editions')}\n")
        parser.exit()


def _add_push(commands: Any) -> None:
    push = commands.add_parser("push", help="bring a finished tree to where it is served, changes only")
    push.add_argument("out", type=path, metavar="OUT", help="the tree")
    push.add_argument("address", metavar="URL", help="s3://bucket/folder, sftp://..., or a folder")
    push.add_argument("--json", action="store_true", help="print one machine-readable report")
    push.set_defaults(command="push")


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="preview finished editions on this machine")
    serve.add_argument(
        "out", nargs="?", type=path, default=Path("outputs"), metavar="OUT", help="the tree (outputs)"
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


def _add_review(commands: Any) -> None:
    review = commands.add_parser("review", help="the translator's round trip: files out, corrections in")
    actions = review.add_subparsers(title="actions", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write XLIFF 1.2, a page to read, and the memory as TMX")
    _add_sources(export)
    export.add_argument(
        "--out", type=path, default=Path("review"), metavar="FOLDER", help="where to (review)"
    )
    export.set_defaults(command="review_export")
    take_in = actions.add_parser("import", help="take finished units of .xlf, .xliff and .tmx files in")
    take_in.add_argument(
        "files", nargs="+", type=path, metavar="FILE", help="translators' files, and the articles they are of"
    )
    take_in.add_argument("--reviewer", metavar="NAME", help="the person who signs these units off")
    take_in.add_argument(
        "--to",
        action="append",
        metavar="LANG",
        help="the edition's language, where the file says another region",
    )
    take_in.add_argument("--json", action="store_true", help="print one machine-readable report")
    take_in.set_defaults(command="review_import")
    status = actions.add_parser("status", help="states, blocking findings, and what changed since a review")
    _add_sources(status)
    status.set_defaults(command="review_status")


def _add_sources(command: Any) -> None:
    command.add_argument(
        "sources", nargs="+", type=path, metavar="SOURCE", help="an article, or a folder of them"
    )
    command.add_argument(
        "--to", action="append", metavar="LANG", help="a target language; again for more, or ar,pt,es"
    )
    command.add_argument("--engine", metavar="NAME", help="translate with this engine only")
    add_word_lists(command)
    command.add_argument("--json", action="store_true", help="print one machine-readable report")


def _add_models(commands: Any) -> None:
    models = commands.add_parser("models", help="translation models: install, list, verify, remove")
    actions = models.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="installed models and the pairs that can be translated")
    listing.add_argument("--json", action="store_true", help="print one machine-readable report")
    listing.set_defaults(command="models_list")
    _add_install(actions)
    verify = actions.add_parser("verify", help="read all models again and name what has changed")
    verify.add_argument("--json", action="store_true", help="print one machine-readable report")
    verify.set_defaults(command="models_verify")
    remove = actions.add_parser("remove", help="remove an installed model")
    remove.add_argument("name", metavar="NAME", help="as `models list` shows it")
    remove.set_defaults(command="models_remove")


def _add_install(actions: Any) -> None:
    install = actions.add_parser("install", help="install a model, after looking into every file of it")
    install.add_argument(
        "source",
        metavar="SOURCE",
        help="an .argosmodel file, a folder, an https address, or with --index a pair such as en-ar",
    )
    install.add_argument(
        "--index", default="", metavar="FILE_OR_URL", help="an index in argospm's JSON format"
    )
    install.add_argument("--sha256", default="", metavar="HEX", help="what the file must have")
    install.set_defaults(command="models_install")


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser("verify", help="audit a finished tree: pages, sound, books, links, files")
    verify.add_argument(
        "out", nargs="?", type=path, default=Path("outputs"), metavar="OUT", help="the tree (outputs)"
    )
    verify.add_argument(
        "--only", action="append", metavar="TOOL", help="run these tools only: page,audio; again for more"
    )
    verify.add_argument("--skip", action="append", metavar="TOOL", help="leave these tools out")
    verify.add_argument("--strict", action="store_true", help="exit 1 when errors are found")
    verify.add_argument(
        "--html",
        nargs="?",
        type=path,
        const=Path(),
        metavar="FILE",
        help="write the audit as a page (OUT/audit.html)",
    )
    verify.add_argument("--json", action="store_true", help="print one machine-readable report")
    verify.set_defaults(command="verify")


def _add_evaluate(commands: Any) -> None:
    evaluate = commands.add_parser(
        "evaluate", help="measure translation engines: BLEU, chrF++, TER, and what the checks find"
    )
    evaluate.add_argument("source", type=path, metavar="SRC", help="a text file, one sentence a line")
    evaluate.add_argument("reference", type=path, metavar="REF", help="its good translation, line by line")
    evaluate.add_argument(
        "--engine", action="append", metavar="NAME", help="measure this engine; again for more (all that can)"
    )
    evaluate.add_argument("--from", dest="source_lang", metavar="LANG", help="SRC's language (news.en: en)")
    evaluate.add_argument("--to", dest="target_lang", metavar="LANG", help="REF's language (news.pt: pt)")
    evaluate.add_argument("--limit", type=count, metavar="N", help="only the first N lines")
    evaluate.add_argument("--json", action="store_true", help="print one machine-readable report")
    evaluate.set_defaults(command="evaluate")


def _add_doctor(commands: Any) -> None:
    doctor = commands.add_parser(
        "doctor", help="what is installed, what is missing, the command that mends it"
    )
    doctor.add_argument("--json", action="store_true", help="print one machine-readable report")
    doctor.set_defaults(command="doctor")


def _add_bench(commands: Any) -> None:
    bench = commands.add_parser("bench", help="the figures of the README, as ratios in one run")
    bench.add_argument("source", nargs="?", type=path, metavar="SOURCE", help="the article to measure with")
    bench.add_argument("--only", action="append", metavar="PART", help="only these: translate,narrate")
    bench.add_argument("--full", action="store_true", help="1,000 articles too: it takes half an hour")
    bench.add_argument("--plot", type=path, metavar="FILE.svg", help="draw the ratios and the growth")
    bench.add_argument("--json", action="store_true", help="print one machine-readable report")
    bench.set_defaults(command="bench")
