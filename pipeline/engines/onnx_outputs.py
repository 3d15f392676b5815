"""An ONNX file's own intermediate value made visible: how long a voice means each phoneme to be.

Voices are exported with their sound as the only output. The file is a protobuf message, and of a message
that holds the same part twice a reader merges both: a few bytes at the end add an output, and what stands
before them is left as it is. Field numbers are those of `onnx.proto3` (ModelProto, GraphProto, NodeProto).
"""

from collections.abc import Iterator

_GRAPH = 7
"""In a model."""
_NODE, _OUTPUT = 1, 12
"""In a graph."""
_NODE_OUTPUT, _NODE_TYPE = 2, 4
_NAME = 1
"""In a value's description."""
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
"""Wire types."""


def with_output_of(model: bytes, node_type: str) -> bytes:
    """The model, giving the value of its one node of a type as its last output.

    The model as it is when it has no such node, several, or gives that value already, and when the bytes
    are no model: its reader will say so.
    """
    try:
        made, given = _made_and_given(memoryview(model), node_type.encode())
    except (IndexError, ValueError):
        return model
    if len(made) != 1 or made <= given:
        return model
    (name,) = made
    return model + field(_GRAPH, field(_OUTPUT, field(_NAME, name)))


def field(number: int, value: bytes) -> bytes:
    """One field of bytes, as protobuf writes it."""
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value


def _made_and_given(model: memoryview, node_type: bytes) -> tuple[set[bytes], set[bytes]]:
    """Names of the values that nodes of a type make, and of those that the model gives."""
    made: set[bytes] = set()
    given: set[bytes] = set()
    for graph in _fields(model, _GRAPH):
        for node in _fields(graph, _NODE):
            if bytes(next(_fields(node, _NODE_TYPE), b"")) == node_type:
                made |= {bytes(name) for name in _fields(node, _NODE_OUTPUT)}
        given |= {bytes(name) for value in _fields(graph, _OUTPUT) for name in _fields(value, _NAME)}
    return made, given


def _fields(message: memoryview, wanted: int) -> Iterator[memoryview]:
    """The values of a message's fields of bytes that have a number. Raises `ValueError` or `IndexError`."""
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _BYTES:
            length, at = _read_varint(message, at)
            if at + length > len(message):
                raise ValueError("cut off")
            if number == wanted:
                yield message[at : at + length]
            at += length
        elif wire == _VARINT:
            _, at = _read_varint(message, at)
        elif wire in (_FIXED_64, _FIXED_32):
            at += 8 if wire == _FIXED_64 else 4
        else:
            raise ValueError("no protobuf message")


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number, and where the next field begins."""
    value = shift = 0
    while message[at] & 0x80:
        value |= (message[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if shift > 63:
            raise ValueError("no protobuf number")
    return value | message[at] << shift, at + 1


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
