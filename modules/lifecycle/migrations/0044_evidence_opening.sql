-- Evidence of a purged account is opened with the key from the safe only, for a purpose from a closed list, and when a second person has agreed (B8).
CREATE TABLE evidence_opening (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('authority', 'data_subject', 'dispute')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
  asked_by uuid REFERENCES person (id),
  asked_at timestamptz NOT NULL
);
CREATE INDEX evidence_opening_by ON evidence_opening (asked_by);
CREATE TABLE evidence_opening_decision (
  opening_id uuid PRIMARY KEY REFERENCES evidence_opening (id) ON DELETE CASCADE,
  agrees boolean NOT NULL,
  decided_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE INDEX evidence_opening_decision_by ON evidence_opening_decision (decided_by);
-- Each look, also one that found nothing. Whom it was about stands nowhere.
CREATE TABLE evidence_opening_reading (
  id uuid PRIMARY KEY,
  opening_id uuid NOT NULL REFERENCES evidence_opening (id) ON DELETE CASCADE,
  read_by uuid REFERENCES person (id),
  records int NOT NULL,
  read_at timestamptz NOT NULL
);
CREATE INDEX evidence_opening_reading_opening ON evidence_opening_reading (opening_id);
CREATE INDEX evidence_opening_reading_by ON evidence_opening_reading (read_by);
