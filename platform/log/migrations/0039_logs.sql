-- Technical access log (R6.1, R6.2): which operation, how it ended, how long it took. No person, no content: a keyed hash whose key lies outside of the
-- database and is destroyed with the log. Whole seconds, and no id that would hold the milliseconds.
CREATE TABLE log_access (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  pseudonym bytea,
  operation text NOT NULL CHECK (length(operation) <= 80),
  door text NOT NULL CHECK (door IN ('http', 'ws')),
  status int NOT NULL,
  duration_ms int NOT NULL,
  network text CHECK (length(network) <= 45)
);
CREATE INDEX log_access_at ON log_access (at, id);
-- The own rows of whoever asks for them (Art. 15); nobody else's can be looked for.
CREATE INDEX log_access_pseudonym ON log_access (pseudonym, at) WHERE pseudonym IS NOT NULL;
-- Faults of the server: a code and a place in the program, no message, no parameter, nobody.
CREATE TABLE log_fault (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  operation text NOT NULL CHECK (length(operation) <= 80),
  door text NOT NULL CHECK (door IN ('http', 'ws')),
  code text NOT NULL CHECK (length(code) <= 80),
  place text NOT NULL CHECK (length(place) <= 160)
);
CREATE INDEX log_fault_at ON log_fault (at, id);
-- The sign-in log names nobody either. Rows of before can't get a pseudonym here, where the key is not; they go.
DROP INDEX sign_in_attempt_person;
DELETE FROM sign_in_attempt;
ALTER TABLE sign_in_attempt DROP COLUMN person_id;
ALTER TABLE sign_in_attempt ADD COLUMN pseudonym bytea;
CREATE INDEX sign_in_attempt_pseudonym ON sign_in_attempt (pseudonym, at);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at, id);

-- A log case (Protokolleinsicht, R6.1): the only way to rows of a log.
CREATE TABLE log_case (
  id uuid PRIMARY KEY,
  opened_by uuid REFERENCES person (id),
  purpose text NOT NULL CHECK (purpose IN ('fault', 'security', 'capacity', 'data_subject', 'court_order')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  reference text CHECK (length(reference) <= 60),
  service text NOT NULL,
  window_from timestamptz NOT NULL,
  window_until timestamptz NOT NULL,
  in_representation boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  CHECK (window_from < window_until AND window_until <= window_from + interval '7 days'),
  CHECK (opened_at < closes_at AND closes_at <= opened_at + interval '24 hours'),
  CHECK ((purpose = 'court_order') = (reference IS NOT NULL))
);
CREATE INDEX log_case_opened ON log_case (opened_at DESC, id DESC);
CREATE TABLE log_case_end (
  case_id uuid PRIMARY KEY REFERENCES log_case (id) ON DELETE CASCADE,
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- U-0001 of a case: a keyed hash that says the same of the same person in this case only.
CREATE TABLE log_case_mark (
  case_id uuid NOT NULL REFERENCES log_case (id) ON DELETE CASCADE,
  number int NOT NULL,
  mark bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, number),
  UNIQUE (case_id, mark)
);
CREATE TABLE log_query (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES log_case (id) ON DELETE CASCADE,
  queried_by uuid REFERENCES person (id),
  log text NOT NULL CHECK (log IN ('access', 'sign_in', 'fault')),
  rows_shown int NOT NULL,
  has_own_rows boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX log_query_case ON log_query (case_id, at);
-- Unmasking one number needs a second person. The name is nowhere here; `person_id` says whose right it is to know of it, and stays empty for a court order.
CREATE TABLE log_unmasking (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  number int NOT NULL,
  requested_by uuid REFERENCES person (id),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  requested_at timestamptz NOT NULL,
  UNIQUE (case_id, number),
  FOREIGN KEY (case_id, number) REFERENCES log_case_mark (case_id, number) ON DELETE CASCADE
);
CREATE TABLE log_unmasking_decision (
  unmasking_id uuid PRIMARY KEY REFERENCES log_unmasking (id) ON DELETE CASCADE,
  decided_by uuid REFERENCES person (id),
  is_granted boolean NOT NULL,
  in_representation boolean NOT NULL,
  person_id uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX log_unmasking_decision_person ON log_unmasking_decision (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE log_unmasking_reading (
  id uuid PRIMARY KEY,
  unmasking_id uuid NOT NULL REFERENCES log_unmasking (id) ON DELETE CASCADE,
  read_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX log_unmasking_reading_unmasking ON log_unmasking_reading (unmasking_id);
-- "Hilf mir" (A9): the own sign-in attempts of three days, for whoever keeps the accounts, for two days.
CREATE TABLE log_help (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  opened_by uuid REFERENCES person (id),
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  CHECK (opened_at < closes_at AND closes_at <= opened_at + interval '48 hours')
);
CREATE INDEX log_help_person ON log_help (person_id, opened_at);
CREATE INDEX log_help_open ON log_help (closes_at);
CREATE TABLE log_help_end (
  help_id uuid PRIMARY KEY REFERENCES log_help (id) ON DELETE CASCADE,
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE TABLE log_help_reading (
  id uuid PRIMARY KEY,
  help_id uuid NOT NULL REFERENCES log_help (id) ON DELETE CASCADE,
  read_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX log_help_reading_help ON log_help_reading (help_id, at);
