//! Facts and corrections as values: drawn from what is there, and carried out again in another database.

use beichen_engine::day::Day;

use super::dice::Dice;
use super::world::World;

/// One thing that becomes known. People, units, customers and documents are named by their place.
#[derive(Debug, Clone)]
pub enum Fact {
    Order(Order),
    EditOrder(usize, Order),
    CancelOrder(usize),
    Pay {
        order: Option<usize>,
        day: Day,
        minor: i64,
    },
    EditPayment {
        payment: usize,
        day: Day,
        minor: i64,
    },
    Match {
        payment: usize,
        order: usize,
    },
    CancelPayment(usize),
    Refund {
        payment: usize,
        day: Day,
        minor: i64,
    },
    EditRefund {
        refund: usize,
        day: Day,
        minor: i64,
    },
    CancelRefund(usize),
    /// Amounts by person, written down and published.
    Goals {
        measure: String,
        period: String,
        basis: &'static str,
        of: Vec<(usize, i64)>,
    },
    Transfer {
        person: usize,
        unit: usize,
        from: Day,
    },
    /// Who leads a unit from a day on, or nobody.
    Lead {
        unit: usize,
        lead: Option<usize>,
        from: Day,
    },
    Leave {
        person: usize,
        on: Day,
    },
    Field {
        person: usize,
        key: &'static str,
        value: String,
        from: Day,
    },
    /// Of the company or of one person.
    Coefficient {
        person: Option<usize>,
        period: String,
        value: &'static str,
    },
    Taken {
        percent: i64,
    },
    /// The plan's second version.
    Version,
}

/// What an order says.
#[derive(Debug, Clone)]
pub struct Order {
    pub customer: usize,
    pub owner: Option<usize>,
    pub day: Day,
    pub lines: Vec<Line>,
    /// Two people and the first one's share in ten thousandths.
    pub split: Option<(usize, usize, i64)>,
}

#[derive(Debug, Clone)]
pub struct Line {
    /// The place of the line that it continues.
    pub of: Option<usize>,
    pub product: usize,
    pub net: i64,
    pub gross: i64,
}

/// Months that facts fall into; runs begin with the first.
pub const MONTHS: [&str; 7] = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"];
pub const QUARTERS: [&str; 3] = ["2025-Q4", "2026-Q1", "2026-Q2"];

/// A day in one of the months, mostly in the first two, where the locks are.
pub fn day(dice: &mut Dice) -> Day {
    let first = Day::from_ymd(2025, 10, 1).unwrap();
    let days = match dice.below(10) {
        0..=6 => 60,
        7 | 8 => 122,
        _ => 211,
    };
    first.plus_days(i32::try_from(dice.between(0, days)).unwrap())
}

fn after(dice: &mut Dice, day: Day) -> Day {
    day.plus_days(dice.pick(&[0, 1, 5, 20, 40, 70]))
}

fn line(dice: &mut Dice, of: Option<usize>) -> Line {
    let net = dice.money();
    let gross = dice.pick(&[net, net + net * 13 / 100]);
    Line { of, product: dice.below(2), net, gross }
}

fn split(dice: &mut Dice, people: usize) -> Option<(usize, usize, i64)> {
    let (one, step) = (dice.below(people), 1 + dice.below(people - 1));
    dice.percent(40).then(|| (one, (one + step) % people, dice.pick(&[5_000, 7_000, 3_333, 1])))
}

fn order(dice: &mut Dice, world: &World) -> Order {
    Order {
        customer: dice.below(2),
        owner: dice.percent(90).then(|| dice.below(world.people.len())),
        day: day(dice),
        lines: (0..=dice.below(3)).map(|_| line(dice, None)).collect(),
        split: split(dice, world.people.len()),
    }
}

/// Another amount, day, owner, split, or lines.
fn edited(dice: &mut Dice, world: &World, place: usize) -> Order {
    let mut order = world.orders[place].order.clone();
    for (at, line) in order.lines.iter_mut().enumerate() {
        line.of = Some(at);
    }
    match dice.below(6) {
        0 => order.day = day(dice),
        1 => order.owner = Some(dice.below(world.people.len())),
        2 => order.split = split(dice, world.people.len()),
        3 => order.lines.push(line(dice, None)),
        4 if order.lines.len() > 1 => {
            order.lines.remove(dice.below(order.lines.len()));
        }
        _ => {
            let at = dice.below(order.lines.len());
            order.lines[at] = line(dice, Some(at));
        }
    }
    order
}

