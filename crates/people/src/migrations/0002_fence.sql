-- Days that a locked run covers, for the people and the measures that it used. Written once, never changed.
CREATE TABLE people_fence (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    label TEXT NOT NULL,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    seq BIGINT NOT NULL,
    locked_seq BIGINT NOT NULL,
    PRIMARY KEY (org_id, run_id)
);
CREATE INDEX people_fence_days ON people_fence (org_id, end_day, from_day);

CREATE TABLE people_fence_member (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    member_id UUID NOT NULL,
    PRIMARY KEY (org_id, run_id, member_id),
    FOREIGN KEY (org_id, run_id) REFERENCES people_fence (org_id, run_id),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id)
);
CREATE INDEX people_fence_member_runs ON people_fence_member (org_id, member_id);

CREATE TABLE people_fence_measure (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    measure TEXT NOT NULL,
    PRIMARY KEY (org_id, run_id, measure),
    FOREIGN KEY (org_id, run_id) REFERENCES people_fence (org_id, run_id)
);

-- A correction of locked days that waits for a second person, and what became of it.
CREATE TABLE people_approval (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    operation TEXT NOT NULL,
    summary TEXT NOT NULL,
    payload TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    label TEXT NOT NULL,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    requested_by UUID NOT NULL,
    requested_at BIGINT NOT NULL,
    decided_by UUID,
    decided_at BIGINT,
    decision_reason TEXT,
    tx_id UUID,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, requested_by) REFERENCES people_member (org_id, id),
    FOREIGN KEY (org_id, decided_by) REFERENCES people_member (org_id, id)
);
CREATE INDEX people_approval_state ON people_approval (org_id, state, requested_at, id);
