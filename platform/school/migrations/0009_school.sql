-- One school = one database (B14).
CREATE TABLE school (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 3 AND 120),
  state text NOT NULL,
  founded_at timestamptz NOT NULL,
  is_only boolean NOT NULL DEFAULT true UNIQUE CHECK (is_only)
);
-- Decisions of the school about options (requirements section 5): each is a dated record, the newest counts.
CREATE TABLE option_decision (
  id uuid PRIMARY KEY,
  option text NOT NULL,
  value jsonb NOT NULL,
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz NOT NULL
);
CREATE INDEX option_decision_newest ON option_decision (option, decided_at DESC);
