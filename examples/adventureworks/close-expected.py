#!/usr/bin/env python3
"""What adjustments.csv of close.sh must say, reckoned from the CSV files alone with exact fractions.

Usage: close-expected.py DIR OUT CHANGES...      Each folder of CHANGES comes after the one before; the last one is what
is not locked yet, and only its differences are written.

Plan B, a quarter: nothing below 80 % of the quota; the rate up to the quota, half as much again above it; rounded once,
half away from zero. Order amounts are rounded to the cent row by row. Somebody without a quota has no line.
"""
import csv, os, sys
from fractions import Fraction as F

QUARTERS = ["2012-02-29", "2012-05-30", "2012-08-30", "2012-11-30"]
END = "2013-02-28"


def read(folder, name):
    path = os.path.join(folder, name + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))


def cents(amount):
    """Whole cents, half away from zero."""
    sign = -1 if amount < 0 else 1
    return sign * ((abs(amount) * 200 + 1) // 2)


def pays(rates, orders, quotas):
    """(person, quarter) -> cents, for everybody with a quota."""
    found = {}
    for start, end in zip(QUARTERS, QUARTERS[1:] + [END]):
        for (person, day), quota in quotas.items():
            if day != start:
                continue
            sales = sum(c for day, who, c in orders.values() if who == person and start <= day < end)
            goal = quota * 100
            if goal <= 0 or sales * 100 < goal * 80:
                found[person, start] = 0
                continue
            rate = rates[person]
            exact = min(sales, goal) * rate + max(sales - goal, 0) * rate * F(3, 2)
            found[person, start] = cents(exact / 100)
    return found


def main(directory, out, changes):
    rates = {r["business_entity_id"]: F(r["commission_pct"]) for r in read(directory, "sales_person")}
    orders, quotas, stages = {}, {}, []
    for folder in [directory] + changes:
        for r in read(folder, "sales_order_reseller"):
            amount = F(int(cents(F(r["sub_total"]))))
            orders[r["sales_order_id"]] = (r["order_date"], r["sales_person_id"], amount)
        for r in read(folder, "sales_person_quota_history"):
            quotas[r["business_entity_id"], r["quota_date"]] = F(r["sales_quota"])
        stages.append(pays(rates, orders, quotas))
    locked, before, now = stages[0], stages[-2], stages[-1]
    text = lambda c: f"{'-' if c < 0 else ''}{abs(c) // 100}.{abs(c) % 100:02}"
    with open(out, "w", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(["sales_person_id", "quarter_start", "locked", "now", "adjustment"])
        for key in sorted(set(locked) | set(before) | set(now)):
            difference = now.get(key, 0) - before.get(key, 0)
            if difference:
                writer.writerow([*key, text(locked.get(key, 0)), text(now.get(key, 0)), text(difference)])


main(sys.argv[1], sys.argv[2], sys.argv[3:])
