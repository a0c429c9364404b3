//! Versions of measures on the command line: what a new one would change, and that it does.

use crate::support::Place;

const SALES: &str = "[measure.sales]\nof = \"orders\"\n";
const LARGE: &str = "[measure.sales]\nof = \"orders\"\nwhere = 'amount_at_least(\"500.00\")'\n";

/// 100.00 on the 5th of March, 100.00 and 900.00 after the 10th, 100.00 and 700.00 in April.
const ORDERS: &str = "code,customer,owner,signed_on,net\nSO-1,C-1,ann,2026-03-05,100\nSO-2,C-1,ann,2026-03-12,100\n\
    SO-3,C-1,ann,2026-03-15,900\nSO-4,C-1,ann,2026-04-02,100\n\
    SO-5,C-1,ann,2026-04-03,700\n";

const PLAN: &str = "[plan]\nkey = \"p\"\ntitle = \"P\"\ncurrency = \"CNY\"\n\
    valid = { from = \"2026-04-01\", to = \"2026-12-31\" }\n";
/// 5 % of 700.00.
const COMPONENT: &str = "[[component]]\nkey = \"c\"\nkind = \"commission\"\nperiod = \"month\"\nmeasure = \"sales\"\n\
    rate = \"5%\"\n";

#[test]
fn a_version_is_previewed_then_published_and_its_documents_are_reckoned_again() {
    let place = Place::new();
    let (sales, large) = (place.file("sales.toml", SALES), place.file("large.toml", LARGE));
    place.ok(&["measure", "publish", &sales]);
    let people = place.file("people.csv", "code,name,unit,joined_on\nann,Ann,east,2026-01-01\n");
    let units = place.file("people.toml", "create_missing = [\"units\"]\n");
    place.ok(&["import", "people", &people, "--profile", &units]);
    let orders = place.file("orders.csv", ORDERS);
    let profile = place.file("orders.toml", "create_missing = [\"customers\"]\n");
    place.ok(&["import", "orders", &orders, "--profile", &profile]);

    let said = place.ok(&["measure", "publish", &large, "--from", "2026-03-10", "--preview"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("would change 2 documents"), "{said}");
    assert_eq!(lines[1..], ["+ where = \"amount_at_least(\\\"500.00\\\")\"", "2026-03  -100.00", "2026-04  -100.00"]);
    let said = place.ok(&["measure", "publish", &large, "--from", "2026-03-10"]);
    assert!(said.starts_with("Measure sales: version 2 holds from 2026-03-10 on"), "{said}");
    let plan = place.file("plan.toml", format!("{PLAN}{LARGE}{COMPONENT}"));
    let paid = place.ok(&["calculate", "--plan", &plan, "--period", "2026-04"]);
    assert!(paid.contains("35.00") && !paid.contains("40.00"), "{paid}");
    let whole = place.ok(&["doctor"]);
    assert!(whole.contains("5 documents; 0 credits and 0 totals differ"), "{whole}");

    let again = place.refused(&["measure", "publish", &large, "--from", "2026-05-01"]);
    assert!(again.contains("sales"), "{again}");
    place.refused(&["measure", "publish", &sales, "--from", "2026-03-40"]);
    place.refused(&["measure", "publish", &sales]);
    assert_ne!(place.run(&["measure", "publish", &sales, "--preview"]).status.code(), Some(0), "a preview needs a day");
}
