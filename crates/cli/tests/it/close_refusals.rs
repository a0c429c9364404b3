//! The close as somebody gets it wrong: each a sentence that says what is the matter, in both languages, and exit code 1.

use std::fs::File;
use std::process::Command;

use crate::months::{CONTROLLER, DIRECTOR, SELLER, TREASURER, acting, close, done, stands, to_notice, with_months};
use crate::refusals::PEOPLE_PROFILE;
use crate::support::{BOSS, Place};

/// Runs the command in both languages; both must be refused and say this.
#[track_caller]
fn refused(command: impl Fn() -> Command, english: &str, chinese: &str) {
    for (language, wanted) in [("en-US", english), ("zh-CN", chinese)] {
        let output = command().args(["--language", language]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{:?}: {said}", command());
        assert_eq!(said.trim_end(), wanted, "{:?}", command());
    }
}

#[test]
fn a_wrong_plan_or_period_is_named() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    let of = |plan: &'static str, period: &'static str| ["--plan", plan, "--period", period];
    for step in ["trial", "review-lead", "lock", "paid"] {
        let command = || acting(&place, DIRECTOR, &[&["close", step][..], &of("nope", "2024-01")].concat());
        refused(command, "There is no plan with the key nope.", "没有键为 nope 的方案。");
    }
    for read in ["show", "adjustments"] {
        let command = || place.command(&[&["close", read][..], &of("nope", "2024-01")].concat());
        refused(command, "There is no plan with the key nope.", "没有键为 nope 的方案。");
    }
    let list = || place.command(&["close", "list", "--plan", "nope"]);
    refused(list, "There is no plan with the key nope.", "没有键为 nope 的方案。");
    for step in ["review-lead", "lock"] {
        refused(
            || close(&place, DIRECTOR, step, "2024-13"),
            "The calendar natural of plan p has no period 2024-13. Write its name, like 2026-03 or 2026-Q1, or its \
             first day.",
            "方案 p 的日历 natural 里没有 2024-13 这个周期。写周期名，如 2026-03、2026-Q1，或者它的第一天。",
        );
    }
    refused(
        || close(&place, DIRECTOR, "trial", "2024-13"),
        "The calendar natural has no period 2024-13. Write 2026-03 or 2026-Q1, or its first day.",
        "日历 natural 里没有 2024-13 这个周期。写成 2026-03、2026-Q1，或写它的第一天。",
    );
    refused(
        || close(&place, DIRECTOR, "trial", "2023-12"),
        "2023-12 lies outside the plan, which runs from 2024-01-01 to 2024-12-31.",
        "2023-12 不在方案的有效期里，方案从 2024-01-01 到 2024-12-31。",
    );
    refused(
        || close(&place, TREASURER, "lock", "2024-02"),
        "Period 2024-02 of plan p was never tried: run `close trial` first.",
        "方案 p 的 2024-02 还没有试算，先运行 close trial。",
    );
}

#[test]
fn a_step_out_of_order_is_answered_with_the_step_that_comes_next() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    refused(
        || close(&place, TREASURER, "lock", "2024-01"),
        "p 2024-01 stands at “trial”, and this step does not come next. Next: beichen close review-lead.",
        "p 2024-01 现在是“试算”，还轮不到这一步。下一步：beichen close review-lead。",
    );
    to_notice(&place, "2024-01");
    refused(
        || close(&place, CONTROLLER, "notice", "2024-01"),
        "p 2024-01 stands at “on public notice”, and this step does not come next. Next: beichen close lock.",
        "p 2024-01 现在是“公示中”，还轮不到这一步。下一步：beichen close lock。",
    );
    let reject =
        || acting(&place, CONTROLLER, &["close", "reject", "--plan", "p", "--period", "2024-01", "--reason", " "]);
    refused(reject, "Say why.", "写明原因。");
    done(close(&place, DIRECTOR, "trial", "2024-02"));
    to_notice(&place, "2024-02");
    refused(|| close(&place, TREASURER, "lock", "2024-02"), "Lock 2024-01 first.", "先锁定前面的 2024-01。");
    done(close(&place, TREASURER, "lock", "2024-01"));
    for step in ["trial", "review-lead", "review-finance", "notice", "lock"] {
        let login = if step == "trial" || step == "review-lead" { DIRECTOR } else { TREASURER };
        refused(
            || close(&place, login, step, "2024-01"),
            "2024-01 is locked: what comes later goes into the next period's adjustments.",
            "2024-01 已经锁定，之后的变化会进下一期的调整。",
        );
    }
    let out = place.data().with_extension("docx").display().to_string();
    let export =
        || acting(&place, TREASURER, &["close", "export", "--plan", "p", "--period", "2024-01", "--out", &out]);
    refused(export, &format!("{out} must end in .csv or .xlsx."), &format!("{out} 要以 .csv 或 .xlsx 结尾。"));
    assert_eq!(stands(&place, "2024-01").unwrap()["export_count"], 0, "a refused export was counted");
}

