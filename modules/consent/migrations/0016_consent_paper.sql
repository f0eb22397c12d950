-- Paper on its way out and back: forms with a random number, blank ones linked to a child later, who may enter them, samples of what was entered, older texts.
CREATE TABLE consent_form (
  id uuid PRIMARY KEY,
  -- Stands on the paper as QR code: letters and digits that every keyboard layout types the same.
  code text NOT NULL UNIQUE CHECK (code ~ '^[2-9A-HJKMNP-X]{12}$'),
  -- Null: a blank form.
  pupil_id uuid REFERENCES person (id),
  purpose text NOT NULL,
  document_version_id uuid NOT NULL REFERENCES document_version (id),
  printed_by uuid REFERENCES person (id),
  printed_at timestamptz NOT NULL
);
-- A child has one number for each version: printed again it is the same form.
CREATE UNIQUE INDEX consent_form_of_pupil ON consent_form (pupil_id, purpose, document_version_id) WHERE pupil_id IS NOT NULL;
CREATE TABLE consent_form_link (
  form_id uuid PRIMARY KEY REFERENCES consent_form (id),
  pupil_id uuid NOT NULL REFERENCES person (id),
  linked_by uuid REFERENCES person (id),
  linked_at timestamptz NOT NULL
);
-- The head's written assignment: class leads enter received paper for their own classes (A4).
CREATE TABLE consent_entry_assignment (
  id uuid PRIMARY KEY,
  -- Null: all class leads.
  person_id uuid REFERENCES person (id),
  from_on date NOT NULL,
  assigned_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  assigned_at timestamptz NOT NULL
);
CREATE TABLE consent_entry_assignment_end (
  assignment_id uuid PRIMARY KEY REFERENCES consent_entry_assignment (id),
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- One form entered by a class lead, and on which assignment.
CREATE TABLE consent_lead_entry (
  id uuid PRIMARY KEY,
  pupil_id uuid NOT NULL REFERENCES person (id),
  purpose text NOT NULL,
  group_id uuid NOT NULL REFERENCES school_group (id),
  assignment_id uuid NOT NULL REFERENCES consent_entry_assignment (id),
  entered_by uuid REFERENCES person (id),
  entered_at timestamptz NOT NULL
);
CREATE INDEX consent_lead_entry_at ON consent_lead_entry (entered_at);
CREATE TABLE consent_sample (
  id uuid PRIMARY KEY,
  lead_entry_id uuid NOT NULL UNIQUE REFERENCES consent_lead_entry (id),
  pupil_id uuid NOT NULL REFERENCES person (id),
  group_id uuid NOT NULL REFERENCES school_group (id),
  -- 'YYYY-MM', the month in which it was entered.
  month text NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
  drawn_at timestamptz NOT NULL
);
CREATE TABLE consent_sample_check (
  sample_id uuid PRIMARY KEY REFERENCES consent_sample (id),
  outcome text NOT NULL CHECK (outcome IN ('matches', 'differs')),
  checked_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- The head's decision, once and dated, whether a text of the time before covers this platform.
CREATE TABLE consent_older_text (
  id uuid PRIMARY KEY,
  purpose text NOT NULL,
  -- As it stands in the column of the file: '2023', 'Fassung 2'.
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  in_use_from date NOT NULL,
  in_use_until date NOT NULL CHECK (in_use_until >= in_use_from),
  covers boolean NOT NULL,
  -- The text of today that it is taken to be as good as.
  document_version_id uuid NOT NULL REFERENCES document_version (id),
  decided_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX consent_older_text_once ON consent_older_text (purpose, lower(label));
ALTER TABLE consent_declaration
  ADD COLUMN form_id uuid REFERENCES consent_form (id),
  ADD COLUMN lead_entry_id uuid REFERENCES consent_lead_entry (id),
  ADD COLUMN older_text_id uuid REFERENCES consent_older_text (id);
