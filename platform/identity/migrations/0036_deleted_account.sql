-- A deleted account can be restored for 90 days (R12.4). Until then nobody meets its name: the name lies sealed here, and the row says "Gelöschtes Konto".
ALTER TABLE person ADD COLUMN deleted_on date;
CREATE TABLE deleted_account (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  -- First and family name, and the last day that stood there before; opened by a restore only.
  sealed bytea NOT NULL,
  exit_before date
);
CREATE INDEX person_deleted ON person (deleted_on) WHERE deleted_on IS NOT NULL;
-- Whom rows point to that outlive their person: what was written in shared rooms, and who decided for the school.
INSERT INTO person (id, type, given_name, family_name, account_name, entered_on, exit_on, source, source_id, created_at, deleted_on)
VALUES ('00000000-0000-7000-8000-00000000dead', 'other', 'Gelöschtes', 'Konto', '-', '1970-01-01', '1970-01-01', 'schulhof', 'deleted', '1970-01-01 00:00:00+00', '1970-01-01');
-- Rows that point to a person who goes: each is looked for once for every person that is erased.
CREATE INDEX class_sign_in_use_person ON class_sign_in_use (person_id);
