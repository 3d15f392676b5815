"""Writes model files in Marian's format, for networks of any size with random weights."""

import struct
from collections.abc import Mapping
from random import Random

SETTINGS = """\
type: transformer
dec-cell: ssru
transformer-decoder-autoreg: rnn
transformer-postprocess: dan
transformer-heads: {heads}
"""


def written(tensors: Mapping[str, tuple[int, tuple[int, ...], bytes]]) -> bytes:
    """A model file of name -> (type, shape, data)."""
    names = [name.encode() + b"\0" for name in tensors]
    head = struct.pack("<QQ", 1, len(tensors))
    for name, (kind, shape, data) in zip(names, tensors.values(), strict=True):
        head += struct.pack("<4Q", len(name), kind, len(shape), len(data))
    head += b"".join(names)
    head += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, shape, _ in tensors.values())
    gap = -(len(head) + 8) % 256
    return head + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for _, _, data in tensors.values())


def random_tensors(
    *, size: int, wide: int, heads: int, words: tuple[int, int], layers: tuple[int, int], seed: int = 7
) -> dict[str, tuple[int, tuple[int, ...], bytes]]:
    """A network with an embedding for each language. `words` and `layers`: of source and target side."""
    random = Random(seed)
    made: dict[str, tuple[int, tuple[int, ...], bytes]] = {}

    def vector(name: str, length: int, about: float) -> None:
        values = [about + random.uniform(-0.1, 0.1) for _ in range(length)]
        made[name] = (0x404, (1, length), struct.pack(f"<{length}f", *values))

    def matrix(name: str, rows: int, columns: int) -> None:
        integers = random.randbytes(rows * columns).replace(b"\x80", b"\x81")
        made[name] = (0x4101, (rows, columns), integers + struct.pack("<f", 300.0))

    def dense(prefix: str, name: str, rows: int, columns: int) -> None:
        matrix(f"{prefix}_W{name}", rows, columns)
        vector(f"{prefix}_b{name}", columns, 0)

    def norm(prefix: str) -> None:
        vector(f"{prefix}_ln_scale", size, 1)
        vector(f"{prefix}_ln_bias", size, 0)

    def rest(prefix: str, attention: str) -> None:
        for name in "qkvo":
            dense(f"{prefix}_{attention}", name, size, size)
        norm(f"{prefix}_{attention}_Wo")
        dense(f"{prefix}_ffn", "1", size, wide)
        dense(f"{prefix}_ffn", "2", wide, size)
        norm(f"{prefix}_ffn_ffn")

    matrix("encoder_Wemb", words[0], size)
    matrix("decoder_Wemb", words[1], size)
    vector("decoder_ff_logit_out_b", words[1], 0)
    for number in range(1, layers[0] + 1):
        rest(f"encoder_l{number}", "self")
    for number in range(1, layers[1] + 1):
        rest(f"decoder_l{number}", "context")
        matrix(f"decoder_l{number}_rnn_W", size, size)
        dense(f"decoder_l{number}_rnn", "f", size, size)
        norm(f"decoder_l{number}_rnn_ffn")
    settings = SETTINGS.format(heads=heads).encode() + b"\0"
    made["special:model.yml"] = (0x101, (len(settings),), settings)
    return made


def shortlist(lists: list[list[int]], *, always: int = 2, magic: int = 0xF11A48D5013417F5) -> bytes:
    """A shortlist file; `lists`: the candidates of each source word."""
    offsets = [0]
    for words in lists:
        offsets.append(offsets[-1] + len(words))
    flat = [word for words in lists for word in words]
    head = struct.pack("<6Q", magic, 0, always, 50, len(offsets), len(flat))
    return head + struct.pack(f"<{len(offsets)}Q", *offsets) + struct.pack(f"<{len(flat)}I", *flat)
