-- Whoever rotates the host's keys signs every row of the directory again, links and recovery keys too, and counts what still
-- needs an old version. Only the signature changes; a false one does not hold.
GRANT UPDATE (entry_version, entry_signature) ON directory.second_factor, directory.invitation, keys.recovery_key TO linden_auth;
CREATE POLICY signed_again ON keys.recovery_key FOR UPDATE TO linden_auth USING (true) WITH CHECK (true);

CREATE POLICY counted_by_operators ON audit.checkpoint FOR SELECT TO linden_owner
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE VIEW keys.checkpoint_signature_use WITH (security_barrier) AS
  SELECT key_version AS version, count(*)::int AS checkpoints FROM audit.checkpoint GROUP BY key_version;
GRANT SELECT ON keys.checkpoint_signature_use TO linden_auth;
