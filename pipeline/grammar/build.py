"""The grammar of `editions build`."""

from typing import Any

from pipeline.grammar.values import amount, count, number, pair, path

SETTINGS = (
    "to", "out", "engine", "voice", "rate", "pitch", "audio", "words", "epub", "collection", "jobs", "memory", "glossary",
    "lexicon", "strict", "cache_size", "deadline", "site",
)  # fmt: skip
"""The flags that are options of a run."""


def add_build(commands: Any, exit_codes: str) -> None:
    """The command `build`."""
    build = commands.add_parser("build", help="make the editions of articles", epilog=exit_codes)
    build.add_argument(
        "sources",
        nargs="+",
        type=path,
        metavar="SOURCE",
        help="a .txt, .md or .html file, or a folder of them",
    )
    build.add_argument(
        "--to", action="append", metavar="LANG", help="a target language; again for more, or ar,pt,es"
    )
    build.add_argument("--out", type=path, metavar="FOLDER", help="where the editions go (outputs)")
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
        "--limit", type=count, metavar="N", help="work on so many articles at most; the next run goes on"
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
        type=number,
        metavar="SECONDS",
        help="give an article up after so long (1800; 0: never)",
    )
    group.add_argument(
        "--jobs", type=count, metavar="N", help="so many processes, or voices for one article (one a core)"
    )
    group.add_argument(
        "--ray", metavar="ADDRESS", help="make them on a Ray cluster: auto, or HOST:PORT of its head"
    )


def _add_translation(group: Any) -> None:
    group.add_argument(
        "--engine", metavar="NAME", help="translate with this engine only: argos, bergamot, apertium, echo"
    )
    add_word_lists(group)
    group.add_argument(
        "--strict", action="store_true", default=None, help="fail editions that a person must mend first"
    )


def add_word_lists(command: Any) -> None:
    """What people have translated already: the same for a build and for a review."""
    command.add_argument(
        "--memory",
        action="append",
        type=path,
        metavar="FILE",
        help="an XLIFF 1.2 or TMX file of finished translations",
    )
    command.add_argument(
        "--glossary",
        action="append",
        type=path,
        metavar="FILE",
        help="terms and how they are said, tab-separated; <name>.<lang>.tsv is for one language",
    )


def _add_narration(group: Any) -> None:
    group.add_argument(
        "--voice", action="append", type=pair, metavar="LANG=NAME", help="speak a language with this voice"
    )
    group.add_argument(
        "--rate",
        action="append",
        type=amount,
        metavar="LANG=WORDS",
        help="speak with so many words a minute",
    )
    group.add_argument(
        "--pitch", action="append", type=amount, metavar="LANG=N", help="speak higher or lower: 0 to 99 (50)"
    )
    group.add_argument(
        "--lexicon",
        type=path,
        metavar="FILE",
        help="pronunciations: a TOML table a language, word = spoken text",
    )
    group.add_argument("--audio", metavar="FORMAT", help="mp3, m4b, opus, several with commas, or none (mp3)")
    group.add_argument(
        "--words", action="store_true", default=None, help="write captions with a time for each word too"
    )
