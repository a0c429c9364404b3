//! What likes to break readers: huge numbers, odd days, other scripts, deep nesting, expressions at their limits.

use std::sync::LazyLock;

pub const VALUES: &[&str] = &[
    "\"\"",
    "\"0\"",
    "0",
    "-1",
    "\"-1\"",
    "1.5",
    "1e400",
    "nan",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "\"9223372036854775807\"",
    "\"92233720368547758.07\"",
    "\"92233720368547758.08\"",
    "\"-92233720368547758.08\"",
    "\"999999999999999999999999999999\"",
    "\"10000000000000.00\"",
    "\"0.01\"",
    "\"0.001\"",
    "\"0%\"",
    "\"100%\"",
    "\"100.0001%\"",
    "\"-100%\"",
    "\"9223372036854%\"",
    "\"922337203685477%\"",
    "\"0.0000001\"",
    "\"1.5x\"",
    "\"0x\"",
    "\"9223372036854x\"",
    "\"3‰\"",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "[[\"0\", \"1\"]]",
    "[[\"0%\", \"0%\"], [\"0%\", \"1%\"]]",
    "{ grade = \"pct\" }",
    "{ member = \"\" }",
    "{ share = \"30%\", of = \"variable_pay\" }",
    "\"2026-02-30\"",
    "\"2024-02-29\"",
    "\"0001-01-01\"",
    "\"9999-12-31\"",
    "\"10000-01-01\"",
    "2026-01-01",
    "\"2026-01\"",
    "\"2026-Q5\"",
    "\"2026-Q4\"",
    "\"9999-12\"",
    "\"0001\"",
    "\"month\"",
    "\"year\"",
    "\"half_year\"",
    "\"day\"",
    "\"销售\"",
    "\"\\u0000\"",
    "\"\u{202e}abc\"",
    "\"e\u{301}\"",
    "\"𝄞\"",
    "\"a\u{0}b\"",
    "\"\\uD800\"",
    "'''",
    "\"\"\"",
    "'true'",
    "'1 / 0 == 1'",
    "'1 % 0 == 1'",
    "'-9223372036854775808 / -1 == 1'",
    "'manual.points == 9223372036854775808'",
    "'manual.points * 9223372036854775807 > 0'",
    "'9223372036854775807 + months_served > 0'",
    "'in_unit(\"east\") &&'",
    "'reached(\"collected\", \"80%\")'",
    "'at_least(\"collected\", \"92233720368547758.07\")'",
    "'!!!!true'",
    "'[1, 2].all(x, x > 0)'",
    "'position in [\"a\", \"销售\"]'",
    "'\"a\" in \"abc\"'",
    "'months_served >= 3.5'",
    "'unit == grade ? true : false'",
    "'has_goal(\"collected\")'",
    "'joined_on > \"2026-01-01\"'",
    "'field.region == \"\"'",
    "'coefficient.company == 1'",
    "'position.matches(\"(a+)+$\")'",
    "'amount_at_least(\"-1\")'",
    "'customer.tags.exists(t, t == \"a\")'",
    "'\"\\\\u{0}\" == position'",
];

/// Deep and long ones.
pub static DEEP: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for depth in [40, 130, 1_990] {
        found.push(format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        found.push(format!("{}1{}", "{ a = ".repeat(depth), " }".repeat(depth)));
        found.push(format!("'{}true{}'", "(".repeat(depth), ")".repeat(depth)));
        found.push(format!("'{}true'", "!".repeat(depth)));
        found.push(format!("'{}true'", "true && ".repeat(depth)));
        found.push(format!("'{}1 == 1'", "1 + ".repeat(depth)));
        found.push(format!("'{}1{} == 1'", "[".repeat(depth), "]".repeat(depth)));
        found.push(format!("'{}true'", "true ? false : ".repeat(depth)));
        found.push(format!("'position{} == \"\"'", ".a".repeat(depth)));
        found.push(format!("\"{}\"", "9".repeat(depth)));
        found.push(format!("\"{}\"", "销".repeat(depth)));
    }
    found
});

pub const CHARACTERS: &[&str] = &[
    "\"", "'", "[", "]", "{", "}", "=", ",", ".", "#", "\n", "\r", "\t", "\u{0}", "\u{feff}", "\u{202e}", "\u{301}",
    "销", "𝄞", "\u{a0}", "\\", "%", "-", "_", "0", "9", "[[", "]]", "\"\"\"", "x",
];
