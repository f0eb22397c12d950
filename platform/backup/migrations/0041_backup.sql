-- What backups, checks and drills came to. The sets themselves lie at the target, and what is true of them is read there.
CREATE TABLE backup_run (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('create', 'verify', 'drill')),
  set_id text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('good', 'failed')),
  -- A code: what went wrong, or how far a drill could go.
  detail text NOT NULL,
  row_count bigint NOT NULL,
  blob_count bigint NOT NULL,
  size_bytes bigint NOT NULL
);
CREATE INDEX backup_run_kind ON backup_run (kind, ended_at DESC);
-- Packs of blobs at the target, each sealed by a key of its own, and what is in them: so that a set carries only what no pack holds yet.
CREATE TABLE backup_pack (
  id uuid PRIMARY KEY,
  wrapped_key bytea NOT NULL,
  size_bytes bigint NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  made_at timestamptz NOT NULL
);
CREATE TABLE backup_pack_blob (
  blob_id uuid NOT NULL,
  pack_id uuid NOT NULL REFERENCES backup_pack (id) ON DELETE CASCADE,
  PRIMARY KEY (blob_id, pack_id)
);
CREATE INDEX backup_pack_blob_pack ON backup_pack_blob (pack_id);
-- How this database came about, when it came from a backup. Without an end nobody may open the doors: the ledger was not replayed.
CREATE TABLE backup_restore (
  id uuid PRIMARY KEY,
  set_id text NOT NULL,
  snapshot_at timestamptz NOT NULL,
  begun_at timestamptz NOT NULL,
  ended_at timestamptz,
  is_ledger_lost boolean NOT NULL,
  replayed bigint
);
