"""The command line: the one place that prints, draws progress and configures logging.

Everything heavy is imported inside the command that needs it, so that `--help` answers at once.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.errors import EditionsError
from pipeline.grammar import parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    arguments = parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except EditionsError as error:
        print(f"editions: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("editions: stopped; what was finished is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


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


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "voices": _voices,
    "models_list": _models_list,
    "models_install": _models_install,
    "doctor": _doctor,
    "bench": _bench,
}
"""By the name that the grammar gives each."""


if __name__ == "__main__":
    sys.exit(main())
