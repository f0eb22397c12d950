-- Each due date of a recurring job runs once, also when the machine was off (B9).
CREATE TABLE recurring_run (
  name text NOT NULL,
  due_on date NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (name, due_on)
);
-- What has to be done as soon as possible: sent in the transaction it follows from, gone when it is done. The body carries ids only.
CREATE TABLE job (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  body jsonb NOT NULL,
  sent_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL
);
CREATE INDEX job_due ON job (due_at, id);
-- Every try is written before it begins, in a transaction of its own: a job that takes the process down with it still counts its tries.
CREATE TABLE job_try (
  job_id uuid NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  number int NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (job_id, number)
);
-- Jobs that were given up. `problem` is the kind of the last error, never its message: that could carry names.
CREATE TABLE job_failure (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  body jsonb NOT NULL,
  sent_at timestamptz NOT NULL,
  given_up_at timestamptz NOT NULL,
  tries int NOT NULL,
  problem text NOT NULL
);
