-- Acts that take something away, on their way into the ledger file beside the data (B5). A row leaves when the file holds it durably.
CREATE TABLE ledger_outbox (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  entry jsonb NOT NULL,
  at timestamptz NOT NULL
);
-- How far the file was durable when the outbox was last emptied: what is torn beyond it never counted, what is missing before it was taken.
CREATE TABLE ledger_position (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  lines bigint NOT NULL,
  seal bytea NOT NULL,
  at timestamptz NOT NULL
);
