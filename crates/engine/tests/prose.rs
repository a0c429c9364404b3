//! A plan in sentences: every good and golden plan is worded in both languages, and two plans say the same exactly if
//! they are the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use beichen_engine::plan::prose::{Prose, SentenceCode, Voice, differences, explain};
use beichen_engine::plan::{Plan, Surroundings, plan_text, plan_value, read_plan};
use serde_json::Value;
use strum::IntoEnumIterator;

const LANGUAGES: [&str; 2] = ["zh-CN", "en-US"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn plans() -> Vec<(PathBuf, Plan)> {
    let folders = ["tests/plans/good", "tests/golden"].map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let mut files: Vec<PathBuf> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), read(&fs::read_to_string(file).unwrap()))).collect()
}

fn read(text: &str) -> Plan {
    let reading = read_plan(text, &Surroundings::default());
    reading.plan.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// The catalogue of one language, and which of its keys were asked for.
struct Catalogue {
    words: Value,
    asked: RefCell<BTreeSet<String>>,
}

impl Catalogue {
    fn of(language: &str) -> Self {
        let path = root().join("../../locales").join(language).join("incentives.json");
        Self { words: serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(), asked: RefCell::default() }
    }

    /// Every key of a group, with its groups inside.
    fn keys(&self, group: &str) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        collect(group, &self.words[group], &mut keys);
        keys
    }

    fn find(&self, key: &str, values: &BTreeMap<String, String>) -> Option<String> {
        let found = self.words.pointer(&format!("/{}", key.replace('.', "/")))?.as_str()?;
        self.asked.borrow_mut().insert(key.to_owned());
        Some(
            values.iter().fold(found.to_owned(), |said, (name, value)| said.replace(&format!("{{{{{name}}}}}"), value)),
        )
    }

    fn lines(&self, prose: &Prose) -> Vec<String> {
        let words = |key: &str, values: &BTreeMap<String, String>| self.find(key, values);
        let lines = Voice::new(&words, prose).lines(prose);
        lines
            .iter()
            .map(|line| {
                format!(
                    "{}{}",
                    if line.number.ends_with('.') && line.number != "1." { "\n" } else { "" },
                    line.indented(3)
                )
            })
            .collect()
    }

    fn differences(&self, old: &Plan, new: &Plan) -> Vec<String> {
        let (old, new) = (explain(old), explain(new));
        let words = |key: &str, values: &BTreeMap<String, String>| self.find(key, values);
        let voice = Voice::new(&words, &new);
        let lines = differences(&old, &new).into_iter().flat_map(|one| voice.difference(&one));
        lines.map(|line| line.indented(2)).collect()
    }
}

fn collect(at: &str, value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(inner) => inner.iter().for_each(|(key, value)| collect(&format!("{at}.{key}"), value, keys)),
        _ => {
            keys.insert(at.to_owned());
        }
    }
}

#[test]
fn every_plan_is_worded_whole_in_both_languages_and_no_words_are_idle() {
    for language in LANGUAGES {
        let catalogue = Catalogue::of(language);
        for (file, plan) in plans() {
            for line in catalogue.lines(&explain(&plan)) {
                assert!(!line.contains("{{") && !line.contains("prose"), "{language} {}: {line}", file.display());
                assert!(!line.contains("step_words") && !line.contains("exceptions."), "{language}: {line}");
            }
        }
        let said = catalogue.asked.borrow().clone();
        let currencies = "prose_words.currency";
        let all: BTreeSet<String> = ["prose", "prose_words"].iter().flat_map(|group| catalogue.keys(group)).collect();
        let idle: Vec<&String> = all.difference(&said).filter(|key| !key.starts_with(currencies)).collect();
        let idle: Vec<&&String> = idle.iter().filter(|key| !key.starts_with("prose_words.diff")).collect();
        assert!(idle.is_empty(), "{language}: {idle:?}");
        let codes: BTreeSet<String> = SentenceCode::iter().map(|code| format!("prose.{}", code.word())).collect();
        assert_eq!(codes, catalogue.keys("prose"));
    }
}

const PLAN: &str = r#"[plan]
key = "east"
title = "华东区方案"
currency = "CNY"
valid = { from = "2026-01-01", to = "2026-12-31" }
who = 'in_unit("east") && position == "销售"'

[measure.collected]
of = "payments"
where = 'product.family != "服务"'

[[component]]
key = "monthly"
title = "月度奖金"
kind = "attainment"
period = "month"
measure = "collected"
base = { grade = "bonus_base" }
gate = "80%"
curve = { shape = "linear", points = [["80%", "80%"], ["100%", "100%"]] }
cap = "8000.00"

[[component]]
key = "commission"
title = "提成"
kind = "commission"
period = "quarter"
measure = "collected"
tiers = [["0", "5%"], ["30000", "10%"]]

