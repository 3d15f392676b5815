"""Editions at internet scale, on paper: `python docs/scale.py` prints the tables of docs/scale.md.

`--write docs/scale.md` puts them into the page; `--core-hour`, `--month` and `--writes` set the prices, `--articles`,
`--languages` and `--words` the load. Each table is a function of a `Plan`; tests/test_scale.py holds page and script together.
"""

import argparse
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HOUR, MONTH = 3_600.0, 30.0
"""Seconds, days."""
MINUTE = 60.0
GB, TB = 1e9, 1e12

# Measured on one core of an Intel Xeon of 2.1 GHz (AVX-512; two cores, with other work on them), in CPU seconds with those of helper
# processes, one thread, no cache; the best of two to five runs. What is worked on: the five English articles of seeds/ (4,170 words,
# 342 sentences) in English and Portuguese, 58 minutes of narration.

TRANSLATED = 1_280.0
"""Source words a CPU second: the stage with `bergamot` en-pt (a model of 17 MB), its checks, and flagged sentences asked again. One
batch of all sentences alone: 1,860."""
OPENED = 0.5
"""CPU seconds: a translation model opened and a first sentence said."""
CHECKED = 46_000.0
"""Words a CPU second: repair, what checks are left, states and notes."""
READ = 39_000.0
"""Words a CPU second: a source read and split into sentences, once for all languages."""
SPOKEN = 440.0
"""Times real time, pauses with it, as in the next three: espeak-ng, Portuguese, a fresh process a sentence."""
SPOKEN_NEURAL = 90.0
"""Times real time, without pauses: `hibari`, a small neural voice, English, twelve sentences."""
JOINED = 550.0
"""Times real time: the narration stage less speaking, mastering and encoding; it takes 99 times real time with all of them."""
MASTERED = 458.0
"""Times real time: loudness measured and brought to -18 LUFS, peaks limited."""
ENCODED = {"mp3": 261.0, "opus": 87.0, "m4b": 256.0}
"""Times real time: LAME 64 kb/s; libopus at complexity 10, about 24 kb/s; AAC 64 kb/s."""
RENDERED = 0.026
"""CPU seconds an edition: page, captions, record and XLIFF."""
BOUND = 0.015
"""CPU seconds an edition: its EPUB, sound and all."""
WRITTEN = 0.012
"""CPU seconds an edition: compared, written, brought to the disk."""
STARTED = 0.45
"""CPU seconds: a process until it reads its first article."""

# Sizes, from a build of seeds/: the mean of nine editions, three articles of 508 to 539 words in Portuguese, Spanish and Arabic.

SIZED_WORDS = 521.3
"""Words of the sources of those nine."""
SIZED_SENTENCES = 59.7
"""Sentences, headings and captions of those nine."""
SPOKEN_MINUTES = 4.528
"""Minutes of speech: Portuguese 8.1 for a thousand words of English, Spanish 7.8, Arabic 10.2."""
PAGE, CAPTIONS, RECORD, REVIEW, CHAPTERS = 32_683, 6_023, 52_576, 20_248, 489
"""Bytes of index.html, narration.vtt, edition.json, review.xlf and chapters.json."""
BOOK_TEXT = 12_810
"""Bytes of an EPUB beside the sound in it."""
SOUND = {"mp3": 480_400.0, "opus": 177_200.0, "m4b": 530_600.0}
"""Bytes a minute, tags and chapters with it."""
LISTED = 146.3
"""Bytes a file in manifest.json."""
REPORTED = 1_574.0
"""Bytes an edition in report.json, its findings with it."""
LISTINGS = 4_960.0
"""Bytes an edition in front pages, feeds and sitemap."""
JSON_READ, JSON_WRITTEN = 1.7e-6, 5.1e-6
"""CPU seconds an entry: a manifest of half a million read, and written."""
JSON_MEMORY = 10.0
"""Bytes of memory for a byte of manifest while it is written."""
KEPT_TRANSLATION = 4_096.0
"""Bytes on the disk a cached translation: it has some hundreds, a block of the file system has 4,096."""
KEPT_SPEECH = 1_437_000.0
"""Bytes on the disk a minute of narration: its cached speech, packed, without the pauses."""
MEMORY = 0.14
"""Gigabytes: a process, beside the finished files of its run, which stay in memory to its end (0.20 with ten editions, 0.26 with 23)."""

