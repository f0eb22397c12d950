-- A6: a browser at home on which a parent lets the child's card sign in. Only a keyed hash of what the browser holds; it opens nothing without card and pictures.
CREATE TABLE paired_device (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  paired_by uuid NOT NULL REFERENCES person (id),
  token_hash bytea NOT NULL,
  device_label text NOT NULL CHECK (length(device_label) <= 60),
  paired_on date NOT NULL,
  paired_at timestamptz NOT NULL,
  UNIQUE (token_hash, person_id, paired_at)
);
CREATE INDEX paired_device_person ON paired_device (person_id);
CREATE INDEX paired_device_paired_by ON paired_device (paired_by);
CREATE TABLE paired_device_end (
  device_id uuid PRIMARY KEY REFERENCES paired_device (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('removed', 'replaced', 'custody', 'not_admitted', 'device_lost')),
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
