CREATE TABLE goals_publication (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    measure TEXT NOT NULL,
    calendar TEXT NOT NULL,
    number BIGINT NOT NULL,
    period_kind TEXT,
    period_from DATE,
    reason TEXT NOT NULL,
    goal_count BIGINT NOT NULL,
    gap_count BIGINT NOT NULL,
    tx_id UUID NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, measure, calendar, number)
);

CREATE TABLE goals_goal (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    measure TEXT NOT NULL,
    calendar TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    period_name TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    level TEXT NOT NULL,
    amount BIGINT NOT NULL,
    basis TEXT NOT NULL,
    published_number BIGINT NOT NULL,
    published_amount BIGINT,
    published_basis TEXT,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, measure, calendar, period_kind, period_from, subject, subject_id, level)
);
CREATE INDEX goals_goal_subject ON goals_goal (org_id, subject_id, period_from);
CREATE INDEX goals_goal_period ON goals_goal (org_id, measure, calendar, period_from);

CREATE TABLE goals_version (
    org_id BIGINT NOT NULL,
    goal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    basis TEXT NOT NULL,
    publication_id UUID NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (org_id, goal_id, number),
    FOREIGN KEY (org_id, goal_id) REFERENCES goals_goal (org_id, id),
    FOREIGN KEY (org_id, publication_id) REFERENCES goals_publication (org_id, id)
);
