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

#[test]
fn manual_values_come_back_and_go_in_again_unchanged() {
    let place = furnished();
    let values = "measure,person,day,value\nvisits,1,2026-03-02,3\nvisits,1,2026-03-09,4\nvisits,2,2026-03-01,5\n";
    let file = place.file("manual.csv", values);
    place.ok(&["import", "manual", &file]);
    assert_eq!(lines(&place.ok(&["export", "manual"])), lines(values));
    for name in ["out/manual.csv", "out/manual.xlsx"] {
        let out = place.data().join(name).display().to_string();
        place.ok(&["export", "manual", "--out", &out]);
        let again: serde_json::Value = serde_json::from_str(&place.ok(&["import", "manual", &out, "--json"])).unwrap();
        assert_eq!((&again["counts"]["skip"], &again["counts"]["update"]), (&3.into(), &0.into()), "{name}: {again}");
    }
}

/// What the rows say beside when they were recorded, and in which batch.
fn changes(place: &Place, from: &str, to: &str) -> Vec<String> {
    let text = place.ok(&["export", "changes", "--from", from, "--to", to]);
    let mut lines = text.lines();
    let titles = "recorded_at,kind,code,version,day,payees,before,after,batch,row,actor";
    assert_eq!(lines.next(), Some(titles));
    let row = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), 11, "{line}");
        assert_eq!(cells[8].is_empty(), cells[9].is_empty(), "{line}");
        cells.remove(8);
        cells[1..].join(",")
    };
    lines.map(row).collect()
}

#[test]
fn what_was_recorded_between_two_days_says_what_stood_before() {
    let place = furnished();
    let orders = |net: &str| format!("code,customer,owner,signed_on,net,split\nO1,C1,1,2026-03-02,{net},\n");
    let profile = place.file("orders.toml", crate::refusals::ORDERS_PROFILE);
    let goals = "measure,calendar,period,person,amount\nsales,natural,2026-03,1,12000.50\n";
    place.ok(&["import", "goals", &place.file("goals.csv", goals)]);
    place.ok(&["import", "orders", &place.file("orders.csv", orders("100")), "--profile", &profile]);
    place.ok(&["goals", "publish", "--measure", "sales", "--period", "2026-03", "--reason", "x"]);
    place.ok(&["import", "manual", &place.file("manual.csv", "measure,person,day,value\nvisits,2,2026-03-01,5\n")]);
    let second = place.file("orders.csv", orders("150"));
    let second = place.ok(&["import", "orders", &second, "--profile", &profile, "--json"]);
    let second: serde_json::Value = serde_json::from_str(&second).unwrap();
    place.ok(&["undo", second["batch"].as_str().unwrap()]);
    let recorded = changes(&place, "2020-01-01", "2100-01-01");
    let manual = recorded[2].split(',').nth(1).unwrap().to_owned();
    assert!(manual.starts_with("visits/member_") && manual.ends_with("/2026-03-01"), "{manual}");
    assert_eq!(
        recorded,
        [
            "order,O1,1,2026-03-02,1,,100.00,2,system via cli".to_owned(),
            "goal,sales/natural/2026-03/goal,1,2026-03-01,1,,12000.50,,system via cli".to_owned(),
            format!("manual,{manual},1,2026-03-01,2,,5,2,system via cli"),
            "order,O1,2,2026-03-02,1,100.00,150.00,2,system via cli".to_owned(),
            "order,O1,3,2026-03-02,1,150.00,100.00,2,system via cli".to_owned(),
        ]
    );
    assert_eq!(changes(&place, "2020-01-01", "2020-12-31"), Vec::<String>::new());
    assert_eq!(place.run(&["export", "changes", "--from", "2026-01-01"]).status.code(), Some(2));
    let said = place.refused(&["export", "orders", "--from", "2026-01-01", "--to", "2026-01-02"]);
    assert!(said.contains("only with export changes"), "{said}");
}

#[test]
fn an_import_is_undone_whole_or_its_rows_in_the_way_are_named() {
    let place = furnished();
    let profile = place.file("orders.toml", crate::refusals::ORDERS_PROFILE);
    let orders = "code,customer,owner,signed_on,net,split\nO1,C1,1,2026-03-02,100,\nO2,C1,2,2026-03-03,50,\n";
    let orders = place.ok(&["import", "orders", &place.file("orders.csv", orders), "--profile", &profile, "--json"]);
    let orders: serde_json::Value = serde_json::from_str(&orders).unwrap();
    let orders = orders["batch"].as_str().unwrap();
    let payments = place.file("payments.csv", "code,order,received_on,amount\nP1,O2,2026-03-10,50\n");
    let payments: serde_json::Value =
        serde_json::from_str(&place.ok(&["import", "payments", &payments, "--json"])).unwrap();
    let said = place.refused(&["undo", orders]);
    assert!(said.contains("rests on 1 of its rows"), "{said}");
    assert!(said.contains("O2: the payment P1 came to this order after the import."), "{said}");
    place.ok(&["undo", payments["batch"].as_str().unwrap()]);
    let said = place.ok(&["undo", orders]);
    assert_eq!(said.trim_end(), "orders.csv: 2 new ones taken back, 0 changed ones restored, 1 customers left");
    let exported = place.ok(&["export", "orders"]);
    assert!(exported.lines().skip(1).all(|line| line.ends_with(",cancelled")), "{exported}");
    assert!(place.refused(&["undo", orders]).contains("This import is undone"));
    assert!(place.refused(&["undo", "batch_nonsense"]).contains("There is no import"));
}
