-- Who put a version of the instruction into force, and whether in representation (RP.2). The text itself stands in document_version and never changes.
CREATE TABLE instruction_publication (
  document_version_id uuid PRIMARY KEY REFERENCES document_version (id),
  published_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX instruction_publication_person ON instruction_publication (published_by);
