-- What waits for whom. A task is for one person or for an office; it ends by a completion record (B15).
CREATE TABLE task (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  key text NOT NULL,
  person_id uuid REFERENCES person (id),
  office text,
  about_person_id uuid REFERENCES person (id),
  about_group_id uuid REFERENCES school_group (id),
  params jsonb NOT NULL,
  due_on date,
  created_at timestamptz NOT NULL,
  CHECK ((person_id IS NULL) <> (office IS NULL))
);
CREATE INDEX task_person ON task (person_id);
CREATE INDEX task_office ON task (office);
CREATE INDEX task_about ON task (about_person_id);
CREATE INDEX task_kind_key ON task (kind, key);
CREATE TABLE task_completion (
  task_id uuid PRIMARY KEY REFERENCES task (id),
  completed_by uuid REFERENCES person (id),
  outcome text NOT NULL,
  at timestamptz NOT NULL
);
