-- Versions of measures whose documents are still to be reckoned again.
CREATE TABLE ledger_rederivation (
    org_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (org_id, key, version)
);
