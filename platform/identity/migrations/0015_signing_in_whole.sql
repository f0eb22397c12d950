-- Slips a teacher gives for a forgotten password live for minutes (A5); printed ones for days (A4).
ALTER TABLE access_slip ADD COLUMN kind text NOT NULL DEFAULT 'printed' CHECK (kind IN ('printed', 'teacher'));
-- What the pupil said about a slip that a teacher made: it stays on Heute until then (A5). One answer per slip.
CREATE TABLE access_slip_answer (
  slip_id uuid PRIMARY KEY REFERENCES access_slip (id) ON DELETE CASCADE,
  answer text NOT NULL CHECK (answer IN ('mine', 'not_mine')),
  at timestamptz NOT NULL
);
-- A device handed over closes the same doors as one that was lost (R8.2); a slip the owner did not ask for voids what was chosen with it.
ALTER TABLE credential_voided DROP CONSTRAINT credential_voided_reason_check;
ALTER TABLE credential_voided ADD CONSTRAINT credential_voided_reason_check CHECK (reason IN ('device_lost', 'device_handed_over', 'slip_denied'));
-- The second proof of a parent (R8.2): beside the old password, and for half an hour, the child may choose a new one.
CREATE TABLE renewal_confirmation (
  id uuid PRIMARY KEY,
  voided_id uuid NOT NULL REFERENCES credential_voided (id) ON DELETE CASCADE,
  confirmed_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX renewal_confirmation_voided ON renewal_confirmation (voided_id);
-- QR cards for the first grades (A6): keyed hashes of the code on the card and of its three pictures in their order.
CREATE TABLE sign_in_card (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL UNIQUE,
  pictures_hash bytea NOT NULL,
  made_by uuid REFERENCES person (id),
  made_at timestamptz NOT NULL
);
CREATE INDEX sign_in_card_person ON sign_in_card (person_id);
CREATE TABLE sign_in_card_end (
  card_id uuid PRIMARY KEY REFERENCES sign_in_card (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('replaced', 'revoked')),
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- "Klasse anmelden": for a quarter of an hour the cards of a class open the platform (A6).
CREATE TABLE class_sign_in (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES school_group (id),
  opened_by uuid REFERENCES person (id),
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL
);
CREATE INDEX class_sign_in_group ON class_sign_in (group_id, closes_at);
CREATE TABLE class_sign_in_end (
  class_sign_in_id uuid PRIMARY KEY REFERENCES class_sign_in (id) ON DELETE CASCADE,
  ended_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
-- Who came in while it was open: for the teacher in front of the class, and gone with the session.
CREATE TABLE class_sign_in_use (
  session_id uuid PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  class_sign_in_id uuid NOT NULL REFERENCES class_sign_in (id) ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX class_sign_in_use_of ON class_sign_in_use (class_sign_in_id);
