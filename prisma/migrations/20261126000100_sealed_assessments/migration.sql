-- What a reviewer thinks of a criterion is deliberation: it is sealed with her words. Notes from before keep their open
-- answer until they are written again, because a migration holds no key.
ALTER TABLE casework.review_note ALTER COLUMN assessment DROP NOT NULL;
ALTER TABLE casework.review_note ADD COLUMN assessment_ct BYTEA;
ALTER TABLE casework.review_note ADD CONSTRAINT review_note_assessment_somewhere CHECK (num_nonnulls(assessment, assessment_ct) = 1);
