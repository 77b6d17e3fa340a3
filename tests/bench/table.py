"""The table of a benchmark, on the screen and as `var/bench.json`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One path: what was reached, the raw limit of the same run, and the bar it has to reach.

    The bar is a share of the raw limit; with ``low`` it is the figure's own highest value.
    """

    name: str
    figure: float
    unit: str
    raw: float
    bar: float | None
    dropped: int
    low: bool = False

    @property
    def ratio(self) -> float:
        """The figure over the raw limit."""
        return self.figure / self.raw

    @property
    def met(self) -> bool | None:
        """Whether the bar is reached; ``None`` where there is none."""
        if self.bar is None:
            return None
        return self.figure <= self.bar if self.low else self.ratio >= self.bar


def write(rows: list[Row], path: Path) -> None:
    """Keep the rows as a list of objects."""
    told = [
        {k: v for k, v in asdict(row).items() if k not in {"low", "dropped"}}
        | {"ratio": round(row.ratio, 3), "met": row.met}
        for row in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=2) + "\n")


def show(rows: list[Row], fsync_rate: float) -> None:
    """Print the rows, the rounds dropped, and what the disk can do."""
    table = Table("path", "figure", "raw limit", "ratio", "bar", "met")
    for row in rows:
        bar = "" if row.bar is None else f"{'<=' if row.low else '>='} {row.bar:g}"
        met = {None: "", True: "yes", False: "NO"}[row.met]
        figure, raw = (f"{number:,.1f} {row.unit}" for number in (row.figure, row.raw))
        table.add_row(row.name, figure, raw, f"{row.ratio:.2f}", bar, met)
    screen = Console(width=150)
    screen.print(table)
    dropped = sum(row.dropped for row in rows)
    screen.print(f"The disk puts 8 KB down {fsync_rate:,.0f} times a second.")
    screen.print(f"Rounds dropped because the machine was busy with something else: {dropped}.")
