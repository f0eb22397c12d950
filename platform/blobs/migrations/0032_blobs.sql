-- Content, sealed by the key of its owner scope (B7). A scope belongs to one person, one group or one case; when its key is destroyed it names nobody any more.
CREATE TABLE blob_scope (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('person', 'group', 'case')),
  person_id uuid UNIQUE REFERENCES person (id),
  group_id uuid UNIQUE REFERENCES school_group (id),
  case_id uuid UNIQUE,
  created_at timestamptz NOT NULL,
  destroyed_at timestamptz,
  CHECK (num_nonnulls(person_id, group_id, case_id) = CASE WHEN destroyed_at IS NULL THEN 1 ELSE 0 END),
  CHECK (CASE kind WHEN 'person' THEN num_nonnulls(group_id, case_id) WHEN 'group' THEN num_nonnulls(person_id, case_id) ELSE num_nonnulls(person_id, group_id) END = 0)
);
-- Beside the scopes, because it stays out of the ordinary backup: what was destroyed here must not come back from there.
CREATE TABLE scope_key (
  scope_id uuid PRIMARY KEY REFERENCES blob_scope (id),
  wrapped bytea NOT NULL,
  made_at timestamptz NOT NULL
);
-- Who uses a blob is not counted: every foreign key to this table is a use.
CREATE TABLE blob (
  id uuid PRIMARY KEY,
  scope_id uuid NOT NULL REFERENCES blob_scope (id),
  content_hmac bytea NOT NULL CHECK (length(content_hmac) = 32),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  media_type text NOT NULL CHECK (length(media_type) BETWEEN 3 AND 127),
  place text NOT NULL CHECK (place IN ('row', 'file', 's3')),
  created_at timestamptz NOT NULL,
  unused_since timestamptz,
  UNIQUE (scope_id, content_hmac)
);
CREATE INDEX blob_unused ON blob (unused_since) WHERE unused_since IS NOT NULL;
CREATE INDEX blob_by_place ON blob (place, id);
CREATE TABLE blob_content (
  blob_id uuid PRIMARY KEY REFERENCES blob (id) ON DELETE CASCADE,
  sealed bytea NOT NULL
);
-- Sealed bytes look like noise: trying to compress them costs time and saves nothing, and parts can be read without the rest.
ALTER TABLE blob_content ALTER COLUMN sealed SET STORAGE EXTERNAL;
-- Files that may lie at a place although no row of blob says so: on their way in, or left behind. From then on they may be removed.
CREATE TABLE blob_stray (
  blob_id uuid NOT NULL,
  place text NOT NULL CHECK (place IN ('file', 's3')),
  due_at timestamptz NOT NULL,
  PRIMARY KEY (blob_id, place)
);
CREATE INDEX blob_stray_due ON blob_stray (due_at);