#[test]
fn whoever_may_not_or_is_not_known_is_refused() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    for step in ["trial", "review-lead", "review-finance", "lock"] {
        refused(|| close(&place, SELLER, step, "2024-01"), "Your role cannot do this.", "你的角色不能做这件事。");
    }
    let unknown = "Login or password is wrong. Try again.";
    let not_known = "账号或密码不对。再试一次。";
    refused(|| close(&place, "nobody@acme.test", "lock", "2024-01"), unknown, not_known);
    let other = place.file("other", "another password 9");
    let with_other = || {
        let mut command = close(&place, DIRECTOR, "lock", "2024-01");
        command.stdin(File::open(&other).unwrap());
        command
    };
    refused(with_other, unknown, not_known);
    let nobody = || place.command(&["close", "lock", "--plan", "p", "--period", "2024-01"]);
    refused(nobody, "A person has to take this step: say who with --as.", "这一步要由一个人来做，用 --as 写明是谁。");
    let approve = |login: &str, id: &str| acting(&place, login, &["correct", "approve", id]);
    for id in ["zzz", "run_01m8acq3qbe00801s9x3fdz2nn"] {
        let (english, chinese) = (format!("“{id}” is no id of a correction."), format!("“{id}”不是更正的编号。"));
        refused(|| approve(TREASURER, id), &english, &chinese);
    }
    refused(
        || place.command(&["correct", "list", "--state", "blue"]),
        "There is no state “blue”: pending, approved, rejected, withdrawn.",
        "没有“blue”这种状态，可以写 pending, approved, rejected, withdrawn。",
    );
}

#[test]
fn once_there_is_an_administrator_a_step_without_a_person_is_refused() {
    let place = Place::administered();
    let file = place.file("people.csv", "code,name,unit,joined_on\n1,Ann,east,2023-01-01\n");
    let profile = place.file("people.toml", PEOPLE_PROFILE);
    place.ok(&["--as", BOSS, "import", "people", &file, "--profile", &profile]);
    let english = "The organisation has an administrator, so a write says on whose behalf: add --as LOGIN.";
    let chinese = "公司已有管理员，写入要说替谁做：加 --as 登录名。";
    let plan = place.file("plan.toml", crate::months::plan_text());
    for command in [
        &["close", "trial", "--plan", "p", "--period", "2024-01"][..],
        &["plan", "publish", &plan],
        &["goals", "publish", "--measure", "sales", "--period", "2024-01", "--reason", "x"],
        &["correct", "approve", "approval_01m8acq3qbe00801s9x3fdz2nn"],
    ] {
        refused(|| place.command(command), english, chinese);
    }
}

#[test]
fn a_statement_that_is_not_there_is_told_apart_from_a_person_or_plan_that_is_not() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    let statement = |person: &'static str, period: &'static str, more: &'static [&'static str]| {
        place.command(&[&["statement", "--person", person, "--period", period][..], more].concat())
    };
    done(statement("1", "2024-01", &[]));
    refused(|| statement("9", "2024-01", &[]), "There is no person with the code 9.", "没有编号为 9 的人。");
    refused(
        || statement("1", "2024-01", &["--plan", "nope"]),
        "There is no plan with the key nope.",
        "没有键为 nope 的方案。",
    );
    for (period, more) in [("2024-05", &[][..]), ("2024-77", &["--plan", "p"]), ("2024-01", &["--as-of", "2024-01-31"])]
    {
        refused(
            || statement("1", period, more),
            &format!(
                "Person 1 has no statement of {period}. beichen close list --plan K says which periods were tried."
            ),
            &format!("1 没有 {period} 的对账单。用 beichen close list --plan K 看哪些周期试算过。"),
        );
    }
    refused(
        || statement("1", "2024-01", &["--as-of", "yesterday"]),
        "“yesterday” is no instant: write 2026-03-31 or 2026-03-31T18:00:00+08:00.",
        "“yesterday”不是时刻，写成 2026-03-31 或 2026-03-31T18:00:00+08:00。",
    );
}

