-- A letter carries the key module's signature over what it says and whom it is for. Letters of an evaluation that was made
-- before have none and no longer open.
ALTER TABLE casework.letter ADD COLUMN signature BYTEA NOT NULL DEFAULT '\x', ADD COLUMN signature_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE casework.letter ALTER COLUMN signature DROP DEFAULT, ALTER COLUMN signature_version DROP DEFAULT;