# Assumed, and nobody's price list. The prices are flags too.

PRICE_CORE_HOUR, PRICE_MONTH, PRICE_WRITES = 0.02, 0.02, 5.0
"""Dollars a core-hour, a gigabyte kept for a month, a million objects written."""
BUSY = 0.8
"""Share of the time that a core works: the rest goes to waiting for disks, starting, the last jobs of a run."""
JOB = 16
"""Articles a process takes, one after the other in all languages, before it ends."""
SHARDS = 65_536
"""Folders by the first four hex digits of the sha256 of the slug."""
SLOWER = 5.0
"""How many times as long a larger model with a wider beam translates."""
MACHINE = 64
"""Cores of one machine."""
CHANGED, NEW, SENTENCES = 0.01, 0.001, 1
"""Share of the articles that change a day, share that is new, sentences that change in each that changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be made, and at which prices."""

    articles: int = 10_000_000
    languages: int = 10
    """Each a translation; the edition in the source's own language would be one more, without translating."""
    words: int = 500
    """Of one article."""
    source: int = 6_000
    """Bytes of one article's file and its sidecar."""
    audio: tuple[str, ...] = ("mp3",)
    epub: bool = True
    core_hour: float = PRICE_CORE_HOUR
    month: float = PRICE_MONTH
    writes: float = PRICE_WRITES

    @property
    def editions(self) -> int:
        return self.articles * self.languages

    @property
    def scale(self) -> float:
        """An article's length against those that were measured."""
        return self.words / SIZED_WORDS

    @property
    def minutes(self) -> float:
        """Of speech in one edition."""
        return SPOKEN_MINUTES * self.scale

    @property
    def sentences(self) -> float:
        """Of one article."""
        return SIZED_SENTENCES * self.scale

    @property
    def files(self) -> int:
        """Of one edition: page, captions, record, XLIFF, chapters; sounds; book."""
        return 5 + len(self.audio) + self.epub


Table = Sequence[Sequence[str]]
"""Rows; the first is the head."""


def work(plan: Plan) -> dict[str, float]:
    """CPU seconds of one edition by what is done."""
    spoken = plan.minutes * MINUTE if plan.audio else 0.0
    return {
        "reading": plan.words / READ / plan.languages,
        "translating": plan.words / TRANSLATED + OPENED / JOB,
        "checking": plan.words / CHECKED,
        "speaking": spoken / SPOKEN,
        "joining": spoken / JOINED,
        "mastering": spoken / MASTERED * len(plan.audio),
        "encoding": sum(spoken / ENCODED[kind] for kind in plan.audio),
        "rendering": RENDERED + BOUND * plan.epub,
        "writing": WRITTEN + STARTED / JOB / plan.languages,
    }


def sizes(plan: Plan) -> dict[str, float]:
    """Bytes of one edition by kind of file."""
    sounds = {f"narration.{kind}": SOUND[kind] * plan.minutes for kind in plan.audio}
    book = {"edition.epub": BOOK_TEXT * plan.scale + next(iter(sounds.values()), 0.0)} if plan.epub else {}
    texts = {
        "index.html": PAGE,
        "narration.vtt": CAPTIONS,
        "edition.json": RECORD,
        "review.xlf": REVIEW,
        "chapters.json": CHAPTERS,
    }
    listed = {"manifest.json": LISTED * plan.files, "report.json": REPORTED, "front pages, feeds": LISTINGS}
    return {**sounds, **book, **{kind: size * plan.scale for kind, size in texts.items()}, **listed}


