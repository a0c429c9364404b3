//! `cargo xtask bench`: measures what docs/benchmarks.md lists, in a release build, and writes the figures there.

use crate::bench_engine;
use crate::bench_script::{Bench, Cores, Figure};
use crate::process::{ask, run as run_child};
use crate::{need, web};
use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = "docs/benchmarks.md";

/// A table of the page.
#[derive(Clone, Copy)]
pub enum Table {
    /// Of the product: each measurement writes its own row.
    Product,
    /// Of the engine: written as a whole.
    Engine,
}

pub fn run(root: &Path, rest: &[&str]) -> Result<(), String> {
    if let ["engine", rest @ ..] = rest {
        return bench_engine::run(root, rest);
    }
    need::builders(false)?;
    let wanted = rest.first().copied().unwrap_or("all");
    web::install(&root.join("web"))?;
    web::build(&root.join("web"))?;
    if !run_child(Command::new("cargo").args(["build", "--release", "--package", "beichen-cli"]))? {
        return Err("The release build failed; the compiler's words stand above.".to_owned());
    }
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let binary = root.join("target/release/beichen");
    let bench = Bench { binary, example: root.join("examples/bench"), folder, cores: Cores::of_this_machine() };
    let figures = measure(&bench, wanted)?;
    write_page(root, Table::Product, &figures, &where_measured(bench.cores))
}

type Measurement = fn(&Bench) -> Result<Figure, String>;

const MEASUREMENTS: [(&str, Measurement); 11] = [
    ("start", Bench::cold_start),
    ("memory", Bench::idle_memory),
    ("import", Bench::import),
    ("rebuild", Bench::rebuild),
    ("trial", Bench::trial),
    ("rates", Bench::rates),
    ("large", Bench::large),
    ("lock", Bench::lock),
    ("batch", Bench::batch),
    ("payment", Bench::payment),
    ("statement", Bench::statement),
];

fn measure(bench: &Bench, wanted: &str) -> Result<Vec<Figure>, String> {
    let mut figures = Vec::new();
    for (name, measurement) in MEASUREMENTS.iter().filter(|(name, _)| wanted == "all" || wanted == *name) {
        let figure = measurement(bench).map_err(|why| format!("{name}: {why}"))?;
        println!("{}: {} (bound {})", figure.what, figure.measured, figure.bound);
        figures.push(figure);
    }
    if figures.is_empty() {
        let names: Vec<&str> = MEASUREMENTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("`{wanted}` is no measurement; there are {}.", names.join(", ")));
    }
    Ok(figures)
}

/// Writes the rows measured now; of the product's table rows of other measurements stay.
pub fn write_page(root: &Path, table: Table, figures: &[Figure], place: &str) -> Result<(), String> {
    let page = root.join(PAGE);
    let before = fs::read_to_string(&page).map_err(|error| format!("cannot read {PAGE}: {error}"))?;
    let after = with_figures(&before, table, figures, place)?;
    fs::write(&page, after).map_err(|error| format!("cannot write {PAGE}: {error}"))
}

pub fn where_measured(used: Cores) -> String {
    let commit = ask("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_default();
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let used = if matches!(used, Cores::FirstTwo) { "2 of " } else { "" };
    format!("{used}{cores} cores, {}; {}", model.map_or("unknown processor", |(_, name)| name), commit.trim())
}

fn with_figures(page: &str, table: Table, figures: &[Figure], place: &str) -> Result<String, String> {
    let (begin, end) = table.marks();
    let marks = page.split_once(begin).and_then(|(head, rest)| Some((head, rest.split_once(end)?)));
    let (head, (rows, tail)) = marks.ok_or_else(|| format!("{PAGE} has lost its marks {begin} … {end}"))?;
    let row = |figure: &Figure| format!("| {} | {} | {} | {place} |", figure.what, figure.bound, figure.measured);
    let is_kept = |line: &&str| {
        let is_new = || figures.iter().any(|figure| line.starts_with(&format!("| {} |", figure.what)));
        matches!(table, Table::Product) && !is_new()
    };
    let mut lines = vec!["| What | Bound | Measured | Where |".to_owned(), "|---|---|---|---|".to_owned()];
    let before = rows.lines().filter(|line| line.starts_with('|')).skip(2);
    lines.extend(before.filter(is_kept).map(str::to_owned));
    lines.extend(figures.iter().map(row));
    Ok(format!("{head}{begin}\n{}\n{end}{tail}", lines.join("\n")))
}

impl Table {
    /// Between what it stands on the page.
    const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Product => ("<!-- measured: begin -->", "<!-- measured: end -->"),
            Self::Engine => ("<!-- engine measured: begin -->", "<!-- engine measured: end -->"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_figure_replaces_the_old_one_and_leaves_the_others() {
        let after = with_figures(&page(Table::Product), Table::Product, &measured(), "here").unwrap();
        assert!(after.contains("| Kept | 1 s | 2 s | there |\n| Old | 1 s | 3 s | here |"), "{after}");
        assert!(!after.contains("9 s") && after.starts_with("a\n") && after.ends_with("\nz\n"), "{after}");
        assert!(with_figures("no marks", Table::Product, &measured(), "here").is_err());
    }

    #[test]
    fn the_engine_s_table_is_written_as_a_whole() {
        let after = with_figures(&page(Table::Engine), Table::Engine, &measured(), "here").unwrap();
        assert!(after.contains("|---|---|---|---|\n| Old | 1 s | 3 s | here |\n"), "{after}");
        assert!(!after.contains("Kept") && after.starts_with("a\n") && after.ends_with("\nz\n"), "{after}");
        assert!(with_figures(&page(Table::Engine), Table::Product, &measured(), "here").is_err());
    }

    fn measured() -> [Figure; 1] {
        [Figure { what: "Old", bound: "1 s", measured: "3 s".to_owned() }]
    }

    fn page(table: Table) -> String {
        let (begin, end) = table.marks();
        let head = "| What | Bound | Measured | Where |\n|---|---|---|---|";
        format!("a\n{begin}\n{head}\n| Old | 1 s | 9 s | there |\n| Kept | 1 s | 2 s | there |\n{end}\nz\n")
    }
}
