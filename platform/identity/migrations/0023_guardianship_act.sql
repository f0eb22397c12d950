-- What was entered about custody and contact bans, by whom, when, and which paper says so (B12). Append-only; guardianship holds the spans that follow.
-- A reference is a file number, never what a decision says.
CREATE TABLE guardianship_act (
  id uuid PRIMARY KEY,
  act text NOT NULL CHECK (act IN ('recorded', 'ended', 'ban', 'ban_lifted', 'decision')),
  ward_id uuid NOT NULL REFERENCES person (id),
  guardian_id uuid NOT NULL REFERENCES person (id),
  guardianship_id uuid REFERENCES guardianship (id),
  reference text CHECK (length(reference) BETWEEN 1 AND 100),
  on_date date NOT NULL,
  entered_by uuid REFERENCES person (id),
  entered_at timestamptz NOT NULL
);
CREATE INDEX guardianship_act_ward ON guardianship_act (ward_id);
CREATE INDEX guardianship_act_guardian ON guardianship_act (guardian_id);