def core_hours(plan: Plan) -> float:
    """To make everything once."""
    return sum(work(plan).values()) * plan.editions / HOUR


def stored(plan: Plan) -> float:
    """Bytes of everything, the sources with it."""
    return sum(sizes(plan).values()) * plan.editions + plan.source * plan.articles


def wall_hours(hours: float, cores: int) -> float:
    """Until the last core is done."""
    return hours / cores / BUSY


def again(plan: Plan, *, speech: bool) -> dict[str, float]:
    """CPU seconds of one edition of which some sentences changed; `speech`: whether what is spoken was kept."""
    share = SENTENCES / plan.sentences
    part = {"translating": share, "speaking": share if speech else 1.0}
    return {step: seconds * part.get(step, 1.0) for step, seconds in work(plan).items()}


def daily(plan: Plan, *, speech: bool) -> float:
    """Core-hours of one day's changed and new articles."""
    made = CHANGED * sum(again(plan, speech=speech).values()) + NEW * sum(work(plan).values())
    return made * plan.editions / HOUR


def kept(plan: Plan) -> dict[str, float]:
    """Bytes of cache that one edition fills, by kind."""
    return {
        "translations": KEPT_TRANSLATION * plan.sentences,
        "speech": KEPT_SPEECH * plan.minutes,
        "sound files": sum(SOUND[kind] for kind in plan.audio) * plan.minutes,
    }


def dollars(plan: Plan) -> dict[str, float]:
    """For 1,000 articles in all languages: made once, written once, kept for a month."""
    share = 1_000 / plan.articles
    return {
        "making": core_hours(plan) * share * plan.core_hour,
        "writing": plan.files * plan.languages * 1_000 / 1e6 * plan.writes,
        "a month of keeping": stored(plan) * share / GB * plan.month,
    }


def work_table(plan: Plan) -> Table:
    steps = work(plan)
    total = sum(steps.values())
    rows = [_work_row(plan, step, seconds, total) for step, seconds in steps.items()]
    return [
        ("", "CPU seconds an edition", "core-hours", "share"),
        *rows,
        _work_row(plan, "all", total, total),
    ]


def _work_row(plan: Plan, step: str, seconds: float, total: float) -> Sequence[str]:
    return step, f"{seconds:.3f}", amount(seconds * plan.editions / HOUR), f"{seconds / total:.1%}"


def choices_table(plan: Plan) -> Table:
    """The sum with one step at another speed."""
    steps = work(plan)
    usual = sum(steps.values())
    slower = (SLOWER - 1) * plan.words / TRANSLATED
    neural = plan.minutes * MINUTE * (1 / SPOKEN_NEURAL - 1 / SPOKEN)
    opus = sum(work(replace(plan, audio=("opus",))).values()) - usual
    more = {
        "as above": 0.0,
        f"a translation model that takes {SLOWER:g} times as long": slower,
        f"a neural voice at {SPOKEN_NEURAL:g} times real time": neural,
        "Opus in place of MP3": opus,
        "all three": slower + neural + opus,
    }
    rows = [(name, amount((usual + extra) * plan.editions / HOUR)) for name, extra in more.items()]
    return [("", "core-hours"), *rows]


def wall_table(plan: Plan) -> Table:
    head = ("cores", "hours", "editions a second", "written, GB a second")
    return [head, *(_wall_row(plan, cores) for cores in (1_000, 10_000))]


def _wall_row(plan: Plan, cores: int) -> Sequence[str]:
    hours = wall_hours(core_hours(plan), cores)
    seconds = hours * HOUR
    rate = stored(plan) / GB / seconds
    return f"{cores:,}", amount(hours), amount(plan.editions / seconds), amount(rate)


def bytes_table(plan: Plan) -> Table:
    each = sizes(plan)
    rows = {**each, "sources": plan.source / plan.languages}
    total = sum(rows.values())
    body = [
        (kind, amount(size), amount(size * plan.editions / TB), f"{size / total:.2%}")
        for kind, size in rows.items()
    ]
    last = ("all", amount(total), amount(total * plan.editions / TB), f"{1:.2%}")
    return [("", "bytes an edition", "TB", "share"), *body, last]


