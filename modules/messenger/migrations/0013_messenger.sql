-- Rooms. last_seq counts everything that happens in a room (posts, edits, removals) and is raised in the batch's transaction (B4).
CREATE TABLE messenger_room (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('group', 'direct')),
  group_id uuid UNIQUE REFERENCES school_group (id),
  direct_key text UNIQUE,
  last_seq bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  CHECK ((kind = 'group') = (group_id IS NOT NULL)),
  CHECK ((kind = 'direct') = (direct_key IS NOT NULL))
);
CREATE TABLE messenger_direct_member (
  room_id uuid NOT NULL REFERENCES messenger_room (id),
  person_id uuid NOT NULL REFERENCES person (id),
  PRIMARY KEY (room_id, person_id)
);
CREATE INDEX messenger_direct_member_person ON messenger_direct_member (person_id);
-- A message is (room, seq): its place in the room, the same for everybody. changed_seq is the last thing that happened to it: who was away asks for
-- changed_seq > what they know. author_id is empty once the author's account was purged.
CREATE TABLE messenger_message (
  room_id uuid NOT NULL REFERENCES messenger_room (id),
  seq bigint NOT NULL,
  changed_seq bigint NOT NULL,
  author_id uuid REFERENCES person (id),
  client_id uuid NOT NULL,
  body text NOT NULL CHECK (length(body) <= 4000),
  posted_at timestamptz NOT NULL,
  edited_at timestamptz,
  removed_at timestamptz,
  words tsvector GENERATED ALWAYS AS (to_tsvector('german', body)) STORED,
  PRIMARY KEY (room_id, seq),
  CHECK (seq <= changed_seq),
  CHECK (removed_at IS NULL OR body = '')
);
-- A client's own number makes a retry harmless (B14).
CREATE UNIQUE INDEX messenger_message_client ON messenger_message (author_id, room_id, client_id);
CREATE UNIQUE INDEX messenger_message_changed ON messenger_message (room_id, changed_seq);
-- Search: by word, and by any part of a word (German compounds). The room stands in both indexes, so that a search costs what the reader's own rooms
-- hold and not what the school holds.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX messenger_message_words ON messenger_message USING gin (room_id, words);
CREATE INDEX messenger_message_parts ON messenger_message USING gin (room_id, lower(body) gin_trgm_ops);
-- New rows wait in a list before they are sorted into these indexes, and whoever fills the list would have to wait for the sorting. So the messenger sorts
-- it in beside the messages, every second in which something was posted. Only an index's owner may do that, hence SECURITY DEFINER; it touches nothing else.
CREATE FUNCTION messenger_settle_search() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT gin_clean_pending_list('messenger_message_words'), gin_clean_pending_list('messenger_message_parts'); $$;
-- What a message said before its author edited or removed it: kept for reports (R9a.3), then gone with the message.
CREATE TABLE messenger_revision (
  id uuid PRIMARY KEY,
  room_id uuid NOT NULL,
  seq bigint NOT NULL,
  author_id uuid NOT NULL REFERENCES person (id),
  body text NOT NULL,
  replaced_at timestamptz NOT NULL,
  FOREIGN KEY (room_id, seq) REFERENCES messenger_message (room_id, seq)
);
CREATE INDEX messenger_revision_message ON messenger_revision (room_id, seq);
CREATE INDEX messenger_revision_author ON messenger_revision (author_id);
-- How far a person has read: for that person only (R6.2).
CREATE TABLE messenger_read_position (
  room_id uuid NOT NULL REFERENCES messenger_room (id),
  person_id uuid NOT NULL REFERENCES person (id),
  seq bigint NOT NULL,
  PRIMARY KEY (room_id, person_id)
);
CREATE INDEX messenger_read_position_person ON messenger_read_position (person_id);
-- Drafts are kept by the server, so nothing lies in a shared browser (A7).
CREATE TABLE messenger_draft (
  room_id uuid NOT NULL REFERENCES messenger_room (id),
  person_id uuid NOT NULL REFERENCES person (id),
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (room_id, person_id)
);
CREATE INDEX messenger_draft_person ON messenger_draft (person_id);
-- Who answers for a room, and whom to write to: asked with every batch and every search for people, at any size of school.
CREATE INDEX membership_responsible ON membership (group_id) INCLUDE (person_id) WHERE role <> 'member';
CREATE INDEX person_staff_name ON person USING gin (lower(given_name || ' ' || family_name) gin_trgm_ops) WHERE type IN ('teacher', 'staff');
