-- One human with an account at work and one as a parent (B12). Serves conflict checks only: no right of one ever counts for the other. An end is a row.
CREATE TABLE same_human (
  id uuid PRIMARY KEY,
  work_id uuid NOT NULL REFERENCES person (id),
  parent_id uuid NOT NULL REFERENCES person (id),
  linked_by uuid REFERENCES person (id),
  linked_at timestamptz NOT NULL,
  CHECK (work_id <> parent_id)
);
CREATE INDEX same_human_work ON same_human (work_id);
CREATE INDEX same_human_parent ON same_human (parent_id);
CREATE TABLE same_human_end (
  link_id uuid PRIMARY KEY REFERENCES same_human (id) ON DELETE CASCADE,
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- Two of one name who are two: written down, so that the suggestion does not come again.
CREATE TABLE same_human_denial (
  work_id uuid NOT NULL REFERENCES person (id),
  parent_id uuid NOT NULL REFERENCES person (id),
  denied_by uuid REFERENCES person (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (work_id, parent_id)
);
CREATE INDEX same_human_denial_parent ON same_human_denial (parent_id);
