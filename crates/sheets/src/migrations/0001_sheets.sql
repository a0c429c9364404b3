CREATE TABLE sheets_batch (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    profile_name TEXT NOT NULL,
    profile TEXT NOT NULL,
    column_keys TEXT NOT NULL,
    state TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    update_count BIGINT NOT NULL,
    skip_count BIGINT NOT NULL,
    failed_count BIGINT NOT NULL,
    rounded_count BIGINT NOT NULL,
    preview TEXT NOT NULL,
    rows_hash TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    applied_at BIGINT,
    tx_id UUID,
    job_id UUID,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX sheets_batch_state ON sheets_batch (org_id, state, created_at);
CREATE INDEX sheets_batch_file ON sheets_batch (org_id, file_hash);

CREATE TABLE sheets_staged_row (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    row_number BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (org_id, batch_id, row_number),
    FOREIGN KEY (org_id, batch_id) REFERENCES sheets_batch (org_id, id)
);

CREATE TABLE sheets_failed_row (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    row_number BIGINT NOT NULL,
    errors TEXT NOT NULL,
    PRIMARY KEY (org_id, batch_id, row_number),
    FOREIGN KEY (org_id, batch_id) REFERENCES sheets_batch (org_id, id)
);

CREATE TABLE sheets_profile (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);
