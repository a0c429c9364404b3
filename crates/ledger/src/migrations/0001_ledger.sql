CREATE TABLE ledger_customer (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE ledger_document (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    customer_id UUID,
    order_id UUID,
    payment_id UUID,
    day DATE NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    foreign_minor BIGINT,
    matched_minor BIGINT NOT NULL,
    unmatched_minor BIGINT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    first_tx_id UUID NOT NULL,
    first_place BIGINT NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, kind, code)
);
CREATE INDEX ledger_document_day ON ledger_document (org_id, kind, day);
CREATE INDEX ledger_document_customer ON ledger_document (org_id, customer_id);
CREATE INDEX ledger_document_order ON ledger_document (org_id, order_id);
CREATE INDEX ledger_document_payment ON ledger_document (org_id, payment_id);

CREATE TABLE ledger_document_version (
    org_id BIGINT NOT NULL,
    document_id UUID NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, document_id, version),
    FOREIGN KEY (org_id, document_id) REFERENCES ledger_document (org_id, id)
);

CREATE TABLE ledger_document_payee (
    org_id BIGINT NOT NULL,
    document_id UUID NOT NULL,
    member_id UUID NOT NULL,
    place BIGINT NOT NULL,
    share_ppm BIGINT NOT NULL,
    PRIMARY KEY (org_id, document_id, member_id)
);
CREATE INDEX ledger_document_payee_member ON ledger_document_payee (org_id, member_id, document_id);

CREATE TABLE ledger_measure (
    org_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    from_day DATE NOT NULL,
    definition TEXT NOT NULL,
    canonical TEXT NOT NULL,
    hash TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    tx_id UUID NOT NULL,
    PRIMARY KEY (org_id, key, version)
);

CREATE TABLE ledger_credit (
    org_id BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    measure TEXT NOT NULL,
    document_id UUID NOT NULL,
    derivation BIGINT NOT NULL,
    line_id UUID NOT NULL,
    member_id UUID NOT NULL,
    day DATE NOT NULL,
    unit_id UUID NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    foreign_amount BIGINT,
    document_version BIGINT NOT NULL,
    measure_version BIGINT NOT NULL,
    of_document UUID,
    of_day DATE,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (org_id, bucket, measure, document_id, derivation, line_id, member_id, day, unit_id)
);
CREATE INDEX ledger_credit_document ON ledger_credit (org_id, document_id);
CREATE INDEX ledger_credit_member ON ledger_credit (org_id, member_id, measure, day);
CREATE INDEX ledger_credit_of_document ON ledger_credit (org_id, of_document);

CREATE TABLE ledger_derivation (
    org_id BIGINT NOT NULL,
    measure TEXT NOT NULL,
    document_id UUID NOT NULL,
    derivation BIGINT NOT NULL,
    cause TEXT NOT NULL,
    tx_id UUID NOT NULL,
    PRIMARY KEY (org_id, measure, document_id, derivation)
);

CREATE TABLE ledger_measure_daily (
    org_id BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    measure TEXT NOT NULL,
    member_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (org_id, bucket, measure, member_id, unit_id, day)
);
CREATE INDEX ledger_measure_daily_day ON ledger_measure_daily (org_id, measure, day);

-- Totals that a rebuild has summed and not yet put in the place of the kept ones; empty outside its transaction.
CREATE TABLE ledger_measure_daily_fresh (
    org_id BIGINT NOT NULL,
    bucket BIGINT NOT NULL,
    measure TEXT NOT NULL,
    member_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    day DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (org_id, bucket, measure, member_id, unit_id, day)
);

CREATE TABLE ledger_calendar (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    key TEXT NOT NULL,
    definition TEXT NOT NULL,
    tx_id UUID NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, key)
);

CREATE TABLE ledger_workdays (
    org_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    version BIGINT NOT NULL,
    exceptions TEXT NOT NULL,
    tx_id UUID NOT NULL,
    PRIMARY KEY (org_id, year)
);

CREATE TABLE ledger_document_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    id UUID NOT NULL,
    epoch BIGINT NOT NULL,
    derived BOOLEAN NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    customer_id UUID,
    order_id UUID,
    payment_id UUID,
    day DATE NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    foreign_minor BIGINT,
    unmatched_minor BIGINT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    place BIGINT NOT NULL,
    batch_row BIGINT,
    PRIMARY KEY (org_id, batch_id, id)
);

CREATE TABLE ledger_document_payee_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    document_id UUID NOT NULL,
    member_id UUID NOT NULL,
    place BIGINT NOT NULL,
    share_ppm BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, document_id, member_id)
);

CREATE TABLE ledger_credit_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    bucket BIGINT NOT NULL,
    measure TEXT NOT NULL,
    document_id UUID NOT NULL,
    line_id UUID NOT NULL,
    member_id UUID NOT NULL,
    day DATE NOT NULL,
    unit_id UUID NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    document_version BIGINT NOT NULL,
    measure_version BIGINT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, bucket, measure, document_id, line_id, member_id, day, unit_id)
);
