-- R4.2: whether the password is shorter than an office needs, seen when it was chosen or typed last; null: not seen since this was asked. Never its length.
ALTER TABLE credential ADD COLUMN is_short boolean;
