"""Where the cells of an HTML table stand, as cells may reach over several rows and columns."""

from pipeline.read.dom import Element, attribute

_FARTHEST = 100
"""Rows or columns that one cell may reach over; more is a mistake or an attack."""


class Grid:
    """Takes the rows and cells of one table in their order."""

    def __init__(self) -> None:
        self.row = -1
        self._column = 0
        self._free: dict[int, int] = {}
        """For each column that was ever taken, the first row in which it is free again."""

    def next_row(self) -> None:
        self.row, self._column = self.row + 1, 0

    def place(self, cell: Element) -> int:
        """The column in which a cell of this row begins: the next one that no cell above reaches into."""
        begin = self._column
        while self._free.get(begin, 0) > self.row:
            begin += 1
        self._column = begin + _reach(cell, "colspan")
        below = self.row + _reach(cell, "rowspan")
        self._free.update(dict.fromkeys(range(begin, self._column), below))
        return begin


def _reach(cell: Element, name: str) -> int:
    told = attribute(cell, name)
    return max(1, min(int(told), _FARTHEST)) if told.isascii() and told.isdigit() and len(told) < 9 else 1
