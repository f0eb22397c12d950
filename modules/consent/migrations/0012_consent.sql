-- Declarations, withdrawals and objections about a pupil and a purpose. Append-only: the state is worked out from them (3.1), never stored.
CREATE TABLE consent_request (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  purpose text NOT NULL,
  document_version_id uuid NOT NULL REFERENCES document_version (id),
  channel text NOT NULL CHECK (channel IN ('paper', 'online')),
  requested_on date NOT NULL,
  entered_by uuid REFERENCES person (id),
  entered_at timestamptz NOT NULL
);
CREATE INDEX consent_request_pupil ON consent_request (pupil_id, purpose);
CREATE TABLE consent_declaration (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  purpose text NOT NULL,
  document_version_id uuid NOT NULL REFERENCES document_version (id),
  declarer text NOT NULL CHECK (declarer IN ('holder', 'named_on_paper', 'adult_pupil', 'pupil_voice')),
  guardian_id uuid REFERENCES person (id),
  declarer_name text CHECK (length(declarer_name) <= 200),
  -- Which signature line of the paper form, when nobody is on record and no name was typed.
  form_line int CHECK (form_line IN (1, 2)),
  assurance text CHECK (assurance IN ('sole_custody', 'other_agrees')),
  channel text NOT NULL CHECK (channel IN ('paper', 'online')),
  declared_on date NOT NULL,
  entered_by uuid REFERENCES person (id),
  entered_at timestamptz NOT NULL,
  client_id uuid NOT NULL,
  UNIQUE (pupil_id, purpose, client_id)
);
CREATE INDEX consent_declaration_pupil ON consent_declaration (pupil_id, purpose);
CREATE TABLE consent_withdrawal (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  purpose text NOT NULL,
  declarer text NOT NULL CHECK (declarer IN ('holder', 'named_on_paper', 'adult_pupil', 'pupil_voice')),
  guardian_id uuid REFERENCES person (id),
  declarer_name text CHECK (length(declarer_name) <= 200),
  form_line int CHECK (form_line IN (1, 2)),
  channel text NOT NULL CHECK (channel IN ('paper', 'online')),
  received_on date NOT NULL,
  entered_by uuid REFERENCES person (id),
  entered_at timestamptz NOT NULL,
  client_id uuid NOT NULL,
  UNIQUE (pupil_id, purpose, client_id)
);
CREATE INDEX consent_withdrawal_pupil ON consent_withdrawal (pupil_id, purpose);
