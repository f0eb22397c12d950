-- The rows of a case leave the house only on the order of a court or the police, sealed, and when the data protection officer has agreed (R6.1).
CREATE TABLE log_export (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES log_case (id) ON DELETE CASCADE,
  addressee text NOT NULL CHECK (length(addressee) BETWEEN 1 AND 120),
  requested_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  requested_at timestamptz NOT NULL
);
CREATE INDEX log_export_case ON log_export (case_id);
CREATE INDEX log_export_by ON log_export (requested_by);
CREATE TABLE log_export_decision (
  export_id uuid PRIMARY KEY REFERENCES log_export (id) ON DELETE CASCADE,
  decided_by uuid REFERENCES person (id),
  is_granted boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX log_export_decision_by ON log_export_decision (decided_by);
-- Each sealing: how much went out, and the sum by which the receiver sees that the file is this one. Neither file nor key is kept.
CREATE TABLE log_export_sealing (
  id uuid PRIMARY KEY,
  export_id uuid NOT NULL REFERENCES log_export (id) ON DELETE CASCADE,
  sealed_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  rows_sealed int NOT NULL,
  names_sealed int NOT NULL,
  has_own_rows boolean NOT NULL,
  sha256 bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX log_export_sealing_export ON log_export_sealing (export_id);
CREATE INDEX log_export_sealing_by ON log_export_sealing (sealed_by);
