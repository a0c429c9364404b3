-- The documents behind a statement are read in their order and by nothing else: their place is their key.
CREATE TABLE incentives_statement_document_placed (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    place BIGINT NOT NULL,
    measure TEXT NOT NULL,
    document_id UUID NOT NULL,
    day DATE NOT NULL,
    credited BIGINT NOT NULL,
    refunds TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (org_id, statement_id, place)
);
INSERT INTO incentives_statement_document_placed
SELECT org_id, statement_id, place, measure, document_id, day, credited, refunds, parts
FROM incentives_statement_document;
DROP TABLE incentives_statement_document;
ALTER TABLE incentives_statement_document_placed RENAME TO incentives_statement_document;
