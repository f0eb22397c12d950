-- What the last try of a date brought, in numbers by word, and the kind of the error that broke it off (never its message: that could carry names).
ALTER TABLE recurring_run ADD COLUMN result jsonb, ADD COLUMN problem text;
