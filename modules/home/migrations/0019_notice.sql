-- Aushang (A12): short notices to groups or to the school. What was written stays as written until its period is over; the newest edition counts.
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  author_id uuid REFERENCES person (id),
  -- Made by the browser, so that a retry never doubles.
  client_id uuid NOT NULL,
  for_school boolean NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (author_id, client_id)
);
CREATE TABLE notice_group (
  notice_id uuid NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  group_id uuid NOT NULL REFERENCES school_group (id),
  PRIMARY KEY (notice_id, group_id)
);
CREATE INDEX notice_group_group ON notice_group (group_id);
CREATE TABLE notice_edition (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
  title text NOT NULL,
  body text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL CHECK (until_on >= from_on),
  written_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX notice_edition_newest ON notice_edition (notice_id, at DESC, id DESC);
CREATE INDEX notice_edition_writer ON notice_edition (written_by);
CREATE TABLE notice_end (
  notice_id uuid PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE,
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX notice_end_person ON notice_end (ended_by);
