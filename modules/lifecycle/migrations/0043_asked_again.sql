-- Art. 17: where the head did not agree, the family can bring a new reason. Each asking is a round with a decision of its own.
ALTER TABLE early_purge_decision DROP CONSTRAINT early_purge_decision_pkey, DROP CONSTRAINT early_purge_decision_deletion_id_fkey;
ALTER TABLE early_purge DROP CONSTRAINT early_purge_pkey, ADD COLUMN round int NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE early_purge ALTER COLUMN round DROP DEFAULT, ADD PRIMARY KEY (deletion_id, round);
ALTER TABLE early_purge_decision ADD COLUMN round int NOT NULL DEFAULT 1;
ALTER TABLE early_purge_decision ALTER COLUMN round DROP DEFAULT, ADD PRIMARY KEY (deletion_id, round),
  ADD FOREIGN KEY (deletion_id, round) REFERENCES early_purge (deletion_id, round);
