-- T3: a parent under a contact ban who also works at the school. What the head decided about it, by outcome and reference, never the content of an order.
CREATE TABLE ban_at_work_decision (
  id uuid PRIMARY KEY,
  guardianship_id uuid NOT NULL REFERENCES guardianship (id),
  ward_id uuid NOT NULL REFERENCES person (id),
  work_id uuid NOT NULL REFERENCES person (id),
  outcome text NOT NULL CHECK (outcome IN ('separated', 'order_allows')),
  reference text CHECK (length(reference) BETWEEN 1 AND 100),
  in_representation boolean NOT NULL,
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz NOT NULL
);
CREATE INDEX ban_at_work_decision_of ON ban_at_work_decision (guardianship_id, work_id);
CREATE INDEX ban_at_work_decision_ward ON ban_at_work_decision (ward_id);
CREATE INDEX ban_at_work_decision_work ON ban_at_work_decision (work_id);
