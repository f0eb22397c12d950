-- Art. 15 and 20: a person's own data as one file, made in the background and offered for some days. The file is a blob of the person it is about.
CREATE TABLE export_request (
  id uuid PRIMARY KEY,
  -- Whose data, and who may fetch the file: the person, or a guardian (A18).
  person_id uuid NOT NULL REFERENCES person (id),
  reader_id uuid NOT NULL REFERENCES person (id),
  -- `own`: everything; `guardian`: master data, consents, registers; `guardian_content`: with what the child wrote and filed (opt:export.guardian_content).
  kind text NOT NULL CHECK (kind IN ('own', 'guardian', 'guardian_content')),
  asked_at timestamptz NOT NULL,
  -- How far it is, in parts of a thousand: for the bar on the page.
  progress int NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1000),
  ended_at timestamptz,
  blob_id uuid REFERENCES blob (id),
  problem text CHECK (problem IN ('too_large', 'no_room', 'failed', 'not_allowed')),
  CHECK ((ended_at IS NULL AND blob_id IS NULL AND problem IS NULL) OR (ended_at IS NOT NULL AND (blob_id IS NULL) <> (problem IS NULL)))
);
-- One at a time, also when two ask at the same moment.
CREATE UNIQUE INDEX export_request_running ON export_request (person_id, reader_id) WHERE ended_at IS NULL;
CREATE INDEX export_request_person ON export_request (person_id, asked_at);
CREATE INDEX export_request_reader ON export_request (reader_id);
CREATE INDEX export_request_blob ON export_request (blob_id);
-- A18: a printed code for pupils who can't sign in; it opens the page of their file and nothing else. The code exists on the paper only.
CREATE TABLE export_code (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL UNIQUE,
  made_by uuid REFERENCES person (id),
  made_at timestamptz NOT NULL,
  -- The last day on which it opens anything.
  until_on date NOT NULL
);
CREATE INDEX export_code_person ON export_code (person_id);
CREATE INDEX export_code_by ON export_code (made_by);
-- Used once: from then on only the browser that used it gets in, for some hours.
CREATE TABLE export_code_use (
  code_id uuid PRIMARY KEY REFERENCES export_code (id),
  token_hash bytea NOT NULL UNIQUE,
  used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE TABLE export_code_end (
  code_id uuid PRIMARY KEY REFERENCES export_code (id),
  reason text NOT NULL CHECK (reason IN ('replaced', 'finished')),
  at timestamptz NOT NULL
);
