-- An index of parts of names keeps new entries in an unsorted list until the next VACUUM, and every search reads that list from end to end: after an import
-- it holds all staff. Staff come and go rarely, so they are sorted in at once.
ALTER INDEX person_staff_name SET (fastupdate = off);
SELECT gin_clean_pending_list('person_staff_name');
-- All staff in the order of a list: the first page costs the same however many there are.
CREATE INDEX person_staff_by_name ON person (family_name COLLATE "de-x-icu", given_name COLLATE "de-x-icu", id) WHERE type IN ('teacher', 'staff');
-- Staff whose name holds something like the asked words (a slip of the finger), by an index too. The operator reads its threshold from a setting; a
-- function carries that setting with it, so that no connection has to be prepared for it.
CREATE INDEX person_staff_similar ON person USING gin (lower(given_name || ' ' || family_name) gin_trgm_ops) WITH (fastupdate = off) WHERE type IN ('teacher', 'staff');
CREATE FUNCTION staff_named_like(query text) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 20 SET pg_trgm.word_similarity_threshold = 0.45 AS
  $$ SELECT id FROM person WHERE type IN ('teacher', 'staff') AND query <% lower(given_name || ' ' || family_name) $$;
