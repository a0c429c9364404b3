"""The benchmark's plan in Polars: lazy expressions over frames in memory, all amounts in integers."""

import json
import os
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "2"

import polars as pl  # noqa: E402

import company  # noqa: E402

CELL = ["person", "month"]
TEAM = ["unit", "month"]


def load(folder: Path) -> dict[str, pl.LazyFrame]:
    """Everything in memory, the credits in the order in which they came."""
    credits = pl.DataFrame(company.credits(folder)).with_columns(pl.col("day").cast(pl.Date))
    frames = {"credits": credits}
    for name in ["people", "goals", "below"]:
        frames[name] = pl.DataFrame(company.table(folder, name))
        keys = [key for key in ["person", "lead", "from_day", "until_day"] if key in frames[name].columns]
        frames[name] = frames[name].with_columns(pl.col(keys).cast(pl.Int32))
    schema = {"number": pl.Int8, "from_day": pl.Int32, "until_day": pl.Int32}
    frames["months"] = pl.DataFrame(company.spans(1), schema=schema, orient="row").rename({"number": "month"})
    frames["quarters"] = pl.DataFrame(company.spans(3), schema=schema, orient="row").rename({"number": "quarter"})
    return {name: frame.lazy() for name, frame in frames.items()}


def totals(frames: dict[str, pl.LazyFrame], rows: pl.LazyFrame) -> pl.LazyFrame:
    """What each person credits in each month: all of it, and what counts on the person's own days in the plan."""
    entitling, amount = pl.col("entitling"), pl.col("amount")
    counts = (entitling >= pl.col("from_day")) & (entitling < pl.col("until_day"))
    joined = rows.join(frames["people"].select("person", "from_day", "until_day"), on="person")
    return joined.group_by(CELL).agg(amount.sum().alias("everything"), amount.filter(counts).sum().alias("own"))


def nearest(num: pl.Expr, den) -> pl.Expr:
    """The nearest whole number, half away from zero; the denominator is above 0."""
    magnitude = (2 * num.abs() + den) // (2 * den)
    return pl.when(num < 0).then(-magnitude).otherwise(magnitude)


