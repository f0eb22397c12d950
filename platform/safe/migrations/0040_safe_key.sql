-- Public halves of the keys that lie printed in the school's safe. The newest is in force; older ones tell which paper opens what was sealed before.
CREATE TABLE safe_key (
  id uuid PRIMARY KEY,
  public_key bytea NOT NULL UNIQUE CHECK (length(public_key) = 32),
  made_by uuid REFERENCES person (id),
  in_representation boolean NOT NULL,
  made_at timestamptz NOT NULL
);
