"""Tables of a pasted page: cells that reach over others become cells of their own, each under its head.

Responsible for: `rowspan` and `colspan`. What reaches down is repeated in each row it belongs to, except from the
head; what reaches across leaves the cells beside it empty. Refuses to: decide what is a table.
"""

from typing import Any

_MOST_CELLS = 20_000  # a page of a few lines can ask for millions


def spread(soup: Any, rows: list[Any]) -> None:
    """Give each of the rows of one table its own cells, as many as the widest row has."""
    cells = [row.find_all(("td", "th"), recursive=False) for row in rows]
    grid: list[dict[int, Any]] = [{} for _row in rows]
    made = 0
    for place, row in enumerate(cells):
        column = 0
        for cell in row:
            while column in grid[place]:
                column += 1
            deep, wide = _deep(cell, len(rows) - place), _number(cell, "colspan")
            made += deep * wide
            if made > _MOST_CELLS:
                return
            for down in range(deep):
                for across in range(wide):
                    grid[place + down].setdefault(column + across, _copy(soup, cell, down, across, head=place == 0))
            column += wide
    width = 1 + max((max(line, default=0) for line in grid), default=0)
    if width * len(rows) > _MOST_CELLS:
        return
    for row, line in zip(rows, grid, strict=True):
        row.clear()
        for column in range(width):
            row.append(line[column] if column in line else soup.new_tag("td"))


def _copy(soup: Any, cell: Any, down: int, across: int, *, head: bool) -> Any:
    """What stands in the grid `down` rows below and `across` columns after the first place of a cell."""
    if across or (down and head):
        return soup.new_tag(cell.name)
    if down:
        return cell.__copy__()
    cell.attrs.clear()
    return cell


def _deep(cell: Any, left: int) -> int:
    given = str(cell.attrs.get("rowspan", ""))
    return left if given == "0" else min(_number(cell, "rowspan"), left)


def _number(cell: Any, name: str) -> int:
    given = str(cell.attrs.get(name, ""))
    return max(1, int(given)) if given.isdecimal() else 1
