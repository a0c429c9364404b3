//! Sheets out: what was imported comes back, numbers as numbers, and nothing that a spreadsheet would run.

use std::io::Read;

use crate::support::Place;

/// A part of an XLSX file.
fn part(file: &str, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Lines without their line ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// A company with two measures and two people in a unit.
fn furnished() -> Place {
    let place = Place::new();
    let measures = "[measure.sales]\nof = \"orders\"\n[measure.visits]\nof = \"manual\"\nunit = \"count\"\n";
    let measures = place.file("measures.toml", measures);
    place.ok(&["measure", "publish", &measures]);
    let people = "code,name,unit,joined_on\n1,=Ann,east,2026-01-01\n2,Bob,east,2026-01-01\n";
    let (people, profile) =
        (place.file("people.csv", people), place.file("people.toml", crate::refusals::PEOPLE_PROFILE));
    place.ok(&["import", "people", &people, "--profile", &profile]);
    place
}

#[test]
fn goals_come_back_with_all_that_they_say() {
    let place = furnished();
    let goals = "measure,calendar,period,period_kind,person,unit,level,amount,basis\n\
                 sales,natural,2026-03,month,1,,goal,12000.50,final\n\
                 visits,natural,2026-Q1,quarter,,east,sprint,30,full\n";
    let file = place.file("goals.csv", goals);
    place.ok(&["import", "goals", &file]);
    place.ok(&["goals", "publish", "--measure", "sales", "--period", "2026-03", "--reason", "x"]);
    let exported = place.ok(&["export", "goals"]);
    let mut exported = lines(&exported);
    exported[1..].sort_unstable();
    assert_eq!(
        exported,
        [
            "measure,calendar,period,period_kind,person,unit,level,amount,basis,state",
            "sales,natural,2026-03,month,1,,goal,12000.50,final,published",
            "visits,natural,2026-Q1,quarter,,east,sprint,30,full,draft",
        ]
    );
}

#[test]
fn fields_and_the_grade_table_come_back() {
    let place = Place::new();
    let fields = "entity,key,name,kind,choices\n\
                  member,commission_pct,Rate,rate,\n\
                  order,channel,Channel,choice,web|shop\n";
    let grades = "grade,name,column,kind,value,from\nA,Senior,bonus_base,money,1200.50,2026-01-01\n";
    for (kind, text) in [("fields", fields), ("grades", grades)] {
        let file = place.file(&format!("{kind}.csv"), text);
        place.ok(&["import", kind, &file]);
    }
    assert_eq!(lines(&place.ok(&["export", "grades"])), lines(grades));
    // The grade table has made its column a field.
    assert_eq!(
        lines(&place.ok(&["export", "fields"])),
        [
            "entity,key,name,kind,choices",
            "member,commission_pct,Rate,rate,",
            "grade,bonus_base,bonus_base,money,",
            "order,channel,Channel,choice,web|shop",
        ]
    );
}

#[test]
fn a_spreadsheet_gets_numbers_days_and_a_frozen_header() {
    let place = furnished();
    let orders = "code,customer,owner,signed_on,net,split\nO1,C1,1,2026-03-02,1234.5,\n";
    let (orders, profile) =
        (place.file("orders.csv", orders), place.file("orders.toml", crate::refusals::ORDERS_PROFILE));
    place.ok(&["import", "orders", &orders, "--profile", &profile]);
    let out = place.data().join("out/orders.xlsx").display().to_string();
    place.ok(&["export", "orders", "--out", &out]);
    let sheet = part(&out, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    let number = |cell: &str| {
        let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\"")).unwrap();
        let (head, rest) = rest.split_once('>').unwrap();
        assert!(!head.contains("t="), "{cell} is text: {head}");
        rest.strip_prefix("<v>").unwrap().split_once('<').unwrap().0.to_owned()
    };
    // D is signed_on: 2026-03-02 is day 46083 of a spreadsheet. F is net.
    assert_eq!([number("D2"), number("F2")], ["46083", "1234.5"]);
}

#[test]
fn an_export_bears_a_mark_and_runs_nothing() {
    let place = furnished();
    let out = place.data().join("out/people.csv").display().to_string();
    place.ok(&["export", "people", "--out", &out]);
    assert_eq!(
        std::fs::read_to_string(&out).unwrap(),
        "\u{feff}code,name,joined_on,left_on\r\n1,'=Ann,2026-01-01,\r\n2,Bob,2026-01-01,\r\n"
    );
}

#[test]
fn a_calculated_table_bears_no_mark_and_keeps_its_numbers_plain() {
    let place = furnished();
    for (kind, text) in [
        ("customers", "code,name\nC1,C\n"),
        ("orders", "code,customer,owner,signed_on,net\nO1,C1,1,2026-02-01,100.00\n"),
        ("payments", "code,order,received_on,amount\nP1,O1,2026-02-10,100.00\n"),
        ("refunds", "code,payment,refunded_on,amount\nR1,P1,2026-03-05,25.00\n"),
    ] {
        let file = place.file(&format!("{kind}.csv"), text);
        place.ok(&["import", kind, &file]);
    }
    let text = crate::plans::PLAN.replace("of = \"orders\"", "of = \"payments\"").replace("sales", "collected");
    let plan = place.file("plan.toml", text.replace("who = 'position == \"collected\"'", "who = 'true'"));
    place.ok(&["measure", "publish", &plan]);
    let columns =
        place.file("columns.toml", "\"=who\" = \"person\"\ncollected = \"actual:collected\"\npay = \"pay:p\"\n");
    let out = place.data().join("out/table.csv").display().to_string();
    place.ok(&["calculate", "--plan", &plan, "--period", "2026-03", "--columns", &columns, "--out", &out]);
    // The refund of March takes back 25.00, at 5 %; the other person has nothing.
    let table = std::fs::read_to_string(&out).unwrap();
    assert_eq!(table, "'=who,collected,pay\n1,-25.00,-1.25\n2,0.00,0.00\n");
}
