//! Customers' names as companies bear them, and what they buy.

use super::dice::Dice;

const PLACES: &[&str] = &[
    "昆山",
    "常熟",
    "张家港",
    "嘉兴",
    "绍兴",
    "湖州",
    "宁波",
    "台州",
    "金华",
    "无锡",
    "镇江",
    "芜湖",
    "佛山",
    "中山",
    "珠海",
    "惠州",
    "江门",
    "肇庆",
    "汕头",
    "厦门",
    "天津",
    "唐山",
    "保定",
    "石家庄",
    "济南",
    "烟台",
    "潍坊",
    "威海",
    "郑州",
    "洛阳",
    "青岛西海岸新区",
    "深圳前海",
    "广州开发区",
    "北京经济技术开发区",
    "上海临港",
];
const MARKS: &[&str] = &[
    "恒越",
    "锐捷达",
    "翰岳",
    "启明",
    "立信",
    "沐远",
    "同泽",
    "辰光",
    "博雅",
    "金屿",
    "远图",
    "凌霄",
    "华章",
    "融创达",
    "嘉禾",
    "景曜",
    "天枢",
    "海纳",
    "瑞霖",
    "泰和",
    "宏毅",
    "卓尔",
    "云帆",
    "蓝海",
    "正阳",
    "百川",
    "鼎新",
    "安澜",
    "信达",
    "盛泽",
    "明德",
    "腾跃",
    "普惠",
    "开元",
    "致远",
    "新程",
];
const TRADES: &[&str] = &[
    "精密机械",
    "自动化设备",
    "船舶配件",
    "新能源材料",
    "电机",
    "光电科技",
    "电子科技",
    "泵业",
    "汽车零部件",
    "智能装备",
    "轨道交通设备",
    "医疗器械",
    "包装机械",
    "模具制造",
    "液压技术",
    "半导体设备",
    "食品机械",
    "纺织机械",
    "环保工程",
    "精细化工",
];
const FORMS: &[&str] = &["有限公司", "有限公司", "有限公司", "股份有限公司", "（集团）有限公司"];

/// A name that is not among `taken`.
pub fn customer(dice: &mut Dice, taken: &mut std::collections::BTreeSet<String>) -> String {
    loop {
        let mut part = |parts: &[&'static str]| dice.pick(parts).copied().unwrap_or_default();
        let name = format!("{}{}{}{}", part(PLACES), part(MARKS), part(TRADES), part(FORMS));
        if taken.insert(name.clone()) {
            return name;
        }
    }
}

/// What is sold: code, name, family.
pub const PRODUCTS: &[(&str, &str, &str)] = &[
    ("SV-200", "SV200 伺服驱动器", "伺服系统"),
    ("SV-400", "SV400 伺服驱动器", "伺服系统"),
    ("SM-80", "SM80 伺服电机", "伺服系统"),
    ("SM-130", "SM130 伺服电机", "伺服系统"),
    ("ZS-10", "ZS10 激光位移传感器", "智能传感"),
    ("ZS-30", "ZS30 机器视觉相机", "智能传感"),
    ("ZS-50", "ZS50 振动监测终端", "智能传感"),
    ("YW-01", "产线运维年度服务", "运维服务"),
    ("YW-02", "现场调试服务", "运维服务"),
];

/// Bank accounts that money comes in on.
pub const ACCOUNTS: &[&str] = &["工商银行尾号 3321", "招商银行尾号 8806", "中国银行尾号 1275"];