#[test]
fn goals_of_locked_days_wait_for_another_person() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    to_notice(&place, "2024-01");
    done(close(&place, TREASURER, "lock", "2024-01"));
    let publish = |measure: &'static str, period: &'static str, reason: &'static str| {
        acting(&place, DIRECTOR, &["goals", "publish", "--measure", measure, "--period", period, "--reason", reason])
    };
    refused(
        || publish("nope", "2024-01", "x"),
        "There is no measure “nope”. There are: sales.",
        "没有指标“nope”。现有：sales。",
    );
    refused(
        || publish("sales", "2024-77", "x"),
        "The calendar “natural” has no period “2024-77”. Write its name, like 2026-03 or 2026-Q1, or its first day.",
        "日历“natural”里没有“2024-77”这个周期。写周期名，如 2026-03、2026-Q1，或者它的第一天。",
    );
    let goals = place.file("goals.csv", "measure,calendar,period,person,amount\nsales,natural,2024-01,1,100.00\n");
    place.ok(&["import", "goals", &goals]);
    done(publish("sales", "2024-01", "late"));
    let listed = place.ok(&["correct", "list"]);
    assert!(listed.contains("  waiting  "), "{listed}");
    let listed = place.ok(&["correct", "list", "--language", "zh-CN"]);
    assert!(listed.contains("  等批准  "), "{listed}");
    let id = place.ok(&["correct", "list", "--ids"]).trim().to_owned();
    let approve = |login: &str| acting(&place, login, &["correct", "approve", &id]);
    refused(
        || approve(DIRECTOR),
        "Let another person decide: nobody decides on their own correction.",
        "换一个人来批：自己提的更正不能自己决定。",
    );
    refused(|| approve(SELLER), "Your role cannot do this.", "你的角色不能做这件事。");
    refused(
        || place.command(&["correct", "approve", &id]),
        "Do this with your own login: a correction bears a person's name.",
        "用自己的账号来做：更正要记在人的名下。",
    );
    done(approve(TREASURER));
    refused(
        || approve(TREASURER),
        "Nothing is left to decide: this correction is approved.",
        "这项更正已经有结果：已批准。",
    );
}

/// A folder stands where the file is to be, or a file where its folder is to be: nothing is counted, and the first file
/// that is written is no copy.
#[test]
fn a_payment_file_that_cannot_be_written_is_no_export() {
    let place = with_months();
    done(close(&place, DIRECTOR, "trial", "2024-01"));
    to_notice(&place, "2024-01");
    done(close(&place, TREASURER, "lock", "2024-01"));
    let export =
        |out: &str| acting(&place, TREASURER, &["close", "export", "--plan", "p", "--period", "2024-01", "--out", out]);
    let taken = place.data().join("pay.csv");
    std::fs::create_dir(&taken).unwrap();
    let within = format!("{}/pay.csv", place.file("plain", "a file"));
    for out in [taken.display().to_string(), within] {
        let (english, chinese) = (format!("{out} cannot be written."), format!("写不了 {out}。"));
        refused(|| export(&out), &english, &chinese);
        assert_eq!(stands(&place, "2024-01").unwrap()["state"], "locked");
    }
    std::fs::remove_dir(&taken).unwrap();
    done(export(&taken.display().to_string()));
    assert_eq!(stands(&place, "2024-01").unwrap()["state"], "exported");
    let file = std::fs::read_to_string(&taken).unwrap();
    assert!(file.lines().nth(1).is_some_and(|row| row.ends_with(',')), "it is no copy: {file}");
    let beside = std::fs::read_dir(place.data()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name().to_string_lossy().into_owned();
        name.starts_with(".tmp")
    });
    assert_eq!(beside.count(), 0, "nothing half-written is left");
}
