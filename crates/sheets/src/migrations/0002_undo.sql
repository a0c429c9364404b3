-- What stood before an import changed it, as its kind reads it again when the import is undone.
CREATE TABLE sheets_undo (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    thing_id UUID NOT NULL,
    row_number BIGINT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (org_id, batch_id, thing_id),
    FOREIGN KEY (org_id, batch_id) REFERENCES sheets_batch (org_id, id)
);

ALTER TABLE sheets_batch ADD COLUMN undone_at BIGINT;
ALTER TABLE sheets_batch ADD COLUMN undone TEXT;