def variants_table(plan: Plan) -> Table:
    ways = {
        "MP3 and EPUB, as it is without settings": plan,
        "MP3, `--no-epub`": replace(plan, epub=False),
        "Opus, `--no-epub --audio opus`": replace(plan, epub=False, audio=("opus",)),
        "MP3 and Opus, `--no-epub --audio mp3,opus`": replace(plan, epub=False, audio=("mp3", "opus")),
        "text alone, `--no-epub --audio none`": replace(plan, epub=False, audio=()),
    }
    rows = [(name, amount(core_hours(way)), amount(stored(way) / TB)) for name, way in ways.items()]
    return [("", "core-hours", "TB"), *rows]


TREE_ROWS = (
    "articles",
    "files",
    "all, GB",
    "core-hours to make it",
    "manifest.json, MB",
    "report.json, MB",
    "CPU seconds to read and write the manifest",
    "memory for that, GB",
)


def tree_table(plan: Plan) -> Table:
    part = replace(plan, articles=round(plan.articles / SHARDS))
    rows = zip(TREE_ROWS, _tree_column(plan), _tree_column(part), strict=True)
    return [("", "one tree", f"one of {SHARDS:,} shards"), *rows]


def _tree_column(plan: Plan) -> Sequence[str]:
    files = plan.files * plan.editions
    manifest, report = LISTED * files, REPORTED * plan.editions
    seconds = (JSON_READ + JSON_WRITTEN) * files
    memory = manifest * JSON_MEMORY / GB
    whole = (plan.articles, files, stored(plan) / GB, core_hours(plan))
    return [amount(figure) for figure in (*whole, manifest / 1e6, report / 1e6, seconds, memory)]


def job_table(plan: Plan) -> Table:
    """What one process takes on, from its start to its end."""
    job = replace(plan, articles=JOB)
    rows = {
        "articles": JOB,
        "editions": job.editions,
        "minutes on one core": core_hours(job) * HOUR / MINUTE,
        "memory, GB": MEMORY + stored(job) / GB,
        "processes in all": math.ceil(plan.articles / JOB),
    }
    return [("", "one process"), *((name, amount(figure)) for name, figure in rows.items())]


def sentence_table(plan: Plan) -> Table:
    """CPU seconds of one edition: all of it, and after one sentence of its source changed."""
    ways = [work(plan), again(plan, speech=True), again(plan, speech=False)]
    rows = [(step, *(f"{way[step]:.3f}" for way in ways)) for step in ways[0]]
    last = ("all", *(f"{sum(way.values()):.3f}" for way in ways))
    return [("", "all of it", "a sentence, all kept", "a sentence, translations kept"), *rows, last]


def changes_table(plan: Plan) -> Table:
    """What an event costs; the first column of figures with all kept, the second with translations alone."""
    day = [daily(plan, speech=kept) for kept in (True, False)]
    total, per_language = core_hours(plan), core_hours(plan) / plan.languages
    steps = {step: seconds * plan.editions / HOUR for step, seconds in work(plan).items()}
    pages = steps["reading"] + steps["rendering"] + steps["writing"]
    spoken = total - steps["translating"]
    rows = {
        f"a day: {CHANGED:.0%} of the articles change, {NEW:.1%} are new": day,
        "another look of the pages, all editions": [pages, spoken],
        "another voice, one language": [spoken / plan.languages] * 2,
        "another translation model, one language": [per_language] * 2,
        "one more language": [per_language] * 2,
    }
    body = [(name, *(amount(hours) for hours in both)) for name, both in rows.items()]
    return [("", "core-hours, all kept", "core-hours, translations kept"), *body]


