-- Since when she wants what `readiness` says, so that a case on which a legal officer is wanted shows how long it has waited.
-- Empty for what was recorded before.
ALTER TABLE casework.case_file ADD COLUMN readiness_since DATE;
