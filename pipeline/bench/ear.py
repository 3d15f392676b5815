"""What a listener gets: a file decoded, and its loudness as FFmpeg measures it, which our own meter has no part in."""

import io
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.narrate.loudness import decibels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

_BLOCK = 1 << 16


def decoded(data: bytes) -> tuple["Samples", int]:
    """Samples within +-1, and their rate in hertz; the padding that a file declares is dropped."""
    import av
    import numpy as np

    with av.open(io.BytesIO(data), "r") as container:
        rate = container.streams.audio[0].rate
        resampler = av.AudioResampler("flt", "mono", rate)
        frames = [new for frame in container.decode(audio=0) for new in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]), rate


def heard(samples: "Samples", rate: int) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (decibels of full scale), by EBU R 128."""
    import av
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate))
    meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last: dict[str, str] = {}
    for begin in range(0, len(samples), _BLOCK):
        block = samples[None, begin : begin + _BLOCK]
        frame = av.AudioFrame.from_ndarray(block, format="flt", layout="mono")
        frame.sample_rate, frame.pts = rate, begin
        graph.push(frame)
        with suppress(BlockingIOError, EOFError):  # no more until the next block
            while True:
                last = dict(graph.pull().metadata) or last
    return float(last["lavfi.r128.I"]), decibels(float(last["lavfi.r128.true_peaks_ch0"]))
