-- What may be written across organisations is about a packet that one sent to the other, and about nothing else of either.

-- Whose data an event is about: the actor's own organisation's; that of a CSO, where the event names a packet, or a file on a packet, that
-- the actor's commission received and that she sees, and no other case or consent; any, of no case, for who sets organisations up.
CREATE FUNCTION audit.concerns_actor(organisation uuid, of_case uuid, consent uuid, kind text, resource uuid) RETURNS boolean
LANGUAGE sql STABLE AS
  $$ SELECT organisation = directory.actor_organisation()
       OR (directory.actor_kind() = 'host' AND directory.actor_has('operator') AND of_case IS NULL AND consent IS NULL)
       OR (directory.actor_kind() = 'commission' AND EXISTS (SELECT 1 FROM casework.packet p
             WHERE p.organisation_id = organisation AND p.recipient_organisation_id = directory.actor_organisation()
               AND p.referred_at IS NOT NULL AND (of_case IS NULL OR p.case_id = of_case)
               AND (consent IS NULL OR p.consent_id = consent)
               AND (kind = 'Packet' AND p.id = resource
                 OR kind = 'ReviewFile' AND EXISTS (SELECT 1 FROM casework.review_file f WHERE f.id = resource AND f.packet_id = p.id)))) $$;
ALTER POLICY recorded ON audit.event
  WITH CHECK (actor_id = (SELECT directory.actor_id()) AND actor_organisation_id = (SELECT directory.actor_organisation())
    AND audit.concerns_actor(organisation_id, case_id, consent_id, resource_kind, resource_id));
DROP FUNCTION audit.concerns_actor(uuid);

-- Whom a notice reaches: a colleague; of a packet, who sent it, by the commission that received it; and who took it in or asked for
-- something there, by the organisation that sent it. As the policies show packets and their events to the actor.
CREATE FUNCTION casework.may_tell(organisation uuid, member uuid, kind text, subject_kind text, subject uuid) RETURNS boolean
LANGUAGE sql STABLE AS
  $$ SELECT organisation = directory.actor_organisation()
       OR (subject_kind = 'Packet' AND directory.actor_kind() = 'commission' AND kind IN ('letter_ready', 'packet_state')
         AND EXISTS (SELECT 1 FROM casework.packet p
           WHERE p.id = subject AND p.organisation_id = organisation AND p.recipient_organisation_id = directory.actor_organisation()
             AND p.referred_at IS NOT NULL AND member = COALESCE(p.referred_by, p.frozen_by)))
       OR (subject_kind = 'Packet' AND directory.actor_kind() = 'cso' AND kind IN ('documents_came', 'documents_told')
         AND EXISTS (SELECT 1 FROM casework.packet p JOIN casework.packet_event e ON e.packet_id = p.id
           WHERE p.id = subject AND p.organisation_id = directory.actor_organisation() AND p.recipient_organisation_id = organisation
             AND p.referred_at IS NOT NULL AND e.recorded_by = member AND e.source = 'system')) $$;
ALTER POLICY told ON casework.notification
  WITH CHECK (casework.may_tell(organisation_id, member_id, kind, subject_kind, subject_id));
