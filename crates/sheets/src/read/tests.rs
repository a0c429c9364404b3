//! What files are read, and which are refused before they can do harm.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::io::Write;

use super::*;

fn rows_of(bytes: &[u8]) -> Result<Vec<RawRow>> {
    rows_with(bytes, &Profile::default())
}

fn rows_with(bytes: &[u8], profile: &Profile) -> Result<Vec<RawRow>> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let mut rows = Vec::new();
    read(file.path(), profile, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    rows_of(bytes).unwrap().into_iter().map(|row| row.cells).collect()
}

fn refused(bytes: &[u8]) -> String {
    rows_of(bytes).unwrap_err().code().to_owned()
}

const PLAIN: &[&[&str]] = &[&["编号", "客户"], &["A1", "宁波甬辰泵业"]];

#[test]
fn utf8_its_mark_utf16_and_gbk_read_the_same() {
    let text = "编号,客户\r\nA1,宁波甬辰泵业\r\n";
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let gbk = encoding_rs::GBK.encode(text).0.into_owned();
    let mut utf16: Vec<u8> = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [text.as_bytes(), &marked, &gbk, &utf16] {
        assert_eq!(cells(bytes), PLAIN);
    }
}

#[test]
fn the_separator_is_found_in_the_header() {
    for text in ["编号;客户\nA1;宁波甬辰泵业", "编号\t客户\nA1\t宁波甬辰泵业", "编号|客户\nA1|宁波甬辰泵业"]
    {
        assert_eq!(cells(text.as_bytes()), PLAIN, "{text}");
    }
    assert_eq!(cells(b"\"a;b;c\",d\n1,2")[0], ["a;b;c", "d"]);
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does_over_blank_lines_and_line_breaks_in_cells() {
    let rows = rows_of(b"a,b\n\n\"1\n1\",2\n\n3,4\n,\n5,6\n").unwrap();
    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    // Row 2 and 4 are blank lines, row 6 has empty cells only.
    assert_eq!(numbers, [1, 3, 5, 7]);
}

#[test]
fn our_own_escape_before_formulas_is_taken_off_again() {
    assert_eq!(cells(b"a,b\n'=1+1,'x")[1], ["=1+1", "'x"]);
}

#[test]
fn a_nul_byte_is_refused_with_its_line() {
    let error = rows_of(b"a,b\n1,2\n3,\0\n").unwrap_err();
    assert_eq!(error.code(), "sheets.file.nul_bytes");
    assert_eq!(error.params()["line"], "3");
}

#[test]
fn neither_utf8_nor_gbk_no_rows_and_an_old_workbook_are_refused() {
    assert_eq!(refused(b"a,b\n\xff\xff,\xff\xff\n"), "sheets.file.unknown_encoding");
    assert_eq!(refused(b""), "sheets.file.empty");
    assert_eq!(refused(b"a,b\n"), "sheets.file.empty");
    assert_eq!(refused(b"a,b\n\n,\n"), "sheets.file.empty");
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "sheets.file.old_excel");
    assert_eq!(refused(b"PK\x03\x04 and then nonsense"), "sheets.file.not_a_spreadsheet");
}

