-- That an import happened, from which program, with which counts: never a name, never the file (X12).
CREATE TABLE import_run (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  file_hash text NOT NULL,
  applied_by uuid REFERENCES person (id),
  applied_at timestamptz NOT NULL,
  counts jsonb NOT NULL
);
CREATE INDEX import_run_source ON import_run (source, applied_at DESC);
