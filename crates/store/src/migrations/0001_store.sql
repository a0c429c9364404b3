CREATE TABLE store_audit_head (
    org_id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE store_audit (
    org_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    tx_id UUID NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    request_id UUID NOT NULL,
    operation TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    personal TEXT,
    personal_salt TEXT,
    personal_digest TEXT,
    hash TEXT NOT NULL,
    PRIMARY KEY (org_id, seq)
);
CREATE INDEX store_audit_tx ON store_audit (org_id, tx_id);
CREATE INDEX store_audit_subject ON store_audit (org_id, subject, seq);

CREATE TABLE store_event (
    org_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    name TEXT NOT NULL,
    v BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (org_id, seq)
);

CREATE TABLE store_idempotency (
    org_id BIGINT NOT NULL,
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    answer TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, actor, operation, key)
);

CREATE TABLE store_job (
    id UUID NOT NULL PRIMARY KEY,
    org_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    params TEXT NOT NULL,
    asked_by UUID,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    answer TEXT,
    problem TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX store_job_open ON store_job (state, locked_until, created_at);
