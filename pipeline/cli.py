"""The command line: the one place that prints, draws progress and configures logging.

Everything heavy is imported inside the command that needs it, so that `--help` answers at once.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.errors import EditionsError, SetupError
from pipeline.grammar import SETTINGS, parser
from pipeline.stopping import Stopped, stoppable


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    arguments = parser().parse_args(argv)
    try:
        with stoppable():
            return COMMANDS[arguments.command](arguments)
    except EditionsError as error:
        print(f"editions: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt as asked:
        print("editions: stopped; what was finished is kept.", file=sys.stderr)
        return asked.exit_code if isinstance(asked, Stopped) else 130
    except BrokenPipeError:
        return 0
    except OSError as error:  # what the system refuses where no command expects it: a folder that is closed
        place = f"{error.filename}: " if error.filename else ""
        print(f"editions: {place}{error.strerror or error} (errno {error.errno}).", file=sys.stderr)
        return SetupError.exit_code


def _build(arguments: argparse.Namespace) -> int:
    from pipeline.options import options_for
    from pipeline.progress import progress_for
    from pipeline.publish import publish_apart, source_files
    from pipeline.selection import Selection, moment

    sources = source_files(arguments.sources)
    options = options_for(sources[0].parent, {key: getattr(arguments, key) for key in SETTINGS})
    selection = Selection(
        limit=arguments.limit or 0,
        since=moment(arguments.since) if arguments.since else None,
        only_failed=arguments.only_failed,
        anew=arguments.anew,
    )
    report = publish_apart(sources, options, progress_for(sys.stderr), selection, arguments.ray or "")
    if arguments.json:
        _print_json(report.as_json())
    else:
        print("\n".join(report.lines()))
    for line in report.warnings():
        print(f"editions: warning: {line}", file=sys.stderr)
    for line in report.failures():
        print(f"editions: {line}", file=sys.stderr)
    return report.exit_code


def _push(arguments: argparse.Namespace) -> int:
    from pipeline.progress import progress_for
    from pipeline.push import push

    pushed = push(arguments.out, arguments.address, progress_for(sys.stderr))
    _print_json(pushed.as_json()) if arguments.json else print(pushed.line())
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from pipeline.serve import server

    with server(arguments.out, arguments.port) as running:
        print(f"http://127.0.0.1:{running.server_address[1]}/  (Ctrl-C stops)", flush=True)
        running.serve_forever()
    return 0


def _voices(arguments: argparse.Namespace) -> int:
    from pipeline.engines.speech import described, hints, speakers, speech_engines
    from pipeline.language import Lang

    engines = speech_engines()
    wanted = Lang.parse(arguments.lang) if arguments.lang else None
    voices = list(speakers(engines, wanted))
    _print_rows([described(voice) for voice in voices], arguments.json)
    for line in hints(engines, voices) if not arguments.json else ():
        print(line)
    return 0


def _review_export(arguments: argparse.Namespace) -> int:
    from pipeline.options import options_for
    from pipeline.progress import progress_for
    from pipeline.publish import source_files
    from pipeline.review import export

    sources = source_files(arguments.sources)
    flags = {key: getattr(arguments, key) for key in ("to", "engine", "memory", "glossary")}
    options = options_for(sources[0].parent, flags)
    done = export(sources, options, arguments.out, progress_for(sys.stderr))
    if arguments.json:
        _print_json({"exit": done.exit_code, "files": list(map(str, done.files)), "failures": done.failures})
    else:
        print("\n".join(map(str, done.files)))
    _complain(done.failures)
    return done.exit_code


def _review_import(arguments: argparse.Namespace) -> int:
    from pipeline.options import options_for
    from pipeline.publish import source_files
    from pipeline.review import SUFFIXES, exit_code, take_in

    files = [path for path in arguments.files if path.suffix.lower() in SUFFIXES]
    sources = source_files([path for path in arguments.files if path not in files])
    options = options_for((sources or arguments.files)[0].parent, {"to": arguments.to})
    taken = take_in(files, sources, options, arguments.reviewer)
    if arguments.json:
        _print_json({"exit": exit_code(taken), "files": [each.as_json() for each in taken]})
    else:
        rows = [each.as_row() for each in taken if not each.failure]
        _print_rows(rows, as_json=False)
    for each in taken:
        _complain([line for line in (each.failure, *each.refusals()) if line])
        _complain([f"warning: {each.warning}"] if each.warning else [])
    return exit_code(taken)


def _review_status(arguments: argparse.Namespace) -> int:
    from pipeline.options import options_for
    from pipeline.progress import progress_for
    from pipeline.publish import source_files
    from pipeline.review import status

    sources = source_files(arguments.sources)
    flags = {key: getattr(arguments, key) for key in ("to", "engine", "memory", "glossary")}
    told = status(sources, options_for(sources[0].parent, flags), progress_for(sys.stderr))
    if arguments.json:
        _print_json({"exit": told.exit_code, "articles": [each.as_json() for each in told.standings]})
    else:
        _print_rows([each.as_row() for each in told.standings], as_json=False)
        for line in (line for each in told.standings for line in each.lines()):
            print(line)
    _complain(told.failures)
    return told.exit_code


def _complain(lines: Sequence[str]) -> None:
    for line in lines:
        print(f"editions: {line}", file=sys.stderr)


def _models_list(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from pipeline.models import listed
    from pipeline.options import Options

    found = listed(Options().models)
    _print_rows([asdict(model) if arguments.json else model.as_row() for model in found], arguments.json)
    return 0


def _models_install(arguments: argparse.Namespace) -> int:
    from pipeline.models import install_from
    from pipeline.options import Options

    model = install_from(arguments.source, Options().models, index=arguments.index, sha256=arguments.sha256)
    print(f"installed {model.name}: {model.source} -> {model.target}, sha256 {model.sha256[:12]}")
    return 0


def _models_verify(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from pipeline.models import examined
    from pipeline.options import Options

    found = examined(Options().models)
    _print_rows([asdict(model) if arguments.json else model.as_row() for model in found], arguments.json)
    for model in found:
        for change in model.changes:
            print(f"editions: {model.name}: {change}.", file=sys.stderr)
    return 3 if any(model.changes for model in found) else 0


def _models_remove(arguments: argparse.Namespace) -> int:
    from pipeline.models import remove
    from pipeline.options import Options

    remove(arguments.name, Options().models)
    print(f"removed {arguments.name}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from pipeline.verify import audit, keep

    only, skip = (_named(names) for names in (arguments.only, arguments.skip))
    done = audit(arguments.out, only, skip)
    if arguments.html is not None:
        keep(done, arguments.html)
    if arguments.json:
        _print_json(done.as_json())
    else:
        print("\n".join(done.lines()))
    return 1 if arguments.strict and done.errors else 0


def _named(given: Sequence[str] | None) -> tuple[str, ...]:
    """Names that were given one by one, or with commas."""
    return tuple(name.strip() for names in given or () for name in names.split(",") if name.strip())


def _evaluate(arguments: argparse.Namespace) -> int:
    from pipeline.engines import translation_engines
    from pipeline.evaluate import evaluate, read_sample
    from pipeline.language import Lang
    from pipeline.options import Options

    tags = arguments.source_lang, arguments.target_lang
    source, target = (Lang.parse(tag) if tag else None for tag in tags)
    sample = read_sample(arguments.source, arguments.reference, source, target, arguments.limit)
    evaluation = evaluate(sample, translation_engines(Options().models), arguments.engine or ())
    if arguments.json:
        _print_json(evaluation.as_json())
        return 0
    _print_rows(evaluation.scores(), as_json=False)
    print()
    _print_rows(evaluation.rates(), as_json=False, nothing="the checks object to nothing")
    print("", *evaluation.notes(), sep="\n")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from pipeline.doctor import examine

    checks = examine()
    _print_rows([check.as_row() for check in checks], arguments.json)
    return 0 if all(check.ok or not check.needed for check in checks) else 3


def _bench(arguments: argparse.Namespace) -> int:
    from pipeline.bench import measure

    measured = measure(arguments.source, _named(arguments.only), full=arguments.full, plot=arguments.plot)
    _print_json(measured.as_json()) if arguments.json else _print_rows(measured.as_rows(), as_json=False)
    return 0


def _print_json(value: object) -> None:
    from pipeline.store import json_bytes

    sys.stdout.write(json_bytes(value).decode())


def _print_rows(rows: Sequence[dict[str, Any]], as_json: bool, nothing: str = "nothing found") -> None:
    """Rows of one shape, as JSON or as aligned columns under a heading."""
    if as_json:
        _print_json(rows)
        return
    if not rows:
        print(nothing)
        return
    cells = [[str(key) for key in rows[0]], *([str(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "push": _push,
    "serve": _serve,
    "voices": _voices,
    "review_export": _review_export,
    "review_import": _review_import,
    "review_status": _review_status,
    "models_list": _models_list,
    "models_install": _models_install,
    "models_verify": _models_verify,
    "models_remove": _models_remove,
    "verify": _verify,
    "evaluate": _evaluate,
    "doctor": _doctor,
    "bench": _bench,
}
"""By the name that the grammar gives each."""


if __name__ == "__main__":
    sys.exit(main())
