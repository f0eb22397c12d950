-- Offices, appointments and releases: written acts with a beginning and an end; rights are derived from them (R4.1, RP.1).
CREATE TABLE office_term (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  office text NOT NULL CHECK (office IN ('head', 'deputy', 'officer', 'council')),
  from_on date NOT NULL,
  until_on date,
  named_by uuid REFERENCES person (id),
  named_at timestamptz NOT NULL
);
CREATE INDEX office_term_person ON office_term (person_id);
CREATE TABLE office_term_end (
  office_term_id uuid PRIMARY KEY REFERENCES office_term (id),
  ended_by uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE TABLE appointment (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  task text NOT NULL,
  from_on date NOT NULL,
  until_on date,
  is_deputy boolean NOT NULL,
  appointed_by uuid NOT NULL REFERENCES person (id),
  in_representation boolean NOT NULL,
  appointed_at timestamptz NOT NULL
);
CREATE INDEX appointment_person ON appointment (person_id);
CREATE TABLE appointment_end (
  appointment_id uuid PRIMARY KEY REFERENCES appointment (id),
  ended_by uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE TABLE module_release (
  id uuid PRIMARY KEY,
  module text NOT NULL,
  manifest_version int NOT NULL,
  manifest_hash text NOT NULL,
  released_by uuid NOT NULL REFERENCES person (id),
  in_representation boolean NOT NULL,
  released_at timestamptz NOT NULL
);
CREATE TABLE module_release_end (
  module_release_id uuid PRIMARY KEY REFERENCES module_release (id),
  ended_by uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL
);
