-- Codes on a child's letter with which a parent who is in no file comes in. Only an HMAC; the code stands on the paper and nowhere else.
CREATE TABLE family_code (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL UNIQUE,
  made_by uuid REFERENCES person (id),
  made_at timestamptz NOT NULL,
  valid_until timestamptz NOT NULL
);
CREATE INDEX family_code_pupil ON family_code (pupil_id);
-- One row per code: of two who use it at once the second is refused.
CREATE TABLE family_code_end (
  code_id uuid PRIMARY KEY REFERENCES family_code (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('used', 'replaced')),
  at timestamptz NOT NULL
);
-- What somebody with a code says about themselves. It gives no right until somebody of the school has compared it with the paper.
CREATE TABLE family_claim (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  guardian_id uuid NOT NULL REFERENCES person (id),
  kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'foster', 'other')),
  says_custody boolean NOT NULL,
  claimed_at timestamptz NOT NULL
);
CREATE INDEX family_claim_pupil ON family_claim (pupil_id);
CREATE INDEX family_claim_guardian ON family_claim (guardian_id);
CREATE TABLE family_claim_end (
  claim_id uuid PRIMARY KEY REFERENCES family_claim (id) ON DELETE CASCADE,
  outcome text NOT NULL CHECK (outcome IN ('confirmed', 'refused')),
  decided_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- After a withdrawal (R12.2): what the family wishes, and what was decided. The newest of each person and the newest decision count.
CREATE TABLE clarification_wish (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  wished_by uuid NOT NULL REFERENCES person (id),
  wish text NOT NULL CHECK (wish IN ('delete', 'local_only', 'undecided')),
  at timestamptz NOT NULL
);
CREATE INDEX clarification_wish_pupil ON clarification_wish (pupil_id);
CREATE TABLE clarification_outcome (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  outcome text NOT NULL CHECK (outcome IN ('delete', 'local_only')),
  decided_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX clarification_outcome_pupil ON clarification_outcome (pupil_id);