[[example]]
title = "达标线差一分"
period = "2026-03"
people = [{ key = "a", goal = { collected = "100000.00" }, grade_values = { bonus_base = "4000.00" } }]
credits = [["a", "collected", "2026-03-31", "79999.99"]]
expect = { a = { monthly = "0.00" } }
"#;

#[test]
fn a_plan_reads_as_chinese_sentences() {
    let wanted = "\
1. 华东区方案（east）
   1.1 本方案自 2026-01-01 起至 2026-12-31 止有效，首尾两天都算在内。
   1.2 金额的币种是 CNY。
   1.3 逐日判断，当天符合以下条件的人在方案内：在部门“east”或其下级，并且岗位是“销售”。
   1.4 周期按自然月、季度、半年和年划分。
   1.5 组成部分没有另写的，奖金四舍五入到 0.01 元。

2. 口径：回款（collected）
   2.1 计入客户回款。
   2.2 金额含税和运费。
   2.3 只计符合以下条件的：产品系列不是“服务”。
   2.4 按回款日期计入。
   2.5 单位是金额。
   2.6 退款计入退款当天。

3. 月度奖金（monthly）
   3.1 每月发放：基数 × 由完成率得出的系数。
   3.2 完成率看回款。
   3.3 完成率是实际数除以本人目标。
   3.4 基数是职级表“bonus_base”一列的值。
   3.5 完成率低于 80% 不发；正好 80% 就算达标。
   3.6 一过达标线，就按曲线全额发。
   3.7 系数在以下各点之间按直线取，第一点以下为 0，最后一点以上不再变化：
      80% 处：80%
      100% 处：100%
   3.8 基数和目标不按在方案内的天数折算。
   3.9 每人每期最多发 8,000.00 元。
   3.10 超出封顶的部分作废。
   3.11 没有保底。
   3.12 奖金只舍入一次，四舍五入到 0.01 元。
   3.13 全部随当期发放：没有预发、风险金、缓发、分期，也没有追回档。

4. 提成（commission）
   4.1 每季度发放：计入金额 × 费率。
   4.2 按回款计算。
   4.3 费率按计入金额分档：
      0.00 元起：5%
      30,000.00 元起：10%
   4.4 每档的费率只用于落在该档的部分（超额累进）。
   4.5 正好在界上的算上一档。
   4.6 一个周期的业绩合并计算。
   4.7 基数和目标不按在方案内的天数折算。
   4.8 没有封顶。
   4.9 没有保底。
   4.10 奖金只舍入一次，四舍五入到 0.01 元。
   4.11 全部随当期发放：没有预发、风险金、缓发、分期，也没有追回档。

5. 例如：达标线差一分
   5.1 周期：2026-03。
   5.2 a 参与：回款目标 100,000.00 元、“bonus_base”：“4000.00”。
   5.3 （1）2026-03-31：a 计入回款 79,999.99 元。
   5.4 则 a 得：“月度奖金” 0.00 元。";
    assert_eq!(Catalogue::of("zh-CN").lines(&explain(&read(PLAN))).join("\n"), wanted);
}

