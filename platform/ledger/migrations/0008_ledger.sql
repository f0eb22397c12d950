-- Acts that take something away, on their way into the ledger file beside the data (B5). A row leaves when the file holds it durably.
CREATE TABLE ledger_outbox (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  entry jsonb NOT NULL,
  at timestamptz NOT NULL
);
