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
        "--site", metavar="URL", help="where they will be published: for feeds, sitemap and absolute links"
    )
    build.add_argument(
        "--no-epub", dest="epub", action="store_false", default=None, help="make no EPUB of each edition"
    )
    build.add_argument("--collection", metavar="TITLE", help="make one EPUB a language of all articles too")
    build.add_argument(
        "--cache-size", metavar="SIZE", help="what the cache may take: 500MB, 2GB; 0 for no cache (2GB)"
    )
    build.add_argument("--json", action="store_true", help="print one machine-readable report")
    _add_selection(build.add_argument_group("many articles"))
    _add_translation(build.add_argument_group("translation"))
    _add_narration(build.add_argument_group("narration"))
    build.set_defaults(command="build")


def _add_selection(group: Any) -> None:
    group.add_argument(
        "--limit", type=_count, metavar="N", help="work on so many articles at most; the next run goes on"
    )
    group.add_argument(
        "--since", metavar="WHEN", help="only sources changed since: 2024-05-01, 2024-05-01T12:00, 12h, 3d"
    )
    group.add_argument(
        "--only-failed", action="store_true", help="only what the last run could not make, quarantined or not"
    )
    group.add_argument("--anew", action="store_true", help="make also what has not changed")
    group.add_argument(
        "--deadline",
        type=_number,
        metavar="SECONDS",
        help="give an article up after so long (1800; 0: never)",
    )
    group.add_argument(
        "--jobs", type=_count, metavar="N", help="so many processes, or voices for one article (one a core)"
    )
    group.add_argument(
        "--ray", metavar="ADDRESS", help="make them on a Ray cluster: auto, or HOST:PORT of its head"
    )


def _add_translation(group: Any) -> None:
    group.add_argument(
        "--engine", metavar="NAME", help="translate with this engine only: argos, bergamot, apertium, echo"
    )
    group.add_argument(
        "--memory", action="append", metavar="FILE", help="an XLIFF 1.2 or TMX file of finished translations"
    )
    group.add_argument(
        "--glossary",
        action="append",
        metavar="FILE",
        help="terms and how they are said, tab-separated; <name>.<lang>.tsv is for one language",
    )
    group.add_argument(
        "--strict", action="store_true", default=None, help="fail editions that a person must mend first"
    )


def _add_narration(group: Any) -> None:
    group.add_argument(
        "--voice", action="append", type=_pair, metavar="LANG=NAME", help="speak a language with this voice"
    )
    group.add_argument(
        "--rate",
        action="append",
        type=_amount,
        metavar="LANG=WORDS",
        help="speak with so many words a minute",
    )
    group.add_argument(
        "--pitch", action="append", type=_amount, metavar="LANG=N", help="speak higher or lower: 0 to 99 (50)"
    )
    group.add_argument(
        "--lexicon", metavar="FILE", help="pronunciations: a TOML table a language, word = spoken text"
    )
    group.add_argument("--audio", metavar="FORMAT", help="mp3, m4b, opus, several with commas, or none (mp3)")
    group.add_argument(
        "--words", action="store_true", default=None, help="write captions with a time for each word too"
    )


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


def _add_review(commands: Any) -> None:
    review = commands.add_parser("review", help="the translator's round trip: files out, corrections in")
    actions = review.add_subparsers(title="actions", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write XLIFF 1.2, a page to read, and the memory as TMX")
    _add_sources(export)
    export.add_argument(
        "--out", type=Path, default=Path("review"), metavar="FOLDER", help="where to (review)"
    )
    export.set_defaults(command="review_export")
    take_in = actions.add_parser("import", help="take finished units of .xlf, .xliff and .tmx files in")
    take_in.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="translators' files, and the articles they are of"
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
        "sources", nargs="+", type=Path, metavar="SOURCE", help="an article, or a folder of them"
    )
    command.add_argument(
        "--to", action="append", metavar="LANG", help="a target language; again for more, or ar,pt,es"
    )
    command.add_argument("--engine", metavar="NAME", help="translate with this engine only")
    command.add_argument(
        "--memory", action="append", metavar="FILE", help="an XLIFF 1.2 or TMX file of finished translations"
    )
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
        "out", nargs="?", type=Path, default=Path("outputs"), metavar="OUT", help="the tree (outputs)"
    )
    verify.add_argument(
        "--only", action="append", metavar="TOOL", help="run these tools only: page,audio; again for more"
    )
    verify.add_argument("--skip", action="append", metavar="TOOL", help="leave these tools out")
    verify.add_argument("--strict", action="store_true", help="exit 1 when errors are found")
    verify.add_argument(
        "--html",
        nargs="?",
        type=Path,
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
    evaluate.add_argument("source", type=Path, metavar="SRC", help="a text file, one sentence a line")
    evaluate.add_argument("reference", type=Path, metavar="REF", help="its good translation, line by line")
    evaluate.add_argument(
        "--engine", action="append", metavar="NAME", help="measure this engine; again for more (all that can)"
    )
    evaluate.add_argument("--from", dest="source_lang", metavar="LANG", help="SRC's language (news.en: en)")
    evaluate.add_argument("--to", dest="target_lang", metavar="LANG", help="REF's language (news.pt: pt)")
    evaluate.add_argument("--limit", type=_count, metavar="N", help="only the first N lines")
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
    bench.add_argument("source", nargs="?", type=Path, metavar="SOURCE", help="the article to measure with")
    bench.add_argument("--json", action="store_true", help="print one machine-readable report")
    bench.set_defaults(command="bench")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 on")
    return int(text)


def _amount(text: str) -> tuple[str, int]:
    lang, value = _pair(text)
    if not (value.isascii() and value.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NUMBER")
    return lang, int(value)


def _pair(text: str) -> tuple[str, str]:
    lang, equals, name = text.partition("=")
    if not (lang and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NAME")
    return lang, name
