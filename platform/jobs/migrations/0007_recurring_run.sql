-- Each due date of a recurring job runs once, also when the machine was off (B9).
CREATE TABLE recurring_run (
  name text NOT NULL,
  due_on date NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (name, due_on)
);
