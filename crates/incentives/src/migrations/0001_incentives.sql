CREATE TABLE incentives_plan (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    calendar TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, key)
);

CREATE TABLE incentives_trial (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    plan_id UUID,
    plan_key TEXT NOT NULL,
    plan_title TEXT NOT NULL,
    plan_text TEXT NOT NULL,
    plan_hash TEXT NOT NULL,
    calendar TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    period_name TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_end DATE NOT NULL,
    currency TEXT NOT NULL,
    head_seq BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID,
    people_count BIGINT NOT NULL,
    exceptions_count BIGINT NOT NULL,
    total_minor BIGINT NOT NULL,
    moved_count BIGINT NOT NULL,
    run_hash TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX incentives_trial_made ON incentives_trial (org_id, made_at, id);
CREATE INDEX incentives_trial_plan ON incentives_trial (org_id, plan_key, period_from, id);

CREATE TABLE incentives_statement (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    trial_id UUID NOT NULL,
    member_id UUID NOT NULL,
    unit_id UUID,
    seen_on DATE NOT NULL,
    total_minor BIGINT NOT NULL,
    exceptions_count BIGINT NOT NULL,
    measures TEXT NOT NULL,
    exceptions TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, trial_id, member_id),
    FOREIGN KEY (org_id, trial_id) REFERENCES incentives_trial (org_id, id)
);
CREATE INDEX incentives_statement_member ON incentives_statement (org_id, member_id, id);
CREATE INDEX incentives_statement_total ON incentives_statement (org_id, trial_id, total_minor, id);

CREATE TABLE incentives_statement_line (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    place BIGINT NOT NULL,
    component TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    earned_minor BIGINT NOT NULL,
    reason TEXT,
    attainment TEXT,
    steps TEXT NOT NULL,
    unattributed_minor BIGINT NOT NULL,
    PRIMARY KEY (org_id, statement_id, place)
);

CREATE TABLE incentives_statement_document (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    id UUID NOT NULL,
    place BIGINT NOT NULL,
    measure TEXT NOT NULL,
    document_id UUID NOT NULL,
    day DATE NOT NULL,
    credited BIGINT NOT NULL,
    refunds TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (org_id, statement_id, id),
    UNIQUE (org_id, statement_id, measure, document_id)
);
CREATE INDEX incentives_statement_document_place ON incentives_statement_document (org_id, statement_id, place, id);
