-- The documents behind a statement are always read together: one row of a statement instead of a row of each.
CREATE TABLE incentives_statement_documents (
    org_id BIGINT NOT NULL,
    statement_id UUID NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org_id, statement_id)
);
INSERT INTO incentives_statement_documents
SELECT org_id, statement_id, '[' || string_agg('{"measure":"' || measure || '","document":"' || UUID_TEXT(document_id)
    || '","day":"' || CAST(day AS TEXT) || '","credited":' || CAST(credited AS TEXT) || ',"refunds":' || refunds
    || ',"parts":' || parts || '}', ',' ORDER BY place) || ']'
FROM incentives_statement_document
GROUP BY org_id, statement_id;
DROP TABLE incentives_statement_document;
