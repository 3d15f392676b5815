"""A real sound file that needs no voice."""

import io
import math
from array import array

import av
from av.audio.stream import AudioStream


def tone_mp3(samples: int, rate: int, peak: int = 3000) -> bytes:
    """A tone of 220 Hz as MP3, `samples` long, quiet unless told otherwise; full scale is 32,768, what is louder is cut off."""
    tone = (round(peak * math.sin(2 * math.pi * 220 * at / rate)) for at in range(samples))
    wave = array("h", (max(-32_768, min(32_767, sample)) for sample in tone))
    frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
    frame.planes[0].update(wave.tobytes())
    frame.sample_rate = rate
    frame.pts = 0
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=rate)
        assert isinstance(stream, AudioStream)
        stream.codec_context.layout = av.AudioLayout("mono")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
