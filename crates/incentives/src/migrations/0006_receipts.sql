-- What all statements of a run's trial were calculated from, beside what each has of its own. Written once, with the trial.
CREATE TABLE incentives_trial_kept (
    org_id BIGINT NOT NULL,
    trial_id UUID NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org_id, trial_id),
    FOREIGN KEY (org_id, trial_id) REFERENCES incentives_trial (org_id, id)
);

-- What lines of several people are compared by or divided from, under pseudonyms, by its hash.
CREATE TABLE incentives_trial_figures (
    org_id BIGINT NOT NULL,
    trial_id UUID NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org_id, trial_id, hash),
    FOREIGN KEY (org_id, trial_id) REFERENCES incentives_trial (org_id, id)
);
