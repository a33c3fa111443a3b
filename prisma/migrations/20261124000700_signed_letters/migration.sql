-- A letter carries the key module's signature over what it says and whom it is for. Letters of an evaluation that was made
-- before have none and no longer open.
ALTER TABLE casework.letter ADD COLUMN signature BYTEA NOT NULL DEFAULT '\x', ADD COLUMN signature_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE casework.letter ALTER COLUMN signature DROP DEFAULT, ALTER COLUMN signature_version DROP DEFAULT;

-- How many letters each version of the signing key stands on, for who retires a key.
CREATE POLICY counted_by_operators ON casework.letter FOR SELECT TO linden_owner
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE VIEW keys.letter_signature_use WITH (security_barrier) AS
  SELECT signature_version AS version, count(*)::int AS letters FROM casework.letter GROUP BY signature_version;
GRANT SELECT ON keys.letter_signature_use TO linden_auth;
