"""Progress on a terminal: a bar a stage; elsewhere: a line a stage. Drawn for the command line only."""

from typing import TextIO

from pipeline.ports import Progress


def progress_for(stream: TextIO) -> Progress:
    """The right kind for a stream."""
    return _Bars(stream) if stream.isatty() else _Lines(stream)


class _Lines:
    """One plain line when a stage begins; nothing is redrawn."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, stage: str, total: int) -> None:
        self._stream.write(f"{stage} ({total})\n")
        self._stream.flush()

    def advance(self, steps: int = 1) -> None: ...

    def end(self) -> None: ...


class _Bars:
    """A Rich bar a stage."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (
            TextColumn("{task.description:>10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._bars = Bars(*columns, console=Console(file=stream))
        self._task = self._bars.add_task("", total=0, visible=False)

    def begin(self, stage: str, total: int) -> None:
        self._bars.start()
        self._task = self._bars.add_task(stage, total=total)

    def advance(self, steps: int = 1) -> None:
        self._bars.advance(self._task, steps)

    def end(self) -> None:
        self._bars.stop()
