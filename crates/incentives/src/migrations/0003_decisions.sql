-- What two people have decided about a flagged prize, or about what somebody owes who is in the plan no more. Never
-- changed; who asked, who granted it and why stand in the approval. A flag has a component, a balance none.
CREATE TABLE incentives_decision (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    plan_id UUID NOT NULL,
    period_kind TEXT NOT NULL,
    member_id UUID NOT NULL,
    subject TEXT NOT NULL,
    component TEXT NOT NULL,
    period_from DATE NOT NULL,
    outcome TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    to_plan_id UUID,
    to_period_kind TEXT,
    approval_id UUID NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, approval_id),
    FOREIGN KEY (org_id, plan_id) REFERENCES incentives_plan (org_id, id),
    FOREIGN KEY (org_id, to_plan_id) REFERENCES incentives_plan (org_id, id)
);
CREATE INDEX incentives_decision_plan ON incentives_decision (org_id, plan_id, period_kind);
CREATE INDEX incentives_decision_to_plan ON incentives_decision (org_id, to_plan_id, to_period_kind);

-- Which decisions about a balance a statement takes in, and what each adds to what is owed there.
CREATE TABLE incentives_statement_decision (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    decision_id UUID NOT NULL,
    owed_minor BIGINT NOT NULL,
    PRIMARY KEY (org_id, statement_id, decision_id),
    FOREIGN KEY (org_id, statement_id) REFERENCES incentives_statement (org_id, id),
    FOREIGN KEY (org_id, decision_id) REFERENCES incentives_decision (org_id, id)
);

-- Of a flag: what was decided to be left as it was.
ALTER TABLE incentives_adjustment ADD COLUMN kept_minor BIGINT NOT NULL DEFAULT 0;
