-- That an import happened, from which program, with which counts: never a name, never the file (X12).
CREATE TABLE import_run (
  id uuid PRIMARY KEY,
  source text NOT NULL CHECK (source ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  -- HMAC with the school's key: tells whether two runs took the same file, and nothing to anybody else.
  file_hash text NOT NULL,
  applied_by uuid REFERENCES person (id),
  applied_at timestamptz NOT NULL,
  counts jsonb NOT NULL
);
CREATE INDEX import_run_source ON import_run (source, applied_at DESC);
CREATE INDEX import_run_applied_by ON import_run (applied_by);
-- Lists of people are read page by page in the order of names, also among 50,000.
CREATE INDEX person_by_name ON person (family_name COLLATE "de-x-icu", given_name COLLATE "de-x-icu", id);
-- "Dordevic" finds Đorđević: account names hold the same name in letters of every keyboard.
CREATE INDEX person_account_trgm ON person USING gin (account_name gin_trgm_ops);
-- Staff see each other in every list: few among many.
CREATE INDEX person_staff ON person (id) WHERE type IN ('teacher', 'staff');
