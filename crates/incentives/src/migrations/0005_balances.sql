-- What of a line is paid, held and owed, where that is not just what it earns.
ALTER TABLE incentives_statement_line ADD COLUMN payable_minor BIGINT NOT NULL DEFAULT 0;
UPDATE incentives_statement_line SET payable_minor = earned_minor;
ALTER TABLE incentives_statement_line ADD COLUMN payout TEXT;

-- The same of a difference of a locked period.
ALTER TABLE incentives_adjustment ADD COLUMN payout TEXT;
