-- Pictures of persons and groups. The content lies in the room blobs, in the scope of its owner; the reference keeps it from being swept.
-- The version is a random word in the address: it changes with every picture, and nobody guesses one of somebody they do not see.
CREATE TABLE person_picture (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  blob_id uuid NOT NULL REFERENCES blob (id),
  version text NOT NULL CHECK (length(version) = 22),
  set_at timestamptz NOT NULL
);
CREATE INDEX person_picture_blob ON person_picture (blob_id);
CREATE TABLE group_picture (
  group_id uuid PRIMARY KEY REFERENCES school_group (id),
  blob_id uuid NOT NULL REFERENCES blob (id),
  version text NOT NULL CHECK (length(version) = 22),
  set_by uuid REFERENCES person (id),
  set_at timestamptz NOT NULL
);
CREATE INDEX group_picture_blob ON group_picture (blob_id);