#[test]
fn a_change_is_said_by_what_it_changes() {
    let changed = PLAN
        .replace("gate = \"80%\"", "gate = \"85%\"")
        .replace("[\"30000\", \"10%\"]", "[\"30000\", \"12%\"], [\"50000\", \"15%\"]")
        .replace("cap = \"8000.00\"\n", "")
        .replace("'product.family != \"服务\"'", "'!(product.family in [\"服务\"])'")
        .replace("position == \"销售\"", "has_goal(\"collected\")")
        .replace("title = \"提成\"", "title = \"季度提成\"");
    let sprint = "\n[[component]]\nkey = \"sprint\"\nkind = \"per_event\"\nperiod = \"month\"\nmeasure = \"collected\"\namount = \"250.00\"\n";
    let said = Catalogue::of("en-US").differences(&read(PLAN), &read(&format!("{changed}{sprint}")));
    let wanted = [
        "华东区方案 (east), who is in the plan: the unit is “east” or below it and the position is “销售” → the unit is “east” or below it and there is a published goal for Collected",
        "Measure Collected (collected), which documents count: the product's family is not “服务” → it is not so that the product's family is one of “服务”",
        "月度奖金 (monthly), gate: 80% → 85%",
        "月度奖金 (monthly), cap: At most CNY 8,000.00 is paid to a person for a period. → There is no cap.",
        "月度奖金 (monthly), no more: What the cap cuts off is lost.",
        "季度提成 (commission), title: 提成 → 季度提成",
        "季度提成 (commission), tier from CNY 30,000.00: 10% → 12%",
        "季度提成 (commission), new: from CNY 50,000.00: 15%",
        "New: sprint (sprint)",
        "  For each month it pays an amount for each event that qualifies.",
        "  Credits of Collected count.",
        "  An event pays CNY 250.00.",
        "  An event qualifies if it counts more than 0.",
        "  Each of them pays.",
        "  Base and goals are not reduced for days outside the plan.",
        "  There is no cap.",
        "  There is no floor.",
        "  The pay is rounded once, half up, to CNY 0.01.",
        "  All of it is paid with its period: nothing is advanced, held back, put off or taken back by a ladder.",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn comments_order_and_the_way_of_writing_change_nothing() {
    let other = PLAN
        .replace("gate = \"80%\"", "gate = \"0.8\"  # as agreed\ngate_start = \"jump\"")
        .replace("key = \"monthly\"\ntitle = \"月度奖金\"", "title = \"月度奖金\"\nkey = \"monthly\"")
        .replace("30000", "30000.00");
    assert_eq!(differences(&explain(&read(PLAN)), &explain(&read(&other))), []);
}

/// Plans are equal exactly if they say the same: whatever value of a plan is changed so that it is read as another
/// plan, its sentences change with it, and the comparison finds that.
#[test]
fn whatever_changes_in_a_plan_is_said() {
    let mut changes = 0;
    for (file, _) in plans() {
        let mut value = plan_value(&fs::read_to_string(&file).unwrap()).unwrap();
        if !file.ends_with("good/everything.toml") {
            value.as_object_mut().unwrap().remove("example");
        }
        let plan = read(&plan_text(&value).unwrap());
        for changed in leaves("", &value).iter().flat_map(|pointer| with_other_leaf(&value, pointer)) {
            let text = plan_text(&changed).unwrap();
            let Some(other) = read_plan(&text, &Surroundings::default()).plan else { continue };
            let is_same = without_places(&plan) == without_places(&other);
            let found = differences(&explain(&plan), &explain(&other));
            assert_eq!(found.is_empty(), is_same, "{}: {text}", file.display());
            changes += usize::from(!is_same);
        }
    }
    assert!(changes > 1_000, "only {changes} changes");
}

/// Pointers to every text, number and truth.
fn leaves(at: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(inner) => {
            let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
            inner.iter().flat_map(|(key, value)| leaves(&format!("{at}/{}", escaped(key)), value)).collect()
        }
        Value::Array(inner) => {
            inner.iter().enumerate().flat_map(|(index, value)| leaves(&format!("{at}/{index}"), value)).collect()
        }
        _ => vec![at.to_owned()],
    }
}

/// The plan with another value of the same form there: a truth turned, another word of the list, a digit changed.
fn with_other_leaf(value: &Value, pointer: &str) -> Vec<Value> {
    let others: Vec<Value> = match value.pointer(pointer).unwrap() {
        Value::Bool(truth) => vec![Value::from(!truth)],
        Value::Number(number) => vec![Value::from(number.as_i64().unwrap() + 1)],
        Value::String(text) => other_texts(text).into_iter().map(Value::from).collect(),
        _ => Vec::new(),
    };
    let with = |other: Value| {
        let mut changed = value.clone();
        *changed.pointer_mut(pointer).unwrap() = other;
        changed
    };
    others.into_iter().map(with).collect()
}

/// Words of closed lists: each is replaced by every one of its lists.
const WORDS: [&[&str]; 18] = [
    &["half_up", "half_even", "down"],
    &["up", "down"],
    &["jump", "from_zero"],
    &["flat", "extend"],
    &["marginal", "whole"],
    &["none", "workdays", "calendar"],
    &["month", "quarter", "half_year", "year"],
    &["period", "transaction", "year_to_date"],
    &["each", "share"],
    &["1,1,2", "1,1,3"],
    &["net", "gross"],
    &["own", "original"],
    &["carry", "forfeit"],
    &["on_top", "floor"],
    &["full", "final"],
    &["unit", "grade", "organisation", "unit.2"],
    &["split_then_cap", "cap_then_split"],
    &["goal", "goal.sprint", "goal.challenge"],
];

fn other_texts(text: &str) -> Vec<String> {
    let lists = WORDS.iter().filter(|list| list.contains(&text));
    let words: Vec<String> = lists.flat_map(|list| list.iter()).map(|word| (*word).to_owned()).collect();
    if !words.is_empty() {
        return words;
    }
    match text.rfind(|c: char| c.is_ascii_digit()) {
        Some(at) => {
            let digit: u32 = text[at..=at].parse().unwrap();
            vec![format!("{}{}{}", &text[..at], if digit == 9 { 8 } else { digit + 1 }, &text[at + 1..])]
        }
        None => vec![format!("{text}x")],
    }
}

/// A plan as text, without where things stand in its file.
fn without_places(plan: &Plan) -> String {
    let shown = format!("{plan:?}");
    let mut parts = shown.split("Span {");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').unwrap().1)
}
