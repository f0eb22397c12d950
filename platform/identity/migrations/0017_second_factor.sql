-- A second factor in this session (R4.1): when it was proved last.
ALTER TABLE session ADD COLUMN proved_at timestamptz;
-- Second factors. A code app: its secret, sealed with the school's key, and the last step of 30 seconds whose code was used. A passkey: public key and counter.
CREATE TABLE second_factor (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  kind text NOT NULL CHECK (kind IN ('totp', 'passkey')),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  secret bytea,
  credential_id text UNIQUE,
  public_key bytea,
  transports text,
  -- Of a passkey the counter of its device, of a code app the last used step: only what is higher counts.
  counter bigint NOT NULL,
  enrolled_at timestamptz NOT NULL,
  CHECK (kind <> 'passkey' OR credential_id IS NOT NULL)
);
CREATE INDEX second_factor_person ON second_factor (person_id);
-- How a factor ended. The row is the state; secret and key are removed with it.
CREATE TABLE second_factor_end (
  factor_id uuid PRIMARY KEY REFERENCES second_factor (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('removed', 'replaced', 'voided')),
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- What a passkey has to sign: used once, within minutes, by this person only.
CREATE TABLE passkey_challenge (
  challenge_hash bytea PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  purpose text NOT NULL CHECK (purpose IN ('enrol', 'prove')),
  valid_until timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_person ON passkey_challenge (person_id, valid_until);
-- Recovery codes on paper: only an HMAC of each; each opens once.
CREATE TABLE recovery_code (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL UNIQUE,
  made_at timestamptz NOT NULL
);
CREATE INDEX recovery_code_person ON recovery_code (person_id);
CREATE TABLE recovery_code_end (
  code_id uuid PRIMARY KEY REFERENCES recovery_code (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('used', 'replaced', 'voided')),
  at timestamptz NOT NULL
);
-- Own attempts to sign in (A9): only their owner reads them. A name that nobody has leaves a row of nobody, so that it takes the same time; the next
-- attempts remove it.
CREATE TABLE sign_in_attempt (
  id uuid PRIMARY KEY,
  person_id uuid REFERENCES person (id),
  result text NOT NULL CHECK (result IN ('signed_in', 'closed', 'factor_asked', 'password_wrong', 'factor_wrong')),
  device_label text NOT NULL CHECK (length(device_label) <= 60),
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_person ON sign_in_attempt (person_id, at);
-- A password that became void together with the second factor.
ALTER TABLE credential_voided DROP CONSTRAINT credential_voided_reason_check;
ALTER TABLE credential_voided ADD CONSTRAINT credential_voided_reason_check CHECK (reason IN ('device_lost', 'device_handed_over', 'slip_denied', 'factor_voided'));
