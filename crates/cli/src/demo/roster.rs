//! Who works at 澄远科技: units, people, goals of each month and how far each one comes.

/// A unit: code, name, the one above, who leads it.
pub struct UnitPlan {
    pub code: &'static str,
    pub name: &'static str,
    pub parent: Option<&'static str>,
    pub leader: Option<&'static str>,
}

const fn unit(
    code: &'static str,
    name: &'static str,
    parent: Option<&'static str>,
    leader: Option<&'static str>,
) -> UnitPlan {
    UnitPlan { code, name, parent, leader }
}

/// Parents first.
pub const UNITS: &[UnitPlan] = &[
    unit("hq", "总部", None, None),
    unit("east", "华东区", None, Some("CY001")),
    unit("south", "华南区", None, Some("CY002")),
    unit("north", "华北区", None, Some("CY003")),
    unit("shanghai", "上海组", Some("east"), Some("CY011")),
    unit("suzhou-1", "苏州一组", Some("east"), Some("CY012")),
    unit("hangyong", "杭甬组", Some("east"), Some("CY013")),
    unit("shenzhen", "深圳组", Some("south"), Some("CY014")),
    unit("guangzhou", "广州组", Some("south"), Some("CY015")),
    unit("dongguan", "东莞组", Some("south"), Some("CY016")),
    unit("beijing", "北京组", Some("north"), Some("CY017")),
    unit("qingdao", "青岛组", Some("north"), Some("CY018")),
];

/// Somebody who has no goal.
pub struct Staff {
    pub code: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
    pub position: &'static str,
}

const fn staff(code: &'static str, name: &'static str, unit: &'static str, position: &'static str) -> Staff {
    Staff { code, name, unit, position }
}

pub const STAFF: &[Staff] = &[
    staff("CY001", "沈亦舟", "east", "销售总监"),
    staff("CY002", "罗婉清", "south", "大区经理"),
    staff("CY003", "赵临川", "north", "大区经理"),
    staff("CY011", "程砚秋", "shanghai", "主管"),
    staff("CY012", "李慕白", "suzhou-1", "主管"),
    staff("CY013", "沈南乔", "hangyong", "主管"),
    staff("CY014", "唐以宁", "shenzhen", "主管"),
    staff("CY015", "梁景行", "guangzhou", "主管"),
    staff("CY016", "欧阳予安", "dongguan", "主管"),
    staff("CY017", "傅明远", "beijing", "主管"),
    staff("CY018", "于江", "qingdao", "主管"),
    staff("CY021", "许怀瑾", "hq", "总经理"),
    staff("CY022", "周敏", "hq", "财务"),
    staff("CY023", "方若溪", "hq", "人事"),
    staff("CY024", "韩启明", "hq", "系统管理员"),
];

/// Somebody who sells.
pub struct Seller {
    pub code: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
    pub grade: &'static str,
    /// How many months before the first of the three; 0 for who joins in the open month.
    pub months_served: i32,
    /// Collected a month, in ten thousand: of the three months, 0 without a goal.
    pub goals: [i64; 3],
    /// What comes in of the goal in each month, in hundredths of a percent; [`FEN_SHORT`] is 80 % less one fen.
    pub reached: [i64; 3],
}

/// One fen below the line of 80 %.
pub const FEN_SHORT: i64 = -1;
/// Her figures are written by hand: `story.rs`.
pub const LIN: &str = "CY106";
pub const CHEN: &str = "CY107";
pub const GU: &str = "CY104";
pub const LU: &str = "CY105";
/// Moves from 苏州一组 to 杭甬组 in the middle month.
pub const MOVES: &str = "CY108";
pub const MOVES_TO: &str = "hangyong";
pub const JOINS: &str = "CY109";
pub const LEAVES: &str = "CY110";

const fn seller(
    (code, name): (&'static str, &'static str),
    (unit, grade): (&'static str, &'static str),
    months_served: i32,
    goals: [i64; 3],
    reached: [i64; 3],
) -> Seller {
    Seller { code, name, unit, grade, months_served, goals, reached }
}