def saved(plan: Plan) -> dict[str, float]:
    """Core-hours a day that each part of the cache saves in changed articles. Their sound files change with the sentence."""
    unchanged = CHANGED * (1 - SENTENCES / plan.sentences) * plan.editions / HOUR
    steps = work(plan)
    return {
        "translations": steps["translating"] * unchanged,
        "speech": steps["speaking"] * unchanged,
        "sound files": 0.0,
    }


def cache_table(plan: Plan) -> Table:
    """What each part of the cache takes, costs and saves."""
    head = ("", "KB an edition", "TB", "keeping it a month, dollars", "making again a month, dollars")
    return [head, *(_cache_row(plan, kind, size) for kind, size in kept(plan).items())]


def _cache_row(plan: Plan, kind: str, size: float) -> Sequence[str]:
    whole = size * plan.editions
    spared = saved(plan)[kind] * MONTH * plan.core_hour
    return kind, *map(amount, (size / 1e3, whole / TB, whole / GB * plan.month, spared))


def failures_table(plan: Plan) -> Table:
    """What is made again when a thing is lost with all that it had kept."""
    article = sum(work(plan).values()) * plan.languages / HOUR
    domains = {
        "one article, by its own fault": 1,
        "a process": JOB,
        f"a machine of {MACHINE} cores": JOB * MACHINE,
        "a shard": round(plan.articles / SHARDS),
        "everything but the sources": plan.articles,
    }
    rows = [(name, amount(count), amount(count * article)) for name, count in domains.items()]
    return [("lost", "articles, at most", "core-hours to make them again"), *rows]


def price_table(plan: Plan) -> Table:
    """Dollars for 1,000 articles, and for all."""
    share = plan.articles / 1_000
    lean = dollars(replace(plan, epub=False))
    rows = [
        (name, f"{cost:.2f}", amount(cost * share), f"{lean[name]:.2f}")
        for name, cost in dollars(plan).items()
    ]
    return [("", "dollars, 1,000 articles", "dollars, all", "1,000 articles with `--no-epub`"), *rows]


TABLES: Mapping[str, Callable[[Plan], Table]] = {
    "work": work_table,
    "choices": choices_table,
    "wall": wall_table,
    "bytes": bytes_table,
    "variants": variants_table,
    "tree": tree_table,
    "job": job_table,
    "sentence": sentence_table,
    "changes": changes_table,
    "cache": cache_table,
    "failures": failures_table,
    "price": price_table,
}


def amount(figure: float) -> str:
    """Counts as they are; of all else three digits that count: 1,230,000; 12.3; 0.0123."""
    if isinstance(figure, int) or figure == 0:
        return f"{figure:,.0f}"
    rounded = float(f"{figure:.3g}")
    return f"{rounded:,.{max(0, 2 - math.floor(math.log10(abs(rounded))))}f}"


def markdown(table: Table) -> str:
    head, *rows = table
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def marked(name: str, plan: Plan) -> str:
    """A table between its two comments."""
    return f"<!-- table: {name} -->\n{markdown(TABLES[name](plan))}<!-- end -->"


def with_tables(page: str, plan: Plan) -> str:
    """The page with the tables as they must be. Raises `KeyError` where it asks for one that there is not."""
    pattern = re.compile(r"<!-- table: (\w+) -->\n.*?<!-- end -->", re.DOTALL)
    return pattern.sub(lambda found: marked(found[1], plan), page)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="Editions at internet scale, on paper.")
    usual = Plan()
    for name in ("articles", "languages", "words"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument("--core-hour", type=float, default=usual.core_hour, help="dollars a core-hour")
    parser.add_argument("--month", type=float, default=usual.month, help="dollars a gigabyte and month")
    parser.add_argument(
        "--writes", type=float, default=usual.writes, help="dollars a million objects written"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    settings = vars(parser.parse_args(arguments))
    page: Path | None = settings.pop("write")
    plan = Plan(**settings)
    if page:
        page.write_text(with_tables(page.read_text("utf-8"), plan), "utf-8")
    else:
        sys.stdout.write("\n\n".join(marked(name, plan) for name in TABLES) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