def cells(frames: dict[str, pl.LazyFrame], sums: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each person and month, with the figures and the goal."""
    people, months = frames["people"], frames["months"]
    in_plan = (pl.col("from_day") < pl.col("end")) & (pl.col("until_day") > pl.col("start"))
    periods = months.rename({"from_day": "start", "until_day": "end"})
    goals = frames["goals"].rename({"from_day": "start", "until_day": "end"})
    grid = people.join(periods, how="cross").with_columns(in_plan.alias("in_plan"))
    grid = grid.join(sums, on=CELL, how="left").join(goals, on=["person", "start", "end"], how="left")
    return grid.select(
        "person", "unit", "month", "in_plan", "goal", pl.col("own").fill_null(0), pl.col("everything").fill_null(0)
    )


def bonus(grid: pl.LazyFrame) -> pl.LazyFrame:
    own, goal = pl.col("own"), pl.col("goal")
    is_closed = ~pl.col("in_plan") | goal.is_null() | (own.clip(0) * 100 < goal * 80)
    paid = (
        pl.when(is_closed).then(0)
        .when(own < goal).then(nearest(400_000 * own, goal))
        .when(own * 100 < goal * 120).then(nearest(400_000 * (2 * own - goal), goal))
        .otherwise(560_000)
    )
    return payouts(grid.with_columns(minor=paid), 1, "month")


def commission(grid: pl.LazyFrame) -> pl.LazyFrame:
    amount = pl.col("amount")
    mills = (
        10 * amount.clip(upper_bound=100_000_000)
        + 15 * (amount.clip(100_000_000, 250_000_000) - 100_000_000)
        + 20 * (amount.clip(250_000_000, 400_000_000) - 250_000_000)
        + 28 * (amount.clip(400_000_000) - 400_000_000)
    )
    running = grid.select("person", "month", "own").sort(CELL)
    running = running.with_columns(amount=pl.col("own").cum_sum().over("person"))
    so_far = running.with_columns(so_far=nearest(mills, 1000))
    before = pl.col("so_far").shift(1).over("person").fill_null(0)
    return payouts(so_far.with_columns(minor=pl.col("so_far") - before), 2, "month")


def quarterly(grid: pl.LazyFrame, frames: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    quarter = ((pl.col("month") + 2) // 3).alias("quarter")
    sums = grid.group_by("person", quarter).agg(pl.col("own").sum(), pl.col("in_plan").any())
    days = frames["quarters"].join(frames["goals"], on=["from_day", "until_day"]).select("person", "quarter", "goal")
    own, goal = pl.col("own"), pl.col("goal")
    parts = (
        pl.when(~pl.col("in_plan") & (own <= 0)).then(300 * own)
        .when(goal.is_null()).then(0)
        .when(own * 100 >= goal * 120).then(810 * own)
        .when(own >= goal).then(720 * own)
        .when(own * 100 >= goal * 80).then(600 * own)
        .otherwise(300 * own)
    )
    joined = sums.join(days, on=["person", "quarter"], how="left")
    return payouts(joined.with_columns(minor=nearest(parts, 100_000)), 3, "quarter")


def champions(grid: pl.LazyFrame) -> pl.LazyFrame:
    entrants = grid.filter(pl.col("in_plan") & (pl.col("own") > 0)).sort("person")
    placed = entrants.with_columns(
        place=pl.col("own").rank("min", descending=True).over(TEAM),
        tied=pl.len().over([*TEAM, "own"]).cast(pl.Int64),
        turn=pl.int_range(pl.len()).over([*TEAM, "own"]),
    ).filter(pl.col("place") <= 3)
    place, tied = pl.col("place"), pl.col("tied")
    prize = (
        pl.when(place == 1).then(pl.when(tied == 1).then(150_000).when(tied == 2).then(250_000).otherwise(300_001))
        .when(place == 2).then(pl.when(tied == 1).then(100_000).otherwise(150_001))
        .otherwise(50_001)
    ).cast(pl.Int64)
    paid = prize // tied + (pl.col("turn") < prize % tied).cast(pl.Int64)
    return payouts(placed.with_columns(minor=paid), 4, "month")


def team(grid: pl.LazyFrame) -> pl.LazyFrame:
    members = grid.filter(pl.col("in_plan")).select(
        "person", *TEAM, pl.col("own").clip(0),
        together=pl.col("own").sum().over(TEAM).clip(0), shared_by=pl.col("own").clip(0).sum().over(TEAM),
    ).filter(pl.col("shared_by") > 0)
    claim, den = 5 * pl.col("together") * pl.col("own"), 1000 * pl.col("shared_by")
    shares = members.with_columns(part=claim // den, rest=claim % den, pot=nearest(5 * pl.col("together"), 1000))
    shares = shares.sort([*TEAM, "rest", "person"], descending=[False, False, True, False])
    turn = pl.int_range(pl.len()).over(TEAM)
    left = pl.col("pot") - pl.col("part").sum().over(TEAM)
    return payouts(shares.with_columns(minor=pl.col("part") + (turn < left).cast(pl.Int64)), 5, "month")


def lead(grid: pl.LazyFrame, frames: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    brought = grid.select("person", "month", "everything").join(frames["below"], on="person")
    sums = brought.group_by("lead", "month").agg(pl.col("everything").sum()).rename({"lead": "person"})
    return payouts(sums.with_columns(minor=nearest(pl.col("everything"), 400)), 6, "month")


def payouts(frame: pl.LazyFrame, component: int, period: str) -> pl.LazyFrame:
    return frame.select(
        pl.lit(component, pl.Int8).alias("component"), pl.col(period).cast(pl.Int8).alias("period"), "person",
        pl.col("minor").cast(pl.Int64),
    )


def pay(frames: dict[str, pl.LazyFrame], sums: pl.LazyFrame) -> pl.DataFrame:
    grid = cells(frames, sums).collect().lazy()
    parts = [
        bonus(grid), commission(grid), quarterly(grid, frames), champions(grid), team(grid), lead(grid, frames)
    ]
    return pl.concat(parts).collect()


def main() -> None:
    folder = company.folder_of_arguments()
    frames = load(folder)
    by_month = frames["credits"].with_columns(month=pl.col("day").dt.month())
    columns = ["person", "month", "entitling", "amount"]
    done = {}

    def prepare() -> None:
        done["rows"] = by_month.select(columns).sort("person", "month").collect().lazy()

    unsorted = company.timed(lambda: pay(frames, totals(frames, by_month)))
    preparing = company.timed(prepare)
    prepared = company.timed(lambda: done.update(paid=pay(frames, totals(frames, done["rows"]))))
    sums = totals(frames, done["rows"]).collect().lazy()
    from_totals = company.timed(lambda: pay(frames, sums))
    paid = done["paid"]
    people = frames["people"].select(pl.len()).collect().item()
    company.write_payouts(folder / "polars.csv", [paid[key].to_numpy() for key in paid.columns], people)
    print(json.dumps({
        "version": pl.__version__, "unsorted_s": unsorted, "prepare_s": preparing, "prepared_s": prepared,
        "totals_s": from_totals,
    }))


main()
