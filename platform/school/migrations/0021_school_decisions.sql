-- A deputy decides in representation of the head, and it is written down as such (A8).
ALTER TABLE option_decision ADD COLUMN in_representation boolean NOT NULL DEFAULT false;
