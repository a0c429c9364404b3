#!/bin/sh
# Locks the four quarters that begin in 2012 one after another, then imports CHANGES and tries the next quarter.
# Writes OUT/adjustments.csv (a row for each person and locked quarter that comes to another amount now) and
# OUT/hashes.csv (the hash of each locked quarter's statements before and after CHANGES).
# Usage: close.sh DIR CHANGES OUT        BEICHEN=path/to/beichen chooses the binary.
set -eu
if [ $# -ne 3 ]; then
    echo "usage: close.sh DIR CHANGES OUT" >&2
    exit 2
fi
dir=$1
changes=$2
out=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ -z "${BEICHEN:-}" ]; then
    BEICHEN=$root/target/release/beichen
    [ -x "$BEICHEN" ] || BEICHEN=$root/target/debug/beichen
fi
mkdir -p "$out"
data=$(mktemp -d "$out/data.XXXXXX")
plan=aw-b
quarters="2012-02-29 2012-05-30 2012-08-30 2012-11-30"
beichen() {
    "$BEICHEN" --data "$data" "$@"
}
# as LOGIN COMMAND…: the person of the login does it, with the own password.
as() {
    login=$1
    shift
    echo "password of $login" | "$BEICHEN" --data "$data" --as "$login" "$@" --password-stdin
}
user() {
    echo "password of $1" | beichen user add "$1" --name "$2" --role "$3" --password-stdin
}

beichen init --org AdventureWorks --currency USD --time-zone America/Los_Angeles
beichen import fields "$here/fields.csv" --profile "$here/fields.toml"
beichen import calendar "$here/calendar.csv" --profile "$here/calendar.toml"
beichen measure publish "$here/plan-a.toml"
beichen import people "$dir/sales_person.csv" --profile "$here/people.toml"
beichen import goals "$dir/sales_person_quota_history.csv" --profile "$here/goals.toml"
beichen goals publish --measure sales --calendar adventureworks --period all --reason "quotas as they were given"
beichen import orders "$dir/sales_order_reseller.csv" --profile "$here/orders.toml"
beichen settings set notice_workdays 0

user director@adventureworks.example Director director
user controller@adventureworks.example Controller finance
user treasurer@adventureworks.example Treasurer finance
as director@adventureworks.example plan publish "$here/plan-b-2012.toml"
for quarter in $quarters; do
    as director@adventureworks.example close trial --plan $plan --period "$quarter"
    as director@adventureworks.example close review-lead --plan $plan --period "$quarter"
    as controller@adventureworks.example close review-finance --plan $plan --period "$quarter"
    as controller@adventureworks.example close notice --plan $plan --period "$quarter"
    as treasurer@adventureworks.example close lock --plan $plan --period "$quarter"
done
beichen close list --plan $plan --out "$data/before.csv"

if [ -f "$changes/sales_order_reseller.csv" ]; then
    beichen import orders "$changes/sales_order_reseller.csv" --profile "$here/orders.toml"
fi
if [ -f "$changes/sales_person_quota_history.csv" ]; then
    beichen import goals "$changes/sales_person_quota_history.csv" --profile "$here/goals.toml"
    # Quotas of locked quarters wait for a second person.
    as director@adventureworks.example goals publish --measure sales --calendar adventureworks --period all \
        --reason "quotas corrected afterwards"
    for id in $(beichen correct list --ids); do
        as controller@adventureworks.example correct approve "$id"
    done
fi

as director@adventureworks.example close trial --plan $plan --period 2013-02-28
beichen close adjustments --plan $plan --period 2013-02-28 --out "$data/adjustments.csv"
{
    echo "sales_person_id,quarter_start,locked,now,adjustment"
    tail -n +2 "$data/adjustments.csv"
} > "$out/adjustments.csv"
beichen close list --plan $plan --out "$data/after.csv"
{
    echo "quarter_start,before,after"
    for quarter in $quarters; do
        hash() { awk -F, -v quarter="$quarter" '$1 == quarter { print $5 }' "$1"; }
        echo "$quarter,$(hash "$data/before.csv"),$(hash "$data/after.csv")"
    done
} > "$out/hashes.csv"
beichen audit verify
beichen doctor
