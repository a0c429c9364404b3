//! What waits for two people on the command line: listed, asked for by one, granted by another.

use crate::months::{CONTROLLER, DIRECTOR, SELLER, TREASURER, acting, close, done, plan_text, to_notice, with_months};
use crate::refusals::ORDERS_PROFILE;
use crate::support::Place;

/// January paid 50.00 of the order M1, which is taken back after the lock together with M2; the plan ends with
/// February. So 50.00 are owed after February, and no later month of the plan can take them.
fn owing() -> Place {
    let place = with_months();
    let lock = |period: &str| {
        done(close(&place, DIRECTOR, "trial", period));
        to_notice(&place, period);
        done(close(&place, TREASURER, "lock", period));
    };
    lock("2024-01");
    let rows = "code,customer,owner,signed_on,net,split\nM1,C1,1,2024-01-15,0.00,\nM2,C1,1,2024-02-15,0.00,\n";
    let (file, profile) = (place.file("back.csv", rows), place.file("back.toml", ORDERS_PROFILE));
    place.ok(&["import", "orders", &file, "--profile", &profile]);
    let last = plan_text().replace("2024-01-01", "2024-02-01").replace("2024-12-31", "2024-02-29");
    done(acting(&place, DIRECTOR, &["plan", "publish", &place.file("last.toml", last)]));
    lock("2024-02");
    place
}

/// What a command says to its caller, and its exit code.
fn said(place: &Place, login: &str, args: &[&str]) -> (String, Option<i32>) {
    let output = acting(place, login, args).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap().trim_end().to_owned(), output.status.code())
}

#[test]
fn a_balance_is_listed_asked_for_granted_and_gone() {
    let place = owing();
    let list = || place.ok(&["decide", "list"]).trim_end().to_owned();
    assert_eq!(list(), "p  2024-02  1 Ann  owes 50.00 CNY");
    let of = ["decide", "balance", "--plan", "p", "--person", "1", "--reason", "she has left"];
    let ask = |login: &str, outcome: &str| said(&place, login, &[&of[..], &["--outcome", outcome]].concat());
    let unknown = "It cannot be decided as “forget”; write write_off, settle, move.";
    assert_eq!(ask(CONTROLLER, "forget"), (unknown.to_owned(), Some(1)));
    assert_eq!(ask(CONTROLLER, "move"), ("Say to which plan it moves.".to_owned(), Some(1)));
    assert_eq!(ask(SELLER, "write_off"), ("Your role cannot do this.".to_owned(), Some(1)));

    let (asked, code) = ask(CONTROLLER, "write-off");
    assert_eq!(code, Some(0), "{asked}");
    let id = place.ok(&["correct", "list", "--ids"]).trim_end().to_owned();
    let sentence = "Asked: p · 2024-02 · 1 · 50.00. A second person grants it with beichen correct approve";
    assert_eq!(asked, format!("{sentence} {id}."));
    assert_eq!(list(), "p  2024-02  1 Ann  owes 50.00 CNY", "nothing changes before it is granted");
    assert_eq!(said(&place, CONTROLLER, &["correct", "approve", &id]).1, Some(1), "not by its author");
    done(acting(&place, TREASURER, &["correct", "approve", &id]));
    assert_eq!(list(), "");
    let nothing = "Nothing of 1 waits for this decision.";
    assert_eq!(ask(CONTROLLER, "settle"), (nothing.to_owned(), Some(1)));
}
