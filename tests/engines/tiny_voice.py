"""A piper voice built from nothing: it sings, one pitch a phoneme, each phoneme equally long.

An ONNX file is a protobuf message; the few fields that a model needs are written here by hand.
"""

import json
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.engines.onnx_outputs import field

RATE = 22_050
HOP = 256
"""Samples in a frame."""
FRAMES = 3
"""A phoneme's length at the voice's own pace, and that of the padding after it: 35 ms each."""
_INT64, _FLOAT = 7, 1
_SYMBOLS = (
    " !'(),-.:;?abcdefghijklmnopqrstuvwxyzæçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲ"
    'ˈˌːˑ˞βθχᵻⱱ0123456789̧̪̯̩̃ʰˤε↓#"↑̺̻'
)
NUMBERS = {symbol: [number] for number, symbol in enumerate(["_", "^", "$", *_SYMBOLS])}


def write_voice(folder: Path, name: str, lang: str, espeak: str, **more: Any) -> Path:
    """Writes `NAME.onnx` and its configuration; `more` are keys of the configuration. Gives the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.onnx"
    path.write_bytes(model(speakers="speaker_id_map" in more))
    about = {
        "audio": {"sample_rate": RATE, "quality": "medium"},
        "espeak": {"voice": espeak},
        "language": {"code": lang},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "num_symbols": len(NUMBERS),
        "num_speakers": 1,
        "phoneme_id_map": NUMBERS,
        "hop_length": HOP,
        **more,
    }
    Path(f"{path}.json").write_text(json.dumps(about), "utf-8")
    return path


def model(*, speakers: bool = False) -> bytes:
    """Sound = sin(phoneme number x time); length of each phoneme = ceil(2.4 x length scale) frames.

    With `noise_scale` the sound would be another each time, as a real voice's is.
    """
    nodes = [
        _node("Cast", ["input"], "number", to=_whole(_FLOAT)),
        *_of_speaker(speakers),
        _node("Gather", ["scales", "zero"], "noise"),
        _node("Gather", ["scales", "one"], "pace"),
        _node("Mul", ["pitch", "nothing"], "flat"),
        _node("Add", ["flat", "usual"], "equal"),
        _node("Mul", ["equal", "pace"], "exact"),
        _node("Ceil", ["exact"], "frames"),
        _node("ReduceMax", ["frames"], "longest", keepdims=_whole(0)),
        _node("Mul", ["longest", "hop"], "length"),
        _node("Range", ["start", "length", "step"], "time"),
        _node("Unsqueeze", ["pitch", "last"], "column"),
        _node("Mul", ["column", "time"], "phase"),
        _node("Mul", ["phase", "slow"], "angle"),
        _node("Sin", ["angle"], "tone"),
        _node("RandomNormalLike", ["tone"], "random"),
        _node("Mul", ["random", "noise"], "hiss"),
        _node("Add", ["tone", "hiss"], "voiced"),
        _node("Reshape", ["voiced", "flat_shape"], "output"),
    ]
    constants = [
        _integers("zero", [], [0]), _integers("one", [], [1]), _integers("last", [1], [-1]),
        _integers("flat_shape", [3], [1, 1, -1]),
        _number("nothing", 0), _number("usual", 2.4), _number("hop", HOP), _number("start", 0), _number("step", 1),
        _number("slow", 0.002), _number("unit", 1),
    ]  # fmt: skip
    inputs = [("input", _INT64, 2), ("input_lengths", _INT64, 1), ("scales", _FLOAT, 1)]
    inputs += [("sid", _INT64, 1)] if speakers else []
    graph = b"".join(
        [
            *(field(1, node) for node in nodes),
            field(2, b"voice"),
            *(field(5, constant) for constant in constants),
            *(field(11, _value(*each)) for each in inputs),
            field(12, _value("output", _FLOAT, 3)),
        ]
    )
    return _number_field(1, 8) + field(7, graph) + field(8, _number_field(2, 13))


def _node(kind: str, inputs: Iterable[str], output: str, **attributes: bytes) -> bytes:
    named = b"".join(field(1, each.encode()) for each in inputs)
    held = b"".join(field(5, field(1, name.encode()) + value) for name, value in attributes.items())
    return named + field(2, output.encode()) + field(4, kind.encode()) + held


def _of_speaker(several: bool) -> list[bytes]:
    """The second of several speakers is an octave higher."""
    if not several:
        return [_node("Mul", ["number", "unit"], "pitch")]
    return [
        _node("Cast", ["sid"], "octave", to=_whole(_FLOAT)),
        _node("Add", ["octave", "unit"], "factor"),
        _node("Mul", ["number", "factor"], "pitch"),
    ]


def _whole(value: int) -> bytes:
    """An attribute that is a whole number."""
    return _number_field(3, value) + _number_field(20, 2)


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(field(1, b"") for _ in range(dimensions))
    return field(1, name.encode()) + field(2, field(1, _number_field(1, kind) + field(2, shape)))


def _number(name: str, value: float) -> bytes:
    return _number_field(2, _FLOAT) + field(8, name.encode()) + field(9, struct.pack("<f", value))


def _integers(name: str, shape: Sequence[int], values: Sequence[int]) -> bytes:
    dimensions = b"".join(_number_field(1, size) for size in shape)
    data = struct.pack(f"<{len(values)}q", *values)
    return dimensions + _number_field(2, _INT64) + field(8, name.encode()) + field(9, data)


def _number_field(number: int, value: int) -> bytes:
    """A field that holds a number below 128."""
    key = bytes([number << 3]) if number < 16 else bytes([0x80 | (number << 3 & 0x7F), number >> 4])
    return key + bytes([value])
