//! What can be typed: the commands and their options.

mod decide;
mod plan;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use decide::{Decide, Wish};
pub use plan::{New, Plan};

/// Beichen 北辰: from the payment to the bonus, every fen explained.
///
/// Exit codes: 0 done; 1 refused, with the reason; 2 the command line is wrong; 3 a fault or the database is busy.
#[derive(Debug, Parser)]
#[command(name = "beichen", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data is, who writes, and how results are printed.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The data folder; made when absent. Default: the user's data directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL instead of the SQLite file: `postgres://user@host/database`
    #[arg(long, global = true, value_name = "URL", env = "BEICHEN_DATABASE")]
    pub database: Option<String>,
    /// The organisation, by name or number; needed only where there are several.
    #[arg(long, global = true, value_name = "NAME")]
    pub org: Option<String>,
    /// On whose behalf: needed for writes once an administrator exists.
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub acting: Option<String>,
    /// Print results as JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of words; that of LANG when absent, else Chinese.
    #[arg(long, global = true, value_name = "LANGUAGE", env = "BEICHEN_LANGUAGE")]
    pub language: Option<Language>,
}

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    #[value(name = "zh-CN")]
    ZhCn,
    #[value(name = "en-US")]
    EnUs,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an organisation.
    Init(Init),
    /// Serve the web application and the API.
    Serve(Serve),
    /// Serve the sample company.
    Demo(Demo),
    /// Bring the tables up to date.
    Migrate,
    /// Measures of the organisation.
    #[command(subcommand)]
    Measure(Measure),
    /// Import a sheet.
    Import(Import),
    /// Undo a written import: all of it, or nothing where something rests on a row since.
    Undo {
        /// What `import` called the batch.
        #[arg(value_name = "BATCH")]
        batch: String,
    },
    /// Goals.
    #[command(subcommand)]
    Goals(Goals),
    /// Plan texts.
    #[command(subcommand)]
    Plan(Plan),
    /// Calculate plans for periods, without keeping anything.
    Calculate(Calculate),
    /// Write a sheet of what is there.
    Export(Export),
    /// The ledger of credits.
    #[command(subcommand)]
    Ledger(Ledger),
    /// Sign-ins.
    #[command(subcommand)]
    User(User),
    /// Settings of the organisation.
    #[command(subcommand)]
    Settings(Settings),
    /// The audit chain.
    #[command(subcommand)]
    Audit(Audit),
    /// Look whether everything is in order.
    Doctor,
    /// Print the description of every operation.
    #[command(hide = true)]
    Openapi,
    /// Take a period of a plan in force from its trial to the payment, one step a call.
    #[command(subcommand)]
    Close(Close),
    /// Corrections inside locked days, and the second person's decision on them.
    #[command(subcommand)]
    Correct(Correct),
    /// What waits for a decision of two people, and asking for one.
    #[command(subcommand)]
    Decide(Decide),
    /// What a person is paid for a period.
    Statement(Statement),
    /// Write the receipt of a person's statement: a file that `verify` calculates again.
    ///
    /// With the figures of others, under pseudonyms, for HR and finance; for anyone else with their hashes only.
    Receipt {
        #[command(flatten)]
        of: Statement,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Why a run's statement would come to another amount today: data, splits, goals, plan, roster, rounding.
    Bridge(Statement),
    /// Calculate a receipt again, from nothing but the file: no data folder and no network.
    ///
    /// Exit codes: 0 nothing differs; 1 something does, or was changed; 4 the file is no receipt that can be read.
    Verify {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Save everything into one new file, beside a serving process.
    Backup {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Unpack a backup into the new data folder of --data.
    Restore {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Init {
    /// The reporting currency, ISO 4217.
    #[arg(long, value_name = "CODE")]
    pub currency: String,
    /// The time zone, e.g. Asia/Shanghai.
    #[arg(long, value_name = "ZONE")]
    pub time_zone: String,
    /// The first administrator's login: an e-mail address or a mobile number.
    #[arg(long, value_name = "LOGIN")]
    pub admin: Option<String>,
    /// Read the administrator's password from standard input.
    #[arg(long, requires = "admin")]
    pub password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 picks one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7440")]
    pub listen: SocketAddr,
    /// Where people reach it: decides the cookie's Secure flag and the allowed Origin.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Where to listen; port 0 picks one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7440")]
    pub listen: SocketAddr,
    /// Make the company as if today were this day; the clock runs on from there.
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// Empty the data folder of a demo and make the company anew; not with --database.
    #[arg(long)]
    pub fresh: bool,
    /// Make the company and stop.
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Subcommand)]
pub enum Measure {
    /// Publish the [measure.*] tables of a plan file; with --from, a new version of the one measure in it.
    Publish {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The first day of the new version.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Show what the new version would change, and change nothing.
        #[arg(long, requires = "from")]
        preview: bool,
        /// Read the password of --as from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "KIND", help = beichen_server::import_kinds().names().join(", "))]
    pub kind: String,
    /// CSV or XLSX.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A profile: a path, or the name of a saved one.
    #[arg(long, value_name = "P")]
    pub profile: Option<String>,
    /// Whether one bad row refuses the file, or only itself.
    #[arg(long, value_enum, default_value = "all")]
    pub rows: Rows,
    /// Write the failed rows, with a reason for each, to this file.
    #[arg(long, value_name = "F")]
    pub report: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Rows {
    All,
    Valid,
}

#[derive(Debug, Subcommand)]
pub enum Goals {
    /// Put drafted goals into force.
    Publish {
        #[arg(long, value_name = "M")]
        measure: String,
        #[arg(long, value_name = "K", default_value = "natural")]
        calendar: String,
        /// A period's name or first day, or `all`.
        #[arg(long, value_name = "P")]
        period: String,
        #[arg(long, value_name = "R")]
        reason: String,
        /// Read the password of --as from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

/// A plan and a period of it.
#[derive(Debug, Clone, Args)]
pub struct OfPeriod {
    /// The plan's key.
    #[arg(long, value_name = "K")]
    pub plan: String,
    /// The period's name or first day.
    #[arg(long, value_name = "P")]
    pub period: String,
    /// Read the password of --as from standard input.
    #[arg(long)]
    pub password_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub enum Close {
    /// Calculate it; a second time its reviews begin again.
    Trial(OfPeriod),
    /// Approve the units of which --as is the reviewer.
    ReviewLead(OfPeriod),
    /// Approve it for finance.
    ReviewFinance(OfPeriod),
    /// Open the public notice.
    Notice(OfPeriod),
    /// Lock it: nothing of it changes any more.
    Lock(OfPeriod),
    /// Write the payment file; after the first time it is a copy.
    Export {
        #[command(flatten)]
        of: OfPeriod,
        /// Where to write (.csv or .xlsx).
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Mark everybody whom it pays as paid.
    Paid(OfPeriod),
    /// Send it back with a reason.
    Reject {
        #[command(flatten)]
        of: OfPeriod,
        #[arg(long, value_name = "R")]
        reason: String,
    },
    /// Print where it stands, and who did what.
    Show(OfPeriod),
    /// Print the runs of a plan with the hash of their statements, reckoned anew from what is kept.
    List {
        #[arg(long, value_name = "K")]
        plan: String,
        /// Where to write; standard output when absent.
        #[arg(long, value_name = "CSV")]
        out: Option<PathBuf>,
    },
    /// Print what locked periods would pay otherwise as known at the trial, a row for each person and locked period.
    Adjustments {
        #[command(flatten)]
        of: OfPeriod,
        /// Where to write; standard output when absent.
        #[arg(long, value_name = "CSV")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Correct {
    /// List corrections.
    List {
        /// `pending` when absent; also `approved`, `rejected`, `withdrawn`.
        #[arg(long, value_name = "S")]
        state: Option<String>,
        /// Print the ids only, one a line.
        #[arg(long)]
        ids: bool,
    },
    /// Let a correction take effect, as its second person.
    Approve {
        #[arg(value_name = "ID")]
        id: String,
        /// Read the password of --as from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Debug, Args)]
pub struct Statement {
    /// The person's code.
    #[arg(long, value_name = "P")]
    pub person: String,
    /// The period's name or first day.
    #[arg(long, value_name = "P")]
    pub period: String,
    /// The plan's key; needed only where several have a statement.
    #[arg(long, value_name = "K")]
    pub plan: Option<String>,
    /// As it was known at this instant (RFC 3339) or at the end of this day.
    #[arg(long, value_name = "T")]
    pub as_of: Option<String>,
}

#[derive(Debug, Args)]
pub struct Calculate {
    /// Plan files, or keys of kept drafts.
    #[arg(long, value_name = "KEY|FILE", num_args = 1.., required = true)]
    pub plan: Vec<String>,
    /// A period's name or first day, or `all` of the calendar inside the plans' days.
    #[arg(long, value_name = "P")]
    pub period: String,
    /// A row for each person, or for each unit.
    #[arg(long, value_enum, default_value = "person")]
    pub by: By,
    /// The output's columns (TOML): name = source.
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,
    /// Where to write; standard output when absent.
    #[arg(long, value_name = "CSV")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    Person,
    Unit,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "KIND", help = crate::commands::EXPORTS.join(", "))]
    pub kind: String,
    /// The first day of recording; only of `changes`.
    #[arg(long, value_name = "DATE", required_if_eq("kind", "changes"))]
    pub from: Option<String>,
    /// The last day of recording; only of `changes`.
    #[arg(long, value_name = "DATE", required_if_eq("kind", "changes"))]
    pub to: Option<String>,
    /// Where to write (.csv or .xlsx); standard output as CSV when absent.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Make the daily totals again from the credits, and say whether they differed.
    Rebuild,
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Give somebody a sign-in.
    Add {
        /// An e-mail address or a mobile number.
        #[arg(value_name = "LOGIN")]
        login: String,
        /// A member who is there, by code.
        #[arg(long, value_name = "CODE", conflicts_with = "name", required_unless_present = "name")]
        member: Option<String>,
        /// The name of a new member.
        #[arg(long, value_name = "N")]
        name: Option<String>,
        #[arg(long, value_name = "R", num_args = 1.., required = true)]
        role: Vec<String>,
        /// The unit that a new member belongs to, and that a lead leads.
        #[arg(long, value_name = "U")]
        unit: Option<String>,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set a new password and end all sessions.
    Reset {
        #[arg(value_name = "LOGIN")]
        login: String,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Settings {
    /// Print one setting, or all.
    Get {
        #[arg(value_name = "KEY")]
        key: Option<String>,
    },
    /// Change a setting.
    Set {
        #[arg(value_name = "KEY")]
        key: String,
        #[arg(value_name = "VALUE")]
        value: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Recalculate every chain from its first row.
    Verify,
}
