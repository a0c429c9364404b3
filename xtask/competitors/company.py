"""The benchmark's data as the generator wrote it, and the form in which payouts are compared."""

import csv
import datetime
import sys
import time
from pathlib import Path

import numpy as np

COMPONENTS = ["bonus", "commission", "quarterly", "champions", "team", "lead"]
RUNS = 3
EPOCH = datetime.date(1970, 1, 1)


def credits(folder: Path) -> dict[str, np.ndarray]:
    """The credits in no order: person, day, entitling day, amount in fen."""
    return {
        "person": np.fromfile(folder / "person.u32", dtype="<u4").astype("<i4"),
        "day": np.fromfile(folder / "day.i32", dtype="<i4"),
        "entitling": np.fromfile(folder / "entitling.i32", dtype="<i4"),
        "amount": np.fromfile(folder / "amount.i64", dtype="<i8"),
    }


def table(folder: Path, name: str) -> dict[str, list]:
    """A small table by column; what is a number is one."""
    with open(folder / f"{name}.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [int(row[key]) if key != "unit" else row[key] for row in rows] for key in rows[0]}


def spans(months_each: int) -> list[tuple[int, int, int]]:
    """Number, first day and end of the year's periods, in days since 1970."""
    starts = [datetime.date(2026 + month // 12, month % 12 + 1, 1) for month in range(0, 13, months_each)]
    days = [(start - EPOCH).days for start in starts]
    return [(place + 1, days[place], days[place + 1]) for place in range(len(days) - 1)]


def timed(work) -> float:
    """The middle of some runs, in seconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return sorted(times)[RUNS // 2]


def write_payouts(path: Path, paid, people: int) -> None:
    """Every payout in the order of the components, periods and people; what is not among `paid` is 0."""
    amounts = np.zeros((len(COMPONENTS), 12, people), dtype=np.int64)
    component, period, person, minor = paid
    amounts[component - 1, period - 1, person] = minor
    with open(path, "w") as file:
        file.write("component,period,person,minor\n")
        for place, key in enumerate(COMPONENTS):
            names = [f"2026-Q{n}" for n in range(1, 5)] if key == "quarterly" else [f"2026-{n:02}" for n in range(1, 13)]
            for number, name in enumerate(names):
                lines = (f"{key},{name},{who},{fen}\n" for who, fen in enumerate(amounts[place, number].tolist()))
                file.write("".join(lines))


def folder_of_arguments() -> Path:
    """The folder that the generator has filled."""
    return Path(sys.argv[1])
