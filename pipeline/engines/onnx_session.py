"""onnxruntime, as the helper processes of neural voices use it."""

from typing import TYPE_CHECKING

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def opened(model: bytes, place: str) -> "InferenceSession":
    """A model on one core: articles are made side by side. Raises `SetupError` for what is no model."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except failures() as error:
        raise refused(place, error) from error


def failures() -> tuple[type[Exception], ...]:
    """What onnxruntime raises, of which only `Exception` is the base; and what Python does for a bad file."""
    from onnxruntime.capi import onnxruntime_pybind11_state as known

    own = (
        known.EPFail, known.EngineError, known.Fail, known.InvalidArgument, known.InvalidGraph, known.InvalidProtobuf,
        known.NoModel, known.NoSuchFile, known.NotImplemented, known.RuntimeException,
    )  # fmt: skip
    return (*own, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RuntimeError)


def refused(place: str, error: Exception) -> SetupError:
    said = str(error).strip().split("\n")[0] or type(error).__name__
    return SetupError(f"This voice cannot be loaded: {said}.", place=place)
