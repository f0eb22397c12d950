-- Offices named by the head with a term, outside persons with a reference, reviews, accounts for others, root custody, the self-test of the machine.
ALTER TABLE office_term DROP CONSTRAINT office_term_office_check;
ALTER TABLE office_term ADD CONSTRAINT office_term_office_check CHECK (office IN ('head', 'deputy', 'officer', 'council', 'inspector'));
ALTER TABLE office_term ADD COLUMN in_representation boolean NOT NULL DEFAULT false;
ALTER TABLE office_term ADD COLUMN reference text;
-- Null: ended at once. A day: the term goes on to the end of that day (the successor begins after it).
ALTER TABLE office_term_end ADD COLUMN last_on date;
ALTER TABLE appointment ADD COLUMN reference text;
CREATE TABLE appointment_review (
  id uuid PRIMARY KEY,
  appointment_id uuid NOT NULL REFERENCES appointment (id),
  reviewed_by uuid NOT NULL REFERENCES person (id),
  in_representation boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX appointment_review_of ON appointment_review (appointment_id);
ALTER TABLE module_release ADD COLUMN categories jsonb;
CREATE TABLE module_release_confirmation (
  module_release_id uuid NOT NULL REFERENCES module_release (id),
  confirmed_by uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (module_release_id, confirmed_by)
);
-- R10.2: accounts of persons near the school, only by a decision of the head. A request about somebody who has an account asks for a longer term.
CREATE TABLE other_request (
  id uuid PRIMARY KEY,
  person_id uuid REFERENCES person (id),
  given_name text NOT NULL,
  family_name text NOT NULL,
  role_name text NOT NULL,
  reason text NOT NULL,
  wants_mailbox boolean NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  requested_by uuid NOT NULL REFERENCES person (id),
  requested_at timestamptz NOT NULL
);
CREATE INDEX other_request_person ON other_request (person_id);
CREATE TABLE other_decision (
  request_id uuid PRIMARY KEY REFERENCES other_request (id),
  is_granted boolean NOT NULL,
  person_id uuid REFERENCES person (id),
  from_on date,
  until_on date,
  decided_by uuid NOT NULL REFERENCES person (id),
  in_representation boolean NOT NULL,
  decided_at timestamptz NOT NULL,
  CHECK (is_granted = (until_on IS NOT NULL AND person_id IS NOT NULL))
);
CREATE INDEX other_decision_person ON other_decision (person_id);
-- R4.3: who holds the sealed root credential, where, since when.
CREATE TABLE custody_term (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  place text NOT NULL,
  from_on date NOT NULL,
  named_by uuid NOT NULL REFERENCES person (id),
  in_representation boolean NOT NULL,
  named_at timestamptz NOT NULL
);
CREATE INDEX custody_term_person ON custody_term (person_id);
CREATE TABLE custody_end (
  custody_term_id uuid PRIMARY KEY REFERENCES custody_term (id),
  successor_id uuid REFERENCES custody_term (id),
  ended_by uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE TABLE custody_declaration (
  id uuid PRIMARY KEY,
  custody_term_id uuid NOT NULL REFERENCES custody_term (id),
  at timestamptz NOT NULL
);
CREATE INDEX custody_declaration_of ON custody_declaration (custody_term_id);
CREATE TABLE root_event (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('use', 'rotation', 'compromise')),
  happened_on date NOT NULL,
  reason text NOT NULL,
  recorded_by uuid NOT NULL REFERENCES person (id),
  recorded_at timestamptz NOT NULL
);
CREATE TABLE host_check (
  id uuid PRIMARY KEY,
  findings jsonb NOT NULL,
  asked_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
