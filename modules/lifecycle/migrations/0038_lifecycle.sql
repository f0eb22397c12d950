-- The life of an account after the school (requirements 3.2, R12.1-R12.5): a state is a record with who, when and why.
CREATE TABLE account_deletion (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  deleted_on date NOT NULL,
  -- The last day on which it can be restored.
  restorable_until date NOT NULL,
  cause text NOT NULL CHECK (cause IN ('exit', 'decision', 'withdrawal', 'family')),
  -- NULL: by itself.
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (length(reason) <= 500)
);
CREATE INDEX account_deletion_person ON account_deletion (person_id);
CREATE INDEX account_deletion_by ON account_deletion (decided_by);
CREATE TABLE account_restoration (
  deletion_id uuid PRIMARY KEY REFERENCES account_deletion (id),
  -- `mistake`: the stay goes on; `return`: a new stay begins, and consents are asked anew (R12.1).
  kind text NOT NULL CHECK (kind IN ('mistake', 'return')),
  restored_by uuid REFERENCES person (id),
  restored_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (length(reason) <= 500)
);
CREATE INDEX account_restoration_by ON account_restoration (restored_by);
-- Art. 17: the family wants it gone at once. Two decide, and nothing can be restored afterwards.
CREATE TABLE early_purge (
  deletion_id uuid PRIMARY KEY REFERENCES account_deletion (id),
  asked_by uuid REFERENCES person (id),
  asked_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500)
);
CREATE INDEX early_purge_by ON early_purge (asked_by);
CREATE TABLE early_purge_decision (
  deletion_id uuid PRIMARY KEY REFERENCES early_purge (deletion_id),
  agrees boolean NOT NULL,
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz NOT NULL
);
CREATE INDEX early_purge_decision_by ON early_purge_decision (decided_by);
-- Pupils whose platform is closed for good while they stay at school (R12.3): what is theirs on it goes 30 days later, unless they are let in again.
CREATE TABLE platform_departure (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  decided_on date NOT NULL,
  content_until date NOT NULL,
  emptied_on date
);
-- What was erased, without saying whom.
CREATE TABLE purge_sheet (
  id uuid PRIMARY KEY,
  person_type text NOT NULL,
  cause text NOT NULL,
  is_whole boolean NOT NULL,
  deleted_on date NOT NULL,
  purged_on date NOT NULL,
  purged_at timestamptz NOT NULL,
  counts jsonb NOT NULL,
  evidence int NOT NULL,
  backups_until date NOT NULL
);
CREATE INDEX purge_sheet_on ON purge_sheet (purged_on);
