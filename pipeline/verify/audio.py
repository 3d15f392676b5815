"""The narration against the text: captions, page and record tell the same, in reading order, to the millisecond."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.narrate.script import UNSPOKEN
from pipeline.verify import word_times
from pipeline.verify.model import Fault, Published, Rule, values
from pipeline.verify.narrated import Narrated, narrated
from pipeline.verify.own import OwnTool
from pipeline.verify.sound import NoSoundError, hear
from pipeline.verify.vtt import Cue, VttError, parse, plain

AGAIN = "Build the edition again."
FILE = Rule(
    "audio.file", "each narration file that an edition tells of is there and can be played", "WCAG 1.2", AGAIN
)
VTT = Rule("audio.vtt", "the captions can be read", "WebVTT §4", AGAIN)
CUE = Rule(
    "audio.cue",
    "there is one cue for each clip, with the id of its sentence",
    "Editions: ids for life",
    AGAIN,
)
ORDER = Rule(
    "audio.order", "sentences are spoken in the order in which the page has them", "WCAG 1.3.2, 1.2.2", AGAIN
)
OVERLAP = Rule(
    "audio.overlap", "a cue ends after it begins and before the next one begins", "WebVTT §4.1", AGAIN
)
END = Rule("audio.end", "the last cue ends within the narration", "WebVTT §4.1", AGAIN)
TEXT = Rule("audio.text", "a cue reads as the sentence does", "WCAG 1.2.2", AGAIN)
COVERED = Rule(
    "audio.covered",
    "every visible sentence is spoken, but for code and the labels that sort an article",
    "Editions: all of the text can be heard",
    AGAIN,
)
CLIP = Rule(
    "audio.clip",
    "page, captions and `edition.json` tell the same times",
    "Editions: times are rounded once",
    AGAIN,
)
CHAPTERS = Rule(
    "audio.chapters",
    "chapters begin at 0, in order, where a sentence begins, and `chapters.json` tells the same",
    "Podcast namespace, JSON chapters 1.2",
    AGAIN,
)
LENGTH = Rule("audio.length", "every file is as long as is told, to 60 ms", "Editions: exact sums", AGAIN)
TOLD = Rule("audio.told", "the player shows the length of the narration", "Editions: exact sums", AGAIN)
LOUDNESS = Rule(
    "audio.loudness", "speech is as loud as others make it: -19 to -17 LUFS", "EBU R 128 s4", AGAIN, "warning"
)
CLIPPING = Rule("audio.clipping", "no sample is cut off at full scale", "EBU R 128", AGAIN)
SILENT = Rule(
    "audio.silent",
    "something sounds in every clip",
    "Editions: all of the text can be heard",
    "Choose a voice that can say these words.",
)
TRACK = Rule(
    "audio.track",
    "the player plays the narration with its captions, in the language of the edition",
    "WCAG 1.2.2",
    AGAIN,
)
RULES = (
    FILE, VTT, CUE, ORDER, OVERLAP, END, TEXT, COVERED, CLIP, word_times.RULE, CHAPTERS, LENGTH, TOLD, LOUDNESS, CLIPPING,
    SILENT, TRACK,
)  # fmt: skip

TOLERANCE = 60
"""Milliseconds: a frame of MP3 at 22,050 Hz lasts 26, one of Opus 60."""
QUIETEST, LOUDEST = -19.0, -17.0
NOTHING = 0.001
"""A peak of -60 dBFS: below it nobody hears anything."""
STAND_IN = "silence"
"""The voice that says nothing, for drafts."""


def find(tree: Published) -> Iterator[Fault]:
    """The faults of all narrations, edition by edition."""
    for each in narrated(tree):
        yield from _captions(each)
        yield from _page(each)
        yield from word_times.check(each)
        yield from _chapters(each)
        yield from _sounds(each)


def _captions(each: Narrated) -> Iterator[Fault]:
    file = each.at("narration.vtt")
    try:
        cues = parse(each.tree.read(file))
    except VttError as error:
        yield VTT.fault(file, f"{error}.")
        return
    ids = [cue.id for cue in cues]
    if sorted(ids) != sorted(each.clips):
        odd = sorted(set(ids) ^ set(each.clips)) or sorted({name for name in ids if ids.count(name) > 1})
        yield CUE.fault(file, "has other cues than `edition.json` has clips.", ", ".join(odd))
    for before, cue in pairwise(cues):
        if cue.begin < before.end:
            yield OVERLAP.fault(each.at("narration.vtt", cue.id), f"begins before {before.id} ends.")
    if cues and max(cue.end for cue in cues) > each.told["milliseconds"]:
        yield END.fault(file, f"ends after {each.told['milliseconds']} ms, the length of the narration.")
    for cue in cues:
        yield from _cue(each, cue)


def _cue(each: Narrated, cue: Cue) -> Iterator[Fault]:
    place = each.at("narration.vtt", cue.id)
    if cue.begin >= cue.end:
        yield OVERLAP.fault(place, "ends before it begins.")
    if cue.id not in each.clips:
        return
    part = each.parts[cue.id]
    if cue.text != plain(part.get("target", part.get("text", ""))):
        yield TEXT.fault(place, "", cue.text)
    if (cue.begin, cue.end) != each.clips[cue.id]:
        yield CLIP.fault(
            place, "{} to {} ms in `edition.json`.".format(*each.clips[cue.id]), f"{cue.begin} to {cue.end}"
        )


def _page(each: Narrated) -> Iterator[Fault]:
    page, spoken = each.edition.page, list(each.clips)
    shown = [span.get("id") or "" for span in each.opened.spans]
    read = [name for name in shown if name in each.clips]
    if read != [name for name in spoken if name in set(read)]:
        first = next(name for name, wanted in zip(read, spoken, strict=False) if name != wanted)
        yield ORDER.fault(f"{page}: #{first}", "is spoken at another place than it stands.")
    for name, part in each.parts.items():
        text = part.get("target", part.get("text", ""))
        sayable = part["kind"] not in UNSPOKEN and any(map(str.isalnum, text))
        if sayable and name not in each.clips:
            yield COVERED.fault(f"{page}: #{name}", "", text)
    for span in each.opened.spans:
        times = tuple(int(span.get(name) or -1) for name in ("data-begin", "data-end"))
        wanted = each.clips.get(span.get("id") or "", (-1, -1))
        if times != wanted:
            yield CLIP.fault(
                f"{page}: #{span.get('id')}", "{} to {} ms in `edition.json`.".format(*wanted), f"{times}"
            )
    yield from _player(each)


def _player(each: Narrated) -> Iterator[Fault]:
    page, root = each.edition.page, each.opened.root
    lengths = values(root, "//@data-length")
    if lengths != [str(each.told["milliseconds"])]:
        yield TOLD.fault(page, f"is {each.told['milliseconds']} ms long.", ", ".join(lengths))
    audio = [node for node in each.opened.all("audio") if node.get("src") == each.told["file"]]
    tracks = [(node.get("src"), node.get("srclang")) for player in audio for node in player.iter("track")]
    if tracks != [("narration.vtt", each.edition.lang)]:
        yield TRACK.fault(page, "", str(tracks))


def _chapters(each: Narrated) -> Iterator[Fault]:
    told = [(chapter["begin"], chapter["title"]) for chapter in each.told.get("chapters", ())]
    begins, starts = [begin for begin, _ in told], {begin for begin, _ in each.clips.values()}
    file = each.at("chapters.json")
    if told:
        ordered = begins == sorted(set(begins)) and begins[0] == 0 and begins[-1] < each.told["milliseconds"]
        if not ordered or not set(begins[1:]) <= starts:
            yield CHAPTERS.fault(each.at("edition.json"), "", str(begins))
    if told or each.tree.holds(file):
        found = _of_file(each.tree.read(file))
        if found != told:
            yield CHAPTERS.fault(file, "tells other chapters than `edition.json`.", str(found))


def _of_file(data: bytes) -> Sequence[tuple[int, str]]:
    try:
        chapters = json.loads(data)["chapters"]
        return [(round(chapter["startTime"] * 1000), chapter["title"]) for chapter in chapters]
    except (ValueError, KeyError, TypeError):
        return []


def _sounds(each: Narrated) -> Iterator[Fault]:
    for number, sound in enumerate((each.told, *each.told.get("also", ()))):
        place = each.at(sound["file"])
        try:
            heard = hear(each.tree.path(place))
        except NoSoundError as error:
            yield FILE.fault(place, error.message)
            continue
        if abs(heard.milliseconds - each.told["milliseconds"]) > TOLERANCE:
            told = f"is {heard.milliseconds} ms long, not {each.told['milliseconds']}."
            yield LENGTH.fault(place, told)
        if heard.peak >= 1:
            yield CLIPPING.fault(place, "", f"{heard.peak:.3f} of full scale")
        if each.told["voice"].split(" ")[0].split(":")[0] == STAND_IN:
            continue
        if heard.loudness is None or not QUIETEST <= heard.loudness <= LOUDEST:
            yield LOUDNESS.fault(
                place, "", "silence" if heard.loudness is None else f"{heard.loudness:.1f} LUFS"
            )
        for name, (begin, end) in each.clips.items() if number == 0 else ():
            if heard.peak_between(begin, end) < NOTHING:
                yield SILENT.fault(f"{place}: #{name}", f"is silent from {begin} to {end} ms.")


AUDIO = OwnTool("audio", RULES, find, lambda tree: len(narrated(tree)))
