-- What must outlive day 91 is sealed at the purge to a key of the school, and nobody's name stands in clear (B8).
CREATE TABLE sealed_evidence (
  id uuid PRIMARY KEY,
  -- NULL: sealed with the server's own key, as long as the school has no safe key.
  safe_key_id uuid,
  sealed bytea NOT NULL,
  sealed_on date NOT NULL,
  keep_until date NOT NULL
);
CREATE INDEX sealed_evidence_due ON sealed_evidence (keep_until);
