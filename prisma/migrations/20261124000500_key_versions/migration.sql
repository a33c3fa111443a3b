-- The operator's command that rotates the host's keys (app/features/keys) signs directory rows again and counts which rows
-- still need an old version. It acts as linden_auth for the host's operator; of packets it learns nothing but the counts.
GRANT UPDATE (entry_version, entry_signature) ON keys.vault TO linden_auth;

CREATE POLICY counted_by_operators ON casework.packet FOR SELECT TO linden_owner
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE VIEW keys.packet_signature_use WITH (security_barrier) AS
  SELECT signature_version AS version, count(*)::int AS packets FROM casework.packet GROUP BY signature_version;
GRANT SELECT ON keys.packet_signature_use TO linden_auth;