pub const SELLERS: &[Seller] = &[
    seller(("CY101", "温以南"), ("shanghai", "S4"), 30, [46, 46, 48], [10_420, 9_633, 10_250]),
    seller(("CY102", "宋知微"), ("shanghai", "S3"), 22, [36, 38, 38], [8_815, 12_140, 9_120]),
    seller(("CY103", "顾清越"), ("shanghai", "S2"), 9, [26, 28, 28], [6_240, 8_477, 7_730]),
    seller((GU, "顾安澜"), ("suzhou-1", "S4"), 24, [48, 50, 50], [11_260, 13_480, 11_875]),
    seller((LU, "陆行舟"), ("suzhou-1", "S3"), 22, [36, 36, 38], [9_145, 8_000, 8_366]),
    seller((LIN, "林晓燕"), ("suzhou-1", "S3"), 24, [38, 40, 40], [0, 0, 0]),
    seller((CHEN, "陈嘉树"), ("suzhou-1", "S2"), 8, [28, 30, 30], [7_355, 10_000, 9_240]),
    seller((MOVES, "许知远"), ("suzhou-1", "S3"), 15, [44, 46, 46], [8_622, 9_310, 8_845]),
    seller((JOINS, "邵子衿"), ("suzhou-1", "S1"), 0, [0, 0, 20], [0, 0, 7_420]),
    seller((LEAVES, "蒋一舟"), ("suzhou-1", "S2"), 10, [26, 26, 0], [5_618, 4_533, 0]),
    seller(("CY111", "江临月"), ("hangyong", "S3"), 15, [34, 36, 36], [10_044, 10_971, 10_480]),
    seller(("CY112", "何书妍"), ("hangyong", "S3"), 15, [34, 34, 34], [9_577, FEN_SHORT, 8_940]),
    seller(("CY113", "林疏影"), ("shenzhen", "S4"), 28, [46, 48, 48], [12_033, 11_642, 12_310]),
    seller(("CY114", "许清和"), ("shenzhen", "S3"), 18, [38, 38, 40], [8_240, 9_065, 7_150]),
    seller(("CY115", "黄子昂"), ("shenzhen", "S2"), 7, [26, 28, 28], [4_940, 6_180, 8_210]),
    seller(("CY116", "何嘉言"), ("guangzhou", "S3"), 20, [36, 36, 38], [9_920, 10_350, 9_735]),
    seller(("CY117", "麦思远"), ("guangzhou", "S3"), 17, [34, 36, 36], [8_000, 8_533, 10_120]),
    seller(("CY118", "冯千帆"), ("guangzhou", "S2"), 6, [24, 26, 26], [7_044, 9_215, 8_630]),
    seller(("CY119", "邓怀瑜"), ("dongguan", "S3"), 19, [34, 34, 36], [10_715, 8_830, 9_960]),
    seller(("CY120", "卢亦凡"), ("dongguan", "S2"), 11, [26, 28, 28], [8_366, 7_755, 6_920]),
    seller(("CY121", "闻人语嫣"), ("beijing", "S4"), 29, [48, 48, 50], [10_940, 10_266, 10_815]),
    seller(("CY122", "赵听澜"), ("beijing", "S3"), 14, [36, 38, 38], [7_920, 8_744, 9_050]),
    seller(("CY123", "古丽努尔·艾合买提"), ("beijing", "S3"), 13, [34, 36, 36], [11_385, 12_675, 11_140]),
    seller(("CY124", "孙泊远"), ("qingdao", "S3"), 21, [34, 34, 36], [9_266, 8_145, 8_477]),
    seller(("CY125", "曲若水"), ("qingdao", "S2"), 12, [26, 26, 28], [6_733, 8_055, 5_840]),
];

/// The grade table's column of bonus bases.
pub const GRADES: &[(&str, &str, &str)] = &[
    ("S1", "初级销售", "2500.00"),
    ("S2", "销售", "3200.00"),
    ("S3", "资深销售", "4000.00"),
    ("S4", "高级销售", "5000.00"),
];

/// Who can sign in: person, role, name of the login.
pub const SIGN_INS: &[(&str, beichen_kernel::Role, &str)] = &[
    ("CY001", beichen_kernel::Role::Director, "shen.yizhou"),
    ("CY012", beichen_kernel::Role::Lead, "li.mubai"),
    (LIN, beichen_kernel::Role::Sales, "lin.xiaoyan"),
    ("CY023", beichen_kernel::Role::Hr, "fang.ruoxi"),
    ("CY022", beichen_kernel::Role::Finance, "zhou.min"),
    ("CY021", beichen_kernel::Role::Viewer, "xu.huaijin"),
    ("CY024", beichen_kernel::Role::Administrator, "han.qiming"),
];

/// Fen of ten thousand.
const WAN: i64 = 1_000_000;

impl Seller {
    /// The goal of a month in fen; `None` without one.
    pub fn goal(&self, month: usize) -> Option<i64> {
        self.goals.get(month).filter(|goal| **goal > 0).map(|goal| goal * WAN)
    }

    /// What comes in of a month's goal, in fen, before chance moves it.
    pub fn collected(&self, month: usize) -> i64 {
        let goal = self.goal(month).unwrap_or(0);
        match self.reached.get(month).copied().unwrap_or(0) {
            FEN_SHORT => goal * 8 / 10 - 1,
            reached => goal / 10_000 * reached,
        }
    }

    /// Whether the month's figure is exactly as written: a round share of the goal, or a fen beside the line.
    pub fn is_exact(&self, month: usize) -> bool {
        self.reached.get(month).is_some_and(|reached| *reached == FEN_SHORT || reached % 100 == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn three_regions_eight_teams_forty_people() {
        assert_eq!(UNITS.iter().filter(|unit| matches!(unit.code, "east" | "south" | "north")).count(), 3);
        assert_eq!(UNITS.iter().filter(|unit| unit.parent.is_some()).count(), 8);
        let codes: BTreeSet<&str> =
            STAFF.iter().map(|one| one.code).chain(SELLERS.iter().map(|one| one.code)).collect();
        assert_eq!(codes.len(), 40);
        assert!(UNITS.iter().filter_map(|unit| unit.leader).all(|leader| codes.contains(leader)));
        assert!(SIGN_INS.iter().all(|(code, _, _)| codes.contains(code)));
    }

    #[test]
    fn goals_and_attainments_are_of_the_size_of_real_ones() {
        for one in SELLERS {
            for month in 0..3 {
                let Some(goal) = one.goal(month) else { continue };
                assert!((20_000_000..=50_000_000).contains(&goal), "{}", one.name);
                if one.code != LIN {
                    let reached = one.collected(month) * 100 / goal;
                    assert!((45..=135).contains(&reached), "{} {reached}", one.name);
                }
            }
        }
        let short = SELLERS.iter().find(|one| one.name == "何书妍").unwrap();
        assert_eq!(short.collected(1), 27_199_999);
        let on_the_line = SELLERS.iter().find(|one| one.code == LU).unwrap();
        assert_eq!(on_the_line.collected(1), 28_800_000);
    }
}
