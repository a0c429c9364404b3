//! What people type into cells, and what is refused with what to type instead.

use super::*;
use crate::words;
use beichen_kernel::Locale;

fn reader() -> CellReader {
    CellReader::new(Currency::CNY, None)
}

fn day(text: &str) -> String {
    reader().day(text).map_or_else(|fault| fault.code.to_owned(), |day| day.to_string())
}

fn money(text: &str) -> (i64, bool) {
    reader().money(text).unwrap()
}

fn said(fault: CellFault, locale: Locale) -> String {
    words::of_cell(locale, &fault.at("x"))
}

#[test]
fn days_are_read_in_every_unambiguous_form() {
    for text in [
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "20260105",
        "２０２６／１／５",
        "2026-01-05 10:30",
        "2026-01-05T00:00:00",
        "46027",
    ] {
        assert_eq!(day(text), "2026-01-05", "{text}");
    }
    // The serial of the issue: 45866 is 2025-07-28 (45658 is 2025-01-01).
    assert_eq!(day("45866"), "2025-07-28");
}

#[test]
fn a_day_that_could_be_two_is_refused_unless_the_profile_says_which() {
    assert_eq!(day("03/04/2026"), "sheets.cell.ambiguous_day");
    let with = |format| CellReader::new(Currency::CNY, Some(format));
    assert_eq!(with(DateFormat::DayMonthYear).day("03/04/2026").unwrap().to_string(), "2026-04-03");
    assert_eq!(with(DateFormat::MonthDayYear).day("03/04/2026").unwrap().to_string(), "2026-03-04");
    // The year in front is never ambiguous.
    assert_eq!(with(DateFormat::MonthDayYear).day("2026/1/5").unwrap().to_string(), "2026-01-05");
}

#[test]
fn days_that_do_not_exist_are_refused_with_the_length_of_the_month() {
    let fault = reader().day("2026-02-30").unwrap_err();
    assert_eq!(fault.code, "sheets.cell.no_such_day");
    assert_eq!(said(fault.clone(), Locale::ZhCn), "没有“2026-02-30”这一天，2026-02 只有 28 天。");
    assert_eq!(said(fault, Locale::EnUs), "There is no day “2026-02-30”: 2026-02 has 28 days.");
    for text in ["2026-13-01", "tomorrow", "26/1/5", "12", "2026-1", "99999999"] {
        assert_eq!(day(text), "sheets.cell.not_a_day", "{text}");
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, minor) in [
        ("12000", 1_200_000),
        ("12,000", 1_200_000),
        ("1,234,567.89", 123_456_789),
        ("1.2万", 1_200_000),
        ("1.2 万元", 1_200_000),
        ("0.5亿", 5_000_000_000),
        ("１２，０００", 1_200_000),
        ("１．２万", 1_200_000),
        ("¥12,000.00", 1_200_000),
        ("￥ 12000元", 1_200_000),
        ("-35.5", -3_550),
        ("(35.50)", -3_550),
        ("-¥35.50", -3_550),
        ("0", 0),
    ] {
        assert_eq!(money(text), (minor, false), "{text}");
    }
}

#[test]
fn finer_amounts_are_rounded_half_up_and_say_so() {
    assert_eq!(money("20565.6206"), (2_056_562, true));
    assert_eq!(money("0.005"), (1, true));
    assert_eq!(money("0.0049"), (0, true));
    assert_eq!(money("-0.005"), (-1, true));
    assert_eq!(money("12.3400"), (1_234, false));
    // 0.12345 万 is 1234.5.
    assert_eq!(money("0.12345万"), (123_450, false));
}

#[test]
fn a_letter_among_the_digits_is_refused_with_what_was_meant() {
    let fault = reader().money("12,3O0").unwrap_err();
    assert_eq!(said(fault.clone(), Locale::ZhCn), "“12,3O0”不是金额，里面有字母。是不是 12300？");
    assert_eq!(said(fault, Locale::EnUs), "“12,3O0” is not an amount: there is a letter in it. Is it 12300?");
    let fault = reader().money("待定").unwrap_err();
    assert_eq!(said(fault, Locale::ZhCn), "“待定”不是金额。写成 35000 或 3.5万。");
}

#[test]
fn another_currency_and_odd_grouping_are_no_amounts() {
    for text in ["$12", "USD 12", "12.3.4", "12.", "万", "1e5", "--5", "12 元 整"] {
        assert!(reader().money(text).is_err(), "{text}");
    }
    for text in ["12,30", "1,2,3", "1,0000"] {
        assert_eq!(reader().money(text).unwrap_err().code, "sheets.cell.not_an_amount", "{text}");
    }
    assert_eq!(reader().money("99999999999999999999").unwrap_err().code, "sheets.cell.too_large");
}

#[test]
fn rates_are_percent_or_fraction_and_never_finer_than_a_millionth() {
    for text in ["1.2%", "0.012", "12‰", "１．２％", "1.2 %"] {
        assert_eq!(rate(text).unwrap().ppm(), 12_000, "{text}");
    }
    assert_eq!(rate("0.0000001").unwrap_err().code, "sheets.cell.rate_too_fine");
    assert_eq!(rate("1.5x").unwrap_err().code, "sheets.cell.not_a_rate");
}

const LEVELS: &[(&str, &[&str])] = &[("goal", &["目标"]), ("sprint", &["冲刺"])];

#[test]
fn numbers_truths_and_choices_are_read_or_refused() {
    assert_eq!(number("1,500.25", 2).unwrap(), 150_025);
    assert_eq!(number("1.234", 2).unwrap_err().code, "sheets.cell.number_too_fine");
    assert!(truth("是").unwrap() && !truth("No").unwrap());
    assert_eq!(truth("也许").unwrap_err().code, "sheets.cell.not_a_truth");
    assert_eq!(choice("冲刺", LEVELS).unwrap(), "sprint");
    assert_eq!(choice("GOAL", LEVELS).unwrap(), "goal");
    let fault = choice("保底", LEVELS).unwrap_err();
    assert_eq!(said(fault, Locale::ZhCn), "没有“保底”这个选项。可以写：目标, 冲刺。");
}

#[test]
fn empty_cells_are_empty_whatever_spaces_they_hold() {
    for text in ["", "  ", "\u{3000}", "\u{a0}", "\u{feff}"] {
        assert_eq!(reader().cell(text, CellType::Money).unwrap(), (Cell::Empty, false));
    }
    assert_eq!(reader().cell(" 张三 ", CellType::Text).unwrap().0, Cell::Text("张三".to_owned()));
    assert_eq!(reader().cell("#N/A", CellType::Text).unwrap_err().code, "sheets.cell.spreadsheet_error");
    assert_eq!(reader().cell(&"长".repeat(4_001), CellType::Text).unwrap_err().code, "sheets.cell.too_long");
}

#[test]
fn every_code_has_a_sentence_in_both_languages_whose_values_are_filled_in() {
    let lists = crate::CATALOGUE.codes;
    let codes: Vec<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    assert!(codes.len() > 40);
    for code in codes {
        let key = code.replacen('.', ".errors.", 1);
        for locale in [Locale::ZhCn, Locale::EnUs] {
            assert!(words::find(locale, &key).is_some(), "{code} in {locale}");
        }
    }
}
