CREATE TABLE people_organisation (
    org_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE people_setting (
    org_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (org_id, key)
);

CREATE TABLE people_login (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    password_at BIGINT NOT NULL
);

CREATE TABLE people_member (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    notes TEXT,
    login_id UUID,
    joined_on DATE NOT NULL,
    left_on DATE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);
CREATE INDEX people_member_name ON people_member (org_id, name, id);

CREATE TABLE people_membership (
    login_id UUID NOT NULL,
    org_id BIGINT NOT NULL,
    member_id UUID NOT NULL,
    PRIMARY KEY (login_id, org_id)
);

CREATE TABLE people_session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    org_id BIGINT NOT NULL,
    member_id UUID NOT NULL,
    login_id UUID,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX people_session_member ON people_session (org_id, member_id);
CREATE INDEX people_session_login ON people_session (login_id);

CREATE TABLE people_sign_in_attempt (
    key TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    since BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);

-- One row, which a first set-up holds while it runs.
CREATE TABLE people_setup (
    id BIGINT NOT NULL PRIMARY KEY,
    org_id BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE people_invitation (
    org_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    member_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    login_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (org_id, token_hash),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id)
);
CREATE INDEX people_invitation_member ON people_invitation (org_id, member_id);

CREATE TABLE people_unit (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);

CREATE TABLE people_unit_span (
    org_id BIGINT NOT NULL,
    unit_id UUID NOT NULL,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    parent_id UUID,
    leader_id UUID,
    PRIMARY KEY (org_id, unit_id, from_day),
    FOREIGN KEY (org_id, unit_id) REFERENCES people_unit (org_id, id),
    FOREIGN KEY (org_id, parent_id) REFERENCES people_unit (org_id, id),
    FOREIGN KEY (org_id, leader_id) REFERENCES people_member (org_id, id)
);

CREATE TABLE people_assignment (
    org_id BIGINT NOT NULL,
    member_id UUID NOT NULL,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    unit_id UUID NOT NULL,
    grade TEXT,
    position TEXT,
    PRIMARY KEY (org_id, member_id, from_day),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id),
    FOREIGN KEY (org_id, unit_id) REFERENCES people_unit (org_id, id)
);
CREATE INDEX people_assignment_unit ON people_assignment (org_id, unit_id, from_day);

-- What crediting reads of people and measures stays as it is while it reads.
CREATE TABLE people_epoch (
    org_id BIGINT NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL
);

-- People whose assignments have changed and whose credits do not bear the new units yet.
CREATE TABLE people_moved (
    org_id BIGINT NOT NULL,
    member_id UUID NOT NULL,
    PRIMARY KEY (org_id, member_id),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id)
);

CREATE TABLE people_grant (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    member_id UUID NOT NULL,
    role TEXT NOT NULL,
    unit_id UUID,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id),
    FOREIGN KEY (org_id, unit_id) REFERENCES people_unit (org_id, id)
);
CREATE INDEX people_grant_member ON people_grant (org_id, member_id);

CREATE TABLE people_field (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, entity, key)
);

CREATE TABLE people_field_value (
    org_id BIGINT NOT NULL,
    field_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    from_day DATE NOT NULL,
    amount BIGINT,
    words TEXT,
    day DATE,
    PRIMARY KEY (org_id, field_id, subject_id, from_day),
    FOREIGN KEY (org_id, field_id) REFERENCES people_field (org_id, id)
);
CREATE INDEX people_field_value_subject ON people_field_value (org_id, subject_id);

CREATE TABLE people_grade (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);

CREATE TABLE people_coefficient (
    org_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    subject_id UUID NOT NULL,
    from_day DATE NOT NULL,
    end_day DATE NOT NULL,
    scope TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (org_id, key, subject_id, from_day, end_day)
);

CREATE TABLE people_variable_pay (
    org_id BIGINT NOT NULL,
    member_id UUID NOT NULL,
    from_day DATE NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (org_id, member_id, from_day),
    FOREIGN KEY (org_id, member_id) REFERENCES people_member (org_id, id)
);
