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
-- seq is the place in the room, changed_seq the last thing that happened to it: who was away asks for changed_seq > what they know.
CREATE TABLE messenger_message (
  room_id uuid NOT NULL REFERENCES messenger_room (id),
  seq bigint NOT NULL,
  changed_seq bigint NOT NULL,
  id uuid NOT NULL UNIQUE,
  author_id uuid NOT NULL REFERENCES person (id),
  client_id uuid NOT NULL,
  body text NOT NULL,
  posted_at timestamptz NOT NULL,
  edited_at timestamptz,
  removed_at timestamptz,
  words tsvector GENERATED ALWAYS AS (to_tsvector('german', body)) STORED,
  PRIMARY KEY (room_id, seq),
  UNIQUE (author_id, room_id, client_id)
);
CREATE UNIQUE INDEX messenger_message_changed ON messenger_message (room_id, changed_seq);
CREATE INDEX messenger_message_words ON messenger_message USING gin (words);
CREATE INDEX messenger_message_trgm ON messenger_message USING gin (lower(body) gin_trgm_ops);
-- What a message said before it was edited or removed by its author: kept for reports (R9a.3), then gone with the message.
CREATE TABLE messenger_revision (
  id uuid PRIMARY KEY,
  message_id uuid NOT NULL REFERENCES messenger_message (id),
  body text NOT NULL,
  replaced_at timestamptz NOT NULL
);
CREATE INDEX messenger_revision_message ON messenger_revision (message_id);
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
  body text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (room_id, person_id)
);
CREATE INDEX messenger_draft_person ON messenger_draft (person_id);
