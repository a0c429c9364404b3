-- The benchmark's six components in SQL: figures per person and month, then every payout in fen, exact in integers.
-- `rows` is a table or view of credits (person, month, entitling, amount); `totals` replaces it where it is prepared.

CREATE OR REPLACE TEMP TABLE cells AS
SELECT p.person, p.unit, m.month, (m.month + 2) // 3 AS quarter,
       p.from_day < m.until_day AND p.until_day > m.from_day AS in_plan,
       coalesce(t.own, 0) AS own, coalesce(t.everything, 0) AS everything, g.goal
FROM people p CROSS JOIN months m
LEFT JOIN totals t ON t.person = p.person AND t.month = m.month
LEFT JOIN goals g ON g.person = p.person AND g.from_day = m.from_day AND g.until_day = m.until_day;

CREATE OR REPLACE TABLE payouts AS
WITH bonus AS (
    SELECT 1 AS component, month AS period, person,
           CASE WHEN NOT in_plan OR goal IS NULL OR greatest(own, 0) * 100 < goal * 80 THEN 0
                WHEN own < goal THEN (800000 * own + goal) // (2 * goal)
                WHEN own * 100 < goal * 120 THEN (800000 * (2 * own - goal) + goal) // (2 * goal)
                ELSE 560000 END AS minor
    FROM cells
), running AS (
    SELECT person, month, sum(own) OVER (PARTITION BY person ORDER BY month)::BIGINT AS amount FROM cells
), earned AS (
    SELECT person, month,
           10 * least(amount, 100000000)
             + 15 * greatest(least(amount, 250000000) - 100000000, 0)
             + 20 * greatest(least(amount, 400000000) - 250000000, 0)
             + 28 * greatest(amount - 400000000, 0) AS mills
    FROM running
), so_far AS (
    SELECT person, month, CASE WHEN mills < 0 THEN -((500 - mills) // 1000) ELSE (mills + 500) // 1000 END AS minor
    FROM earned
), commission AS (
    SELECT 2 AS component, month AS period, person,
           minor - coalesce(lag(minor) OVER (PARTITION BY person ORDER BY month), 0) AS minor
    FROM so_far
), quarters AS (
    SELECT c.person, c.quarter, sum(c.own)::BIGINT AS own, bool_or(c.in_plan) AS in_plan, any_value(g.goal) AS goal
    FROM cells c JOIN quarter_days q ON q.quarter = c.quarter
    LEFT JOIN goals g ON g.person = c.person AND g.from_day = q.from_day AND g.until_day = q.until_day
    GROUP BY c.person, c.quarter
), weighed AS (
    SELECT person, quarter,
           CASE WHEN NOT in_plan AND own <= 0 THEN 300 * own
                WHEN goal IS NULL THEN 0
                WHEN own * 100 >= goal * 120 THEN 810 * own
                WHEN own >= goal THEN 720 * own
                WHEN own * 100 >= goal * 80 THEN 600 * own
                ELSE 300 * own END AS parts
    FROM quarters
), quarterly AS (
    SELECT 3 AS component, quarter AS period, person,
           CASE WHEN parts < 0 THEN -((50000 - parts) // 100000) ELSE (parts + 50000) // 100000 END AS minor
    FROM weighed
), ranked AS (
    SELECT person, month, unit,
           rank() OVER (PARTITION BY unit, month ORDER BY own DESC) AS place,
           count(*) OVER (PARTITION BY unit, month, own) AS tied,
           row_number() OVER (PARTITION BY unit, month, own ORDER BY person) AS turn
    FROM cells WHERE in_plan AND own > 0
), prized AS (
    SELECT person, month, tied, turn,
           CASE place WHEN 1 THEN CASE tied WHEN 1 THEN 150000 WHEN 2 THEN 250000 ELSE 300001 END
                      WHEN 2 THEN CASE tied WHEN 1 THEN 100000 ELSE 150001 END
                      WHEN 3 THEN 50001 ELSE 0 END AS prize
    FROM ranked WHERE place <= 3
), champions AS (
    SELECT 4 AS component, month AS period, person,
           prize // tied + CASE WHEN turn <= prize % tied THEN 1 ELSE 0 END AS minor
    FROM prized
), filled AS (
    SELECT person, month, unit, greatest(own, 0) AS own,
           greatest(sum(own) OVER (PARTITION BY unit, month), 0)::BIGINT AS together,
           (sum(greatest(own, 0)) OVER (PARTITION BY unit, month))::BIGINT AS shared_by
    FROM cells WHERE in_plan
), shares AS (
    SELECT person, month, unit, (5 * together + 500) // 1000 AS pot,
           (5 * together * own) // (1000 * shared_by) AS part, (5 * together * own) % (1000 * shared_by) AS rest
    FROM filled WHERE shared_by > 0
), team AS (
    SELECT 5 AS component, month AS period, person,
           part + CASE WHEN row_number() OVER (PARTITION BY unit, month ORDER BY rest DESC, person)
                            <= pot - sum(part) OVER (PARTITION BY unit, month) THEN 1 ELSE 0 END AS minor
    FROM shares
), brought AS (
    SELECT b.lead AS person, c.month, sum(c.everything)::BIGINT AS amount
    FROM cells c JOIN below b ON b.person = c.person GROUP BY b.lead, c.month
), lead AS (
    SELECT 6 AS component, month AS period, person,
           CASE WHEN amount < 0 THEN -((200 - amount) // 400) ELSE (amount + 200) // 400 END AS minor
    FROM brought
), every AS (
    SELECT * FROM bonus UNION ALL SELECT * FROM commission UNION ALL SELECT * FROM quarterly
    UNION ALL SELECT * FROM champions UNION ALL SELECT * FROM team UNION ALL SELECT * FROM lead
)
SELECT component::TINYINT AS component, period::TINYINT AS period, person, minor::BIGINT AS minor FROM every;
