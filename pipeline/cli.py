"""The command line: the one place that prints, draws progress and configures logging.

Everything heavy is imported inside the command that needs it, so that `--help` answers at once.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import EditionsError

DESCRIPTION = "One article in; accessible, narrated editions in many languages out; offline."
EXIT_CODES = "Exit codes: 0 all done, 1 some articles or languages failed, 2 usage, 3 environment, 4 locked."


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except EditionsError as error:
        print(f"editions: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("editions: stopped; what was finished is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


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

        print(f"editions {version('editions')}")
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
    build.set_defaults(run=_build)


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="preview finished editions on this machine")
    serve.add_argument(
        "out", nargs="?", type=Path, default=Path("outputs"), metavar="OUT", help="the tree (outputs)"
    )
    serve.add_argument(
        "--port", type=int, default=8000, help="the port on loopback (8000; 0 takes a free one)"
    )
    serve.set_defaults(run=_serve)


def _add_voices(commands: Any) -> None:
    voices = commands.add_parser("voices", help="what can speak here, in which language")
    voices.add_argument("lang", nargs="?", metavar="LANG", help="only this language")
    voices.add_argument("--json", action="store_true", help="print one machine-readable report")
    voices.set_defaults(run=_voices)


def _add_models(commands: Any) -> None:
    models = commands.add_parser("models", help="translation models: list them, install one from a file")
    actions = models.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="installed models and the pairs that can be translated")
    listing.add_argument("--json", action="store_true", help="print one machine-readable report")
    listing.set_defaults(run=_models_list)
    install = actions.add_parser(
        "install", help="install an .argosmodel file, or a folder of Mozilla model files"
    )
    install.add_argument("file", type=Path, metavar="FILE")
    install.set_defaults(run=_models_install)


def _add_doctor(commands: Any) -> None:
    doctor = commands.add_parser(
        "doctor", help="what is installed, what is missing, the command that mends it"
    )
    doctor.add_argument("--json", action="store_true", help="print one machine-readable report")
    doctor.set_defaults(run=_doctor)


def _add_bench(commands: Any) -> None:
    bench = commands.add_parser("bench", help="the figures of the README, as ratios in one run")
    bench.add_argument("source", nargs="?", type=Path, metavar="SOURCE", help="the article to measure with")
    bench.add_argument("--json", action="store_true", help="print one machine-readable report")
    bench.set_defaults(run=_bench)


def _pair(text: str) -> tuple[str, str]:
    lang, equals, name = text.partition("=")
    if not (lang and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not LANG=NAME")
    return lang, name


def _build(arguments: argparse.Namespace) -> int:
    from pipeline.options import options_for
    from pipeline.progress import progress_for
    from pipeline.publish import publish, source_files

    sources = source_files(arguments.sources)
    keys = ("to", "out", "engine", "voice", "audio", "memory", "strict")
    options = options_for(sources[0].parent, {key: getattr(arguments, key) for key in keys})
    report = publish(sources, options, progress_for(sys.stderr))
    if arguments.json:
        _print_json(report.as_json())
    else:
        print("\n".join(report.lines()))
    for line in report.warnings():
        print(f"editions: warning: {line}", file=sys.stderr)
    for line in report.failures():
        print(f"editions: {line}", file=sys.stderr)
    return report.exit_code


def _serve(arguments: argparse.Namespace) -> int:
    from pipeline.serve import server

    with server(arguments.out, arguments.port) as running:
        print(f"http://127.0.0.1:{running.server_address[1]}/  (Ctrl-C stops)", flush=True)
        running.serve_forever()
    return 0


def _voices(arguments: argparse.Namespace) -> int:
    from pipeline.engines.speech import speech_engines
    from pipeline.language import Lang

    wanted = Lang.parse(arguments.lang).base if arguments.lang else None
    rows = [
        {"lang": voice.lang, "voice": voice.key, "sex": voice.sex, "licence": voice.licence}
        for engine in speech_engines()
        for voice in engine.voices()
        if wanted in (None, voice.lang.split("-")[0])
    ]
    _print_rows(rows, arguments.json)
    return 0


def _models_list(arguments: argparse.Namespace) -> int:
    from pipeline.engines import translation_engines
    from pipeline.options import Options

    rows = [
        {"source": source, "target": target, "engine": engine.name}
        for engine in translation_engines(Options().models)
        for source, target in sorted(engine.pairs())
    ]
    _print_rows(rows, arguments.json)
    return 0


def _models_install(arguments: argparse.Namespace) -> int:
    from pipeline.models import install
    from pipeline.options import Options

    model = install(arguments.file, Options().models)
    print(f"installed {model.name}: {model.source} -> {model.target}, sha256 {model.sha256[:12]}")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from pipeline.doctor import examine

    checks = examine()
    _print_rows([check.as_row() for check in checks], arguments.json)
    return 0 if all(check.ok or not check.needed for check in checks) else 3


def _bench(arguments: argparse.Namespace) -> int:
    from pipeline.bench import figures

    _print_rows([figure.as_row() for figure in figures(arguments.source)], arguments.json)
    return 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _print_rows(rows: Sequence[dict[str, Any]], as_json: bool) -> None:
    """Rows of one shape, as JSON or as aligned columns under a heading."""
    if as_json:
        _print_json(rows)
        return
    if not rows:
        print("nothing found")
        return
    cells = [[str(key) for key in rows[0]], *([str(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
