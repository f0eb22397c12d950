-- Versioned texts, stored as they were rendered: what people saw can never change (RP.2, R9a.5, B20). Append-only for the application;
-- who published a version stands in the journal.
CREATE TABLE document_version (
  id uuid PRIMARY KEY,
  document text NOT NULL,
  major int NOT NULL,
  minor int NOT NULL,
  title text NOT NULL,
  body jsonb NOT NULL,
  hash text NOT NULL,
  published_at timestamptz NOT NULL,
  UNIQUE (document, major, minor)
);
CREATE TABLE document_acknowledgement (
  id uuid PRIMARY KEY,
  document_version_id uuid NOT NULL REFERENCES document_version (id),
  person_id uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL,
  UNIQUE (document_version_id, person_id)
);
CREATE INDEX document_acknowledgement_person ON document_acknowledgement (person_id);
