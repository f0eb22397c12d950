-- Append-only, hash-chained record of governance acts (X10, B8). The application may only INSERT and SELECT.
CREATE TABLE journal_entry (
  seq bigint PRIMARY KEY,
  segment text NOT NULL,
  at timestamptz NOT NULL,
  event text NOT NULL,
  actor text NOT NULL,
  subject text,
  fields jsonb NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL
);
CREATE INDEX journal_entry_segment ON journal_entry (segment, seq);
-- Heads of the chain signed by the school's key: at the close of each month and once a day.
CREATE TABLE journal_head (
  id uuid PRIMARY KEY,
  segment text NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  closes_segment boolean NOT NULL,
  at timestamptz NOT NULL,
  signature bytea NOT NULL
);
CREATE UNIQUE INDEX journal_head_closes ON journal_head (segment) WHERE closes_segment;
-- Persons stand in the journal by pseudonym; destroying this row makes the entries anonymous.
CREATE TABLE journal_pseudonym (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  pseudonym text NOT NULL UNIQUE
);
