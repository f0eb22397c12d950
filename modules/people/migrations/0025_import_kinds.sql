-- Imports of parents, staff and courses; remembered mappings of columns; the change of the school year and its undoing (A15, X12).
ALTER TABLE import_run ADD COLUMN kind text NOT NULL DEFAULT 'pupils' CHECK (kind IN ('pupils', 'parents', 'staff', 'courses'));

CREATE TABLE staff_detail (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  short_code text CHECK (length(short_code) BETWEEN 1 AND 12),
  subjects text NOT NULL CHECK (length(subjects) <= 200)
);

-- Which course of the program a group is; courses by hand have no row.
CREATE TABLE course_source (
  group_id uuid PRIMARY KEY REFERENCES school_group (id),
  source text NOT NULL,
  source_id text NOT NULL
);
CREATE INDEX course_source_by_id ON course_source (source, source_id);

-- Names of columns only, never a cell (X12). The newest of a kind whose columns are all in a file is used.
CREATE TABLE import_mapping (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('pupils', 'parents', 'staff', 'courses')),
  columns jsonb NOT NULL,
  chosen_by uuid REFERENCES person (id),
  chosen_at timestamptz NOT NULL
);
CREATE INDEX import_mapping_by_kind ON import_mapping (kind, chosen_at DESC);
CREATE INDEX import_mapping_chosen_by ON import_mapping (chosen_by);

CREATE TABLE roll_over (
  id uuid PRIMARY KEY,
  school_year text NOT NULL,
  done_by uuid REFERENCES person (id),
  done_at timestamptz NOT NULL,
  -- Last day on which it can be taken back.
  undo_until date NOT NULL,
  counts jsonb NOT NULL
);
CREATE INDEX roll_over_done_by ON roll_over (done_by);

-- What was done to one thing, with what stood there before: enough to take it back exactly, and to see what somebody changed since.
CREATE TABLE roll_over_step (
  roll_over_id uuid NOT NULL REFERENCES roll_over (id),
  kind text NOT NULL CHECK (kind IN ('label', 'group_end', 'group_founded', 'membership_end', 'membership_added', 'exit', 'question')),
  -- Id of the group, the membership, the person.
  record_id uuid NOT NULL,
  person_id uuid REFERENCES person (id),
  before text,
  after text,
  PRIMARY KEY (roll_over_id, kind, record_id)
);
CREATE INDEX roll_over_step_person ON roll_over_step (person_id);

CREATE TABLE roll_over_undo (
  roll_over_id uuid PRIMARY KEY REFERENCES roll_over (id),
  undone_by uuid REFERENCES person (id),
  undone_at timestamptz NOT NULL,
  -- How many of each kind were changed by somebody since and stay as they are.
  kept jsonb NOT NULL
);
CREATE INDEX roll_over_undo_by ON roll_over_undo (undone_by);
