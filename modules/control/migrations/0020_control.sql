-- What the probes of the page Kontrolle found, one row per probe and run (X16). `finding` is a code or the name of an operation, never a person.
CREATE TABLE control_probe_run (
  id uuid PRIMARY KEY,
  probe text NOT NULL,
  passed boolean NOT NULL,
  checked int NOT NULL,
  finding text,
  ran_at timestamptz NOT NULL
);
CREATE INDEX control_probe_run_newest ON control_probe_run (probe, ran_at DESC, id DESC);
