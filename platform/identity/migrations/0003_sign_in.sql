-- Passwords: only a hash with its own parameters (R4.2, B21).
CREATE TABLE credential (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  hash bytea NOT NULL,
  salt bytea NOT NULL,
  memory_kib int NOT NULL,
  passes int NOT NULL,
  set_at timestamptz NOT NULL
);
-- Passwords that became void because somebody else may know them (R8.2): never valid again, kept only so that they are refused as new ones.
CREATE TABLE credential_voided (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  hash bytea NOT NULL,
  salt bytea NOT NULL,
  memory_kib int NOT NULL,
  passes int NOT NULL,
  reason text NOT NULL CHECK (reason IN ('device_lost')),
  at timestamptz NOT NULL
);
CREATE INDEX credential_voided_person ON credential_voided (person_id, id);
-- One-time access slips. Only an HMAC of the code; the code itself stands on the paper and nowhere else.
CREATE TABLE access_slip (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL UNIQUE,
  made_by uuid REFERENCES person (id),
  made_at timestamptz NOT NULL,
  valid_until timestamptz NOT NULL
);
CREATE INDEX access_slip_person ON access_slip (person_id);
-- How a slip ended: used, replaced by a newer one, or withdrawn after a loss report. One row per slip, so a slip is used once, whoever else tries.
CREATE TABLE access_slip_end (
  slip_id uuid PRIMARY KEY REFERENCES access_slip (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('used', 'replaced', 'withdrawn')),
  at timestamptz NOT NULL
);
CREATE TABLE session (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  token_hash bytea NOT NULL UNIQUE,
  device text NOT NULL CHECK (device IN ('own', 'shared')),
  device_label text NOT NULL CHECK (length(device_label) <= 60),
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL
);
CREATE INDEX session_person ON session (person_id);
-- A session that ended before its time: by whom and why. The row is the state.
CREATE TABLE session_end (
  session_id uuid PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('signed_out', 'revoked', 'device_lost', 'password_changed', 'not_admitted')),
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- Tries to sign in, counted by whole buckets and not by address (amendment B21). `bucket`: device, school or world. The count begins anew one hour after
-- the last try that was let through, so in no hour there are more than the limit.
CREATE TABLE sign_in_bucket (
  account_hash bytea NOT NULL,
  bucket text NOT NULL CHECK (bucket IN ('device', 'school', 'world')),
  tries int NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (account_hash, bucket)
);
CREATE INDEX sign_in_bucket_last ON sign_in_bucket (last_at);
