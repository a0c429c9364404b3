"""The benchmark's plan in DuckDB: SQL over tables in memory, all amounts in integers."""

import json
from pathlib import Path

import duckdb

import company

HERE = Path(__file__).parent
PAYOUTS = (HERE / "payouts.sql").read_text()
TOTALS = (HERE / "totals.sql").read_text()


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    """Everything in memory, the credits in the order in which they came."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    columns = company.credits(folder)
    connection.register("columns", columns)
    connection.execute(
        "CREATE TABLE credits AS SELECT person, DATE '1970-01-01' + day AS day, entitling, amount FROM columns"
    )
    connection.unregister("columns")
    for name in ["people", "goals", "below"]:
        connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{folder / name}.csv')")
        for column in ["person", "lead", "from_day", "until_day"]:
            known = connection.execute(f"DESCRIBE {name}").fetchall()
            if any(row[0] == column for row in known):
                connection.execute(f"ALTER TABLE {name} ALTER {column} TYPE INTEGER")
    connection.execute("CREATE TABLE months (month INTEGER, from_day INTEGER, until_day INTEGER)")
    connection.executemany("INSERT INTO months VALUES (?, ?, ?)", company.spans(1))
    connection.execute("CREATE TABLE quarter_days (quarter INTEGER, from_day INTEGER, until_day INTEGER)")
    connection.executemany("INSERT INTO quarter_days VALUES (?, ?, ?)", company.spans(3))
    return connection


def main() -> None:
    folder = company.folder_of_arguments()
    connection = load(folder)

    def pay_from(rows: str, month: str) -> None:
        connection.execute(TOTALS.format(rows=rows, month=month))
        connection.execute(PAYOUTS)

    def prepare() -> None:
        connection.execute(
            "CREATE OR REPLACE TABLE prepared AS SELECT person, month(day)::INTEGER AS month, entitling, amount "
            "FROM credits ORDER BY person, month"
        )

    unsorted = company.timed(lambda: pay_from("credits", "month(c.day)::INTEGER"))
    preparing = company.timed(prepare)
    prepared = company.timed(lambda: pay_from("prepared", "c.month"))
    totals = company.timed(lambda: connection.execute(PAYOUTS))
    paid = connection.execute("SELECT component, period, person, minor FROM payouts").fetchnumpy()
    people = connection.execute("SELECT count(*) FROM people").fetchone()[0]
    company.write_payouts(folder / "duckdb.csv", [paid[key] for key in paid], people)
    print(json.dumps({
        "version": duckdb.__version__, "unsorted_s": unsorted, "prepare_s": preparing, "prepared_s": prepared,
        "totals_s": totals,
    }))


main()
