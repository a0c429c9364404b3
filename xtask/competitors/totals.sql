-- What each person credits in each month: all of it, and what counts on the person's own days in the plan.
CREATE OR REPLACE TEMP TABLE totals AS
SELECT c.person, {month} AS month, sum(c.amount)::BIGINT AS everything,
       coalesce(sum(c.amount) FILTER (WHERE c.entitling >= p.from_day AND c.entitling < p.until_day), 0)::BIGINT AS own
FROM {rows} c JOIN people p ON p.person = c.person
GROUP BY ALL;
