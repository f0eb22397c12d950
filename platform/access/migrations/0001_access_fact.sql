-- What opens or closes a door: one table for all facts (amendment B1). A fact is about a person or a module, never both.
-- Rows are written only through platform/access/facts.ts, in the transaction of the record they follow from.
CREATE TABLE access_fact (
  id uuid PRIMARY KEY,
  person_id uuid,
  module_id text,
  kind text NOT NULL,
  key text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  source_module text NOT NULL,
  source_id text NOT NULL,
  CHECK ((person_id IS NULL) <> (module_id IS NULL)),
  CHECK (valid_until IS NULL OR valid_from < valid_until)
);
CREATE UNIQUE INDEX access_fact_once ON access_fact (source_module, source_id, kind, key, coalesce(person_id::text, module_id));
CREATE INDEX access_fact_person ON access_fact (person_id);
CREATE INDEX access_fact_holders ON access_fact (kind, key, person_id);
