-- Ways from the largest tables to the people in them: asked for by everybody who reads what is stored about them, and by export and erasure. Without an
-- index each such reading scans the journal of a year and the sign-outs of a whole school (bench/stored.ts).
CREATE INDEX journal_entry_actor ON journal_entry (actor);
CREATE INDEX journal_entry_subject ON journal_entry (subject);
CREATE INDEX session_end_by ON session_end (ended_by);
CREATE INDEX task_completion_by ON task_completion (completed_by);
CREATE INDEX access_slip_maker ON access_slip (made_by);
