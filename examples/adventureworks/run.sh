#!/bin/sh
# Reckons every quarter of the AdventureWorks sales in DIR and writes OUT/quarter.csv and OUT/team_quarter.csv.
# Usage: run.sh DIR OUT        BEICHEN=path/to/beichen chooses the binary.
set -eu
if [ $# -ne 2 ]; then
    echo "usage: run.sh DIR OUT" >&2
    exit 2
fi
dir=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ -z "${BEICHEN:-}" ]; then
    BEICHEN=$root/target/release/beichen
    [ -x "$BEICHEN" ] || BEICHEN=$root/target/debug/beichen
fi
mkdir -p "$out"
data=$(mktemp -d "$out/data.XXXXXX")
beichen() {
    "$BEICHEN" --data "$data" "$@"
}

beichen init --org AdventureWorks --currency USD --time-zone America/Los_Angeles
beichen import fields "$here/fields.csv" --profile "$here/fields.toml"
beichen import calendar "$here/calendar.csv" --profile "$here/calendar.toml"
beichen measure publish "$here/plan-a.toml"
beichen import people "$dir/sales_person.csv" --profile "$here/people.toml"
beichen import goals "$dir/sales_person_quota_history.csv" --profile "$here/goals.toml"
beichen goals publish --measure sales --calendar adventureworks --period all --reason "quotas as they were given"
beichen import orders "$dir/sales_order_reseller.csv" --profile "$here/orders.toml"
beichen calculate --plan "$here/plan-a.toml" "$here/plan-b.toml" --period all --by person \
    --columns "$here/columns-person.toml" --out "$out/quarter.csv"
beichen calculate --plan "$here/plan-a.toml" "$here/plan-b.toml" --period all --by unit \
    --columns "$here/columns-unit.toml" --out "$out/team_quarter.csv"
