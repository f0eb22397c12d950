-- One row per import identity (source, source_id), one account and one type per person (amendment B12).
-- The birth date is never stored: only the day of majority (requirements 3.0).
CREATE TABLE person (
  id uuid PRIMARY KEY,
  type text NOT NULL CHECK (type IN ('pupil', 'teacher', 'staff', 'parent', 'other', 'guest')),
  given_name text NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
  family_name text NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
  account_name text NOT NULL UNIQUE,
  majority_on date,
  entered_on date NOT NULL,
  exit_on date,
  source text NOT NULL,
  source_id text NOT NULL,
  access_version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  UNIQUE (source, source_id)
);
-- Earlier times at this school of somebody who came back: what was consented to then does not come back with them (R2.1).
CREATE TABLE past_stay (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  from_on date NOT NULL,
  until_on date NOT NULL
);
CREATE INDEX past_stay_person ON past_stay (person_id);
ALTER TABLE access_fact ADD FOREIGN KEY (person_id) REFERENCES person (id);
-- Names are looked up by their beginning and by similarity, without regard to case (people search, 500 to 50,000 people).
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX person_name_trgm ON person USING gin (lower(given_name || ' ' || family_name) gin_trgm_ops);

-- Groups live over the years; each year gives them a label (amendment B11).
CREATE TABLE school_group (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('class', 'year', 'course', 'staff', 'project')),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 3 AND 200),
  created_at timestamptz NOT NULL,
  ended_on date
);
CREATE TABLE group_label (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES school_group (id),
  school_year text NOT NULL,
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  UNIQUE (group_id, school_year)
);
CREATE INDEX group_label_by_year ON group_label (school_year, label);
-- Never overwritten: who leaves gets an end, who comes back a new row. `until_on` is the last day.
CREATE TABLE membership (
  id uuid PRIMARY KEY,
  group_id uuid NOT NULL REFERENCES school_group (id),
  person_id uuid NOT NULL REFERENCES person (id),
  role text NOT NULL CHECK (role IN ('member', 'lead', 'responsible')),
  from_on date NOT NULL,
  until_on date,
  CHECK (until_on IS NULL OR until_on >= from_on - 1)
);
CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_group ON membership (group_id) INCLUDE (person_id);
CREATE UNIQUE INDEX membership_once ON membership (group_id, person_id, role) WHERE until_on IS NULL;

CREATE TABLE guardianship (
  id uuid PRIMARY KEY,
  guardian_id uuid NOT NULL REFERENCES person (id),
  ward_id uuid NOT NULL REFERENCES person (id),
  kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'foster', 'other')),
  has_custody boolean NOT NULL,
  contact_ban boolean NOT NULL DEFAULT false,
  from_on date NOT NULL,
  until_on date,
  source text NOT NULL
);
CREATE INDEX guardianship_ward ON guardianship (ward_id);
CREATE INDEX guardianship_guardian ON guardianship (guardian_id);
