-- What the school itself says in its registers (X6): dated, with who, and what was said before stays.
-- The legal basis of a processing is the option `legal_basis`; here are the remarks beside it.
CREATE TABLE processing_remark (
  id uuid PRIMARY KEY,
  module text NOT NULL,
  remark text NOT NULL,
  entered_by uuid NOT NULL REFERENCES person (id),
  entered_at timestamptz NOT NULL
);
CREATE INDEX processing_remark_newest ON processing_remark (module, entered_at DESC, id DESC);

-- Measures that people keep, beside those that the platform can show of itself.
CREATE TABLE own_measure (
  id uuid PRIMARY KEY,
  topic text NOT NULL,
  measure text NOT NULL,
  entered_by uuid NOT NULL REFERENCES person (id),
  entered_at timestamptz NOT NULL
);
CREATE TABLE own_measure_end (
  measure_id uuid PRIMARY KEY REFERENCES own_measure (id),
  ended_by uuid NOT NULL REFERENCES person (id),
  ended_at timestamptz NOT NULL
);

-- Who processes data for the school. `covers`: services of the running server that the entry is about, as ["backup:s3.example.org"].
-- `is_own`: the school runs the service itself, on another machine; then there is no contract.
CREATE TABLE processor (
  id uuid PRIMARY KEY,
  is_own boolean NOT NULL,
  name text NOT NULL,
  service text NOT NULL,
  categories text NOT NULL,
  contract_on date,
  reference text NOT NULL,
  until_on date,
  covers jsonb NOT NULL,
  entered_by uuid NOT NULL REFERENCES person (id),
  entered_at timestamptz NOT NULL,
  CHECK (is_own = (contract_on IS NULL))
);
CREATE TABLE processor_end (
  processor_id uuid PRIMARY KEY REFERENCES processor (id),
  ended_on date NOT NULL,
  ended_by uuid NOT NULL REFERENCES person (id),
  ended_at timestamptz NOT NULL
);
