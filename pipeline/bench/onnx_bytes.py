"""A model of one integer matrix product, as the bytes of an ONNX file.

Written by hand, since nothing that is installed can write one. Field numbers: `onnx/onnx.proto` of ONNX 1.16.
"""

_VARINT, _BYTES = 0, 2
_UINT8, _INT8, _INT32 = 2, 3, 6
"""`TensorProto.DataType`."""
_OPSET, _IR = 13, 8


def product_model(rows: int, inner: int, columns: int, weights: bytes) -> bytes:
    """`y = x @ w`: uint8 `x` of shape (rows, inner), int8 `w` of (inner, columns) in C order, int32 `y`."""
    assert len(weights) == inner * columns
    node = _text(1, "x") + _text(1, "w") + _text(2, "y") + _text(4, "MatMulInteger")
    constant = (
        _number(1, inner) + _number(1, columns) + _number(2, _INT8) + _text(8, "w") + _field(9, weights)
    )
    graph = _field(1, node) + _text(2, "product") + _field(5, constant)
    graph += _field(11, _value("x", _UINT8, rows, inner)) + _field(12, _value("y", _INT32, rows, columns))
    return _number(1, _IR) + _field(7, graph) + _field(8, _text(1, "") + _number(2, _OPSET))


def _value(name: str, kind: int, *shape: int) -> bytes:
    dimensions = b"".join(_field(1, _number(1, size)) for size in shape)
    return _text(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, dimensions)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _field(field, text.encode())


def _field(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the top bit says that more follow."""
    head = b""
    while value > 0x7F:
        head += bytes([value & 0x7F | 0x80])
        value >>= 7
    return head + bytes([value])