#[test]
fn the_last_allowed_row_is_read_and_the_next_one_refused() {
    let file = |rows: u32| {
        let mut text = String::from("a\n");
        (0..rows).for_each(|_| text.push_str("1\n"));
        text
    };
    let mut count = 0_u32;
    let mut on_disk = tempfile::NamedTempFile::new().unwrap();
    on_disk.write_all(file(MOST_ROWS).as_bytes()).unwrap();
    read(on_disk.path(), &Profile::default(), &mut |_| {
        count += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(count, 500_001);
    assert_eq!(refused(file(MOST_ROWS + 1).as_bytes()), "sheets.file.too_many_rows");
}

#[test]
fn fifty_megabytes_are_read_and_one_byte_more_is_refused_unread() {
    let mut text = b"a\n".to_vec();
    text.extend(std::iter::repeat_n(b'\n', 50_000_000 - 4));
    text.extend(b"1\n");
    assert_eq!(text.len(), 50_000_000);
    assert_eq!(rows_of(&text).unwrap().len(), 2);
    text.push(b'\n');
    let error = rows_of(&text).unwrap_err();
    assert_eq!(error.code(), "sheets.file.too_large");
    assert_eq!(error.params()["limit_mb"], "50");
}

#[test]
fn too_many_columns_are_refused() {
    let wide = vec!["x"; 201].join(",");
    assert_eq!(refused(format!("{wide}\n{wide}").as_bytes()), "sheets.file.too_many_columns");
}

fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "六月流水").unwrap();
    for (column, title) in (0..).zip(["编号", "日期", "金额", "比例"]) {
        sheet.write(2, column, title).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(4, 0, "A1").unwrap();
    sheet.write_with_format(4, 1, ExcelDateTime::from_ymd(2026, 6, 15).unwrap(), &day).unwrap();
    sheet.write(4, 2, 20_565.620_6).unwrap();
    sheet.write(4, 3, 0.1 + 0.2).unwrap();
    sheet.write(5, 0, 1001).unwrap();
    book.add_worksheet().set_name("备注").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_from_its_header_row_with_numbers_as_it_shows_them() {
    let profile = Profile { header_row: Some(3), ..Profile::default() };
    let rows = rows_with(&workbook(), &profile).unwrap();
    assert_eq!(rows[0].cells, ["编号", "日期", "金额", "比例"]);
    assert_eq!(rows[1].cells, ["A1", "2026-06-15", "20565.6206", "0.3"]);
    assert_eq!((rows[1].number, rows[2].number), (5, 6));
    assert_eq!(rows[2].cells, ["1001"]);
}

#[test]
fn a_sheet_that_is_not_there_is_refused_with_those_that_are() {
    let profile = Profile { sheet: Some("七月".to_owned()), ..Profile::default() };
    let error = rows_with(&workbook(), &profile).unwrap_err();
    assert_eq!(error.code(), "sheets.file.no_such_sheet");
    assert_eq!(error.params()["sheets"], "Sheet1, 备注");
}

#[test]
fn numbers_of_a_workbook_become_plain_text() {
    for (number, text) in [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-35.5, "-35.5"),
        (0.012, "0.012"),
        (1e15, "1000000000000000"),
        (1.5e-7, "0.00000015"),
        (123_456_789.12, "123456789.12"),
    ] {
        assert_eq!(workbook::plain_number_for_tests(number), text);
    }
}

/// A workbook whose one part is as given.
fn zipped(name: &str, content: &[u8], times: usize) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut out);
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..times {
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap();
    out.into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    // 20 MB of zeros in about 20 KB.
    let bomb = zipped("xl/worksheets/sheet1.xml", &vec![b'0'; 1_000_000], 20);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(&bomb), "sheets.file.unpacks_too_large");
}

#[test]
fn a_workbook_whose_directory_lies_about_its_size_is_refused_as_well() {
    let mut bomb = zipped("xl/worksheets/sheet1.xml", &vec![b'0'; 1_000_000], 20);
    let real = 20_000_000_u32.to_le_bytes();
    let mut found = 0;
    for place in 0..bomb.len() - 4 {
        if bomb[place..place + 4] == real {
            bomb[place..place + 4].copy_from_slice(&1_000_u32.to_le_bytes());
            found += 1;
        }
    }
    assert!(found >= 1);
    let code = refused(&bomb);
    assert!(["sheets.file.unpacks_too_large", "sheets.file.not_a_spreadsheet"].contains(&code.as_str()), "{code}");
}

#[test]
fn one_text_of_megabytes_inside_a_small_workbook_is_refused() {
    let bomb = zipped("xl/sharedStrings.xml", &vec![b'0'; 1_100_000], 1);
    assert_eq!(refused(&bomb), "sheets.file.unpacks_too_large");
}
