-- Where units stood and people belonged on the last day of a locked run, as it was known when it was locked.
CREATE TABLE people_fence_unit (
    org_id BIGINT NOT NULL,
    run_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    parent_id UUID,
    PRIMARY KEY (org_id, run_id, unit_id),
    FOREIGN KEY (org_id, run_id) REFERENCES people_fence (org_id, run_id),
    FOREIGN KEY (org_id, unit_id) REFERENCES people_unit (org_id, id)
);

ALTER TABLE people_fence_member ADD COLUMN unit_id UUID;
