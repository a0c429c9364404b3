ALTER TABLE incentives_plan ADD COLUMN published_number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incentives_plan ADD COLUMN published_hash TEXT;

CREATE TABLE incentives_plan_version (
    org_id BIGINT NOT NULL,
    plan_id UUID NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    published_at BIGINT NOT NULL,
    published_by UUID,
    PRIMARY KEY (org_id, plan_id, number),
    FOREIGN KEY (org_id, plan_id) REFERENCES incentives_plan (org_id, id)
);

CREATE TABLE incentives_plan_confirmation (
    org_id BIGINT NOT NULL,
    plan_id UUID NOT NULL,
    number BIGINT NOT NULL,
    member_id UUID NOT NULL,
    hash TEXT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, plan_id, number, member_id),
    FOREIGN KEY (org_id, plan_id, number) REFERENCES incentives_plan_version (org_id, plan_id, number)
);

ALTER TABLE incentives_trial ADD COLUMN run_id UUID;
ALTER TABLE incentives_trial ADD COLUMN plan_number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incentives_trial ADD COLUMN round BIGINT NOT NULL DEFAULT 0;

-- `total_minor` of a statement is what it pays: earned, adjustments and what is taken for a balance together.
ALTER TABLE incentives_statement ADD COLUMN adjusted_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incentives_statement ADD COLUMN opening_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incentives_statement ADD COLUMN owed_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE incentives_statement ADD COLUMN hash TEXT;

-- A run's statement in canonical JSON, and what it was calculated from. Written once, with its trial.
CREATE TABLE incentives_statement_kept (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    body TEXT NOT NULL,
    inputs TEXT NOT NULL,
    PRIMARY KEY (org_id, statement_id),
    FOREIGN KEY (org_id, statement_id) REFERENCES incentives_statement (org_id, id)
);

CREATE TABLE incentives_adjustment (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    statement_id UUID NOT NULL,
    place BIGINT NOT NULL,
    component TEXT NOT NULL,
    title TEXT NOT NULL,
    period_name TEXT NOT NULL,
    period_from DATE NOT NULL,
    locked_minor BIGINT NOT NULL,
    adjusted_minor BIGINT NOT NULL,
    now_minor BIGINT NOT NULL,
    difference_minor BIGINT NOT NULL,
    is_flag BOOLEAN NOT NULL,
    causes TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, statement_id, place),
    FOREIGN KEY (org_id, statement_id) REFERENCES incentives_statement (org_id, id)
);

CREATE TABLE incentives_run (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    plan_id UUID NOT NULL,
    calendar TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    period_name TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_end DATE NOT NULL,
    state TEXT NOT NULL,
    round BIGINT NOT NULL,
    trial_id UUID NOT NULL,
    trial_seq BIGINT NOT NULL,
    tried_by UUID NOT NULL,
    finance_by UUID,
    notice_from DATE,
    notice_to DATE,
    locked_by UUID,
    locked_at BIGINT,
    locked_seq BIGINT,
    audit_hash TEXT,
    four_eyes BOOLEAN NOT NULL,
    export_count BIGINT NOT NULL,
    paid_count BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, plan_id, period_kind, period_from),
    FOREIGN KEY (org_id, plan_id) REFERENCES incentives_plan (org_id, id)
);
CREATE INDEX incentives_run_period ON incentives_run (org_id, period_from, id);

-- Who did which step when, in order.
CREATE TABLE incentives_run_step (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    place BIGINT NOT NULL,
    round BIGINT NOT NULL,
    step TEXT NOT NULL,
    at BIGINT NOT NULL,
    member_id UUID NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (org_id, run_id, place),
    FOREIGN KEY (org_id, run_id) REFERENCES incentives_run (org_id, id)
);

-- What leads are to review: a unit, or the statement of one person who may not review it alone. Without a reviewer it
-- is the director's.
CREATE TABLE incentives_run_review (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    place BIGINT NOT NULL,
    unit_id UUID,
    member_id UUID,
    reviewer_id UUID,
    approved_by UUID,
    approved_at BIGINT,
    PRIMARY KEY (org_id, run_id, place),
    FOREIGN KEY (org_id, run_id) REFERENCES incentives_run (org_id, id)
);

CREATE TABLE incentives_objection (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    run_id UUID NOT NULL,
    statement_id UUID NOT NULL,
    member_id UUID NOT NULL,
    component TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    answered_by UUID,
    answered_at BIGINT,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, run_id) REFERENCES incentives_run (org_id, id)
);
CREATE INDEX incentives_objection_run ON incentives_objection (org_id, run_id, made_at, id);

CREATE TABLE incentives_payment_mark (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    member_id UUID NOT NULL,
    paid_on DATE NOT NULL,
    marked_by UUID NOT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, run_id, member_id),
    FOREIGN KEY (org_id, run_id) REFERENCES incentives_run (org_id, id)
);
