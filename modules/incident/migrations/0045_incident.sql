-- An incident (Datenschutzvorfall, X8). What follows from its records and is asked for often: since when it is closed; empty while it is open.
CREATE TABLE incident (
  id uuid PRIMARY KEY,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX incident_opened ON incident (opened_at DESC, id DESC);
CREATE INDEX incident_closed ON incident (closed_at);
-- The two fields anybody of the staff fills in: what, and since when it is known.
CREATE TABLE incident_suspicion (
  case_id uuid PRIMARY KEY REFERENCES incident (id) ON DELETE CASCADE,
  what text NOT NULL CHECK (length(what) BETWEEN 1 AND 4000),
  detected_at timestamptz NOT NULL,
  raised_by uuid REFERENCES person (id),
  at timestamptz NOT NULL,
  CHECK (detected_at <= at)
);
-- Another beginning of the 72 hours: never changed, only said anew, with a reason.
CREATE TABLE incident_detection (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  detected_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL,
  CHECK (detected_at <= at)
);
CREATE INDEX incident_detection_case ON incident_detection (case_id, id);
CREATE TABLE incident_description (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  happened text NOT NULL CHECK (length(happened) BETWEEN 1 AND 8000),
  categories jsonb NOT NULL,
  persons int CHECK (persons >= 0),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX incident_description_case ON incident_description (case_id, id);
CREATE TABLE incident_affected (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES person (id),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX incident_affected_case ON incident_affected (case_id, id);
CREATE INDEX incident_affected_person ON incident_affected (person_id);
CREATE TABLE incident_affected_removal (
  affected_id uuid PRIMARY KEY REFERENCES incident_affected (id) ON DELETE CASCADE,
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE TABLE incident_measure (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  taken_on date NOT NULL,
  measure text NOT NULL CHECK (length(measure) BETWEEN 1 AND 2000),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX incident_measure_case ON incident_measure (case_id, id);
CREATE TABLE incident_assessment (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  risk text NOT NULL CHECK (risk IN ('none', 'risk', 'high')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX incident_assessment_case ON incident_assessment (case_id, id);
-- Two questions: is the authority told, are the people concerned told. The newest answer counts.
CREATE TABLE incident_decision (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  question text NOT NULL CHECK (question IN ('authority', 'affected')),
  is_yes boolean NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  in_representation boolean NOT NULL,
  decided_by uuid REFERENCES person (id),
  at timestamptz NOT NULL
);
CREATE INDEX incident_decision_case ON incident_decision (case_id, id);
-- That it was done: when, under which number, and why so late after 72 hours.
CREATE TABLE incident_report (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  question text NOT NULL CHECK (question IN ('authority', 'affected')),
  reported_at timestamptz NOT NULL,
  reference text CHECK (length(reference) BETWEEN 1 AND 100),
  delay_reason text CHECK (length(delay_reason) BETWEEN 1 AND 2000),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL,
  CHECK (reported_at <= at)
);
CREATE INDEX incident_report_case ON incident_report (case_id, id);
-- An alarm rings once in the whole school, whichever process comes first, also when it was late.
CREATE TABLE incident_alarm (
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  hours int NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, hours)
);
CREATE TABLE incident_turn (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('closed', 'reopened')),
  reason text CHECK (length(reason) BETWEEN 1 AND 2000),
  recorded_by uuid REFERENCES person (id),
  at timestamptz NOT NULL,
  CHECK (kind = 'closed' OR reason IS NOT NULL)
);
CREATE INDEX incident_turn_case ON incident_turn (case_id, id);