/// What may become known next.
pub fn draw(dice: &mut Dice, world: &World) -> Fact {
    let people = world.people.len();
    let standing = |dice: &mut Dice| {
        let places: Vec<usize> = (0..world.orders.len()).filter(|&at| !world.orders[at].cancelled).collect();
        (!places.is_empty()).then(|| dice.pick(&places))
    };
    let open: Vec<usize> = (0..world.payments.len()).filter(|&at| !world.payments[at].cancelled).collect();
    let payment = |dice: &mut Dice| (!open.is_empty()).then(|| dice.pick(&open));
    let refund = |dice: &mut Dice| {
        let places: Vec<usize> = (0..world.refunds.len()).filter(|&at| !world.refunds[at].cancelled).collect();
        (!places.is_empty()).then(|| dice.pick(&places))
    };
    // A few orders first, then money for them.
    let wanted = match (world.orders.len(), world.payments.len()) {
        (0..=3, _) => 0,
        (_, 0..=2) => 40,
        // What a ladder takes back comes later than its payment.
        _ if world.drawn.has_ladder && dice.percent(15) => 61,
        _ => dice.below(100),
    };
    let drawn = match wanted {
        0..=13 => None,
        14..=24 => standing(dice).map(|place| Fact::EditOrder(place, edited(dice, world, place))),
        25..=31 => standing(dice).map(Fact::CancelOrder),
        32..=50 => standing(dice).map(|place| {
            let order = &world.orders[place].order;
            let gross: i64 = order.lines.iter().map(|line| line.gross).sum();
            let minor = match dice.below(4) {
                0 => gross,
                1 => gross + dice.money(),
                _ => dice.between(1, gross.max(1)),
            };
            let day = if dice.percent(70) { after(dice, order.day) } else { day(dice) };
            Fact::Pay { order: dice.percent(92).then_some(place), day, minor: minor.max(1) }
        }),
        51..=55 => payment(dice).map(|place| {
            let before = &world.payments[place];
            let minor = if dice.percent(50) { before.minor } else { dice.money() };
            Fact::EditPayment { payment: place, day: day(dice), minor }
        }),
        56..=57 => payment(dice).zip(standing(dice)).map(|(payment, order)| Fact::Match { payment, order }),
        58..=60 => payment(dice).map(Fact::CancelPayment),
        61..=75 => payment(dice).map(|place| {
            let left = world.left(place);
            let minor = if dice.percent(60) { left } else { dice.between(1, left.max(1)) };
            Fact::Refund { payment: place, day: after(dice, world.payments[place].day), minor: minor.max(1) }
        }),
        76..=77 => refund(dice).map(|place| {
            let minor = dice.between(1, world.refunds[place].minor);
            Fact::EditRefund { refund: place, day: after(dice, world.refunds[place].day), minor }
        }),
        78..=79 => refund(dice).map(Fact::CancelRefund),
        80..=86 => {
            let measure = world.drawn.measures[dice.below(world.drawn.measures.len())].clone();
            let of = vec![(dice.below(people), dice.between(1, 20) * 50_000)];
            Some(Fact::Goals { measure, period: period(dice, world), basis: dice.pick(&["full", "final"]), of })
        }
        90 => Some(Fact::Lead {
            unit: dice.below(3),
            lead: dice.percent(80).then(|| dice.below(people)),
            from: day(dice),
        }),
        87..=89 => Some(Fact::Transfer { person: dice.below(people), unit: dice.below(2), from: day(dice) }),
        91..=92 => Some(Fact::Leave { person: dice.below(people), on: day(dice) }),
        93..=95 => {
            let (key, value) = dice.pick(&[("pct", "6%"), ("pct", "2.5%"), ("bonus", "3000.00"), ("bonus", "1234.56")]);
            Some(Fact::Field { person: dice.below(people), key, value: value.to_owned(), from: day(dice) })
        }
        96 => world.drawn.has_coefficients.then(|| Fact::Coefficient {
            person: dice.percent(50).then(|| dice.below(people)),
            period: dice.pick(&MONTHS[1..6]).to_owned(),
            value: dice.pick(&["1.1", "0.95"]),
        }),
        97..=98 => Some(Fact::Taken { percent: dice.pick(&[0, 30, 50, 100]) }),
        _ => (world.drawn.second.is_some() && world.version == 1).then_some(Fact::Version),
    };
    drawn.unwrap_or_else(|| Fact::Order(order(dice, world)))
}

fn period(dice: &mut Dice, world: &World) -> String {
    let names: &[&str] = if dice.pick(&world.drawn.kinds) == "month" { &MONTHS[..4] } else { &QUARTERS[..2] };
    dice.pick(names).to_owned()
}
