-- What the commission asked for is sent in the system: a supplement answers one request about a packet, and its pieces go
-- with that packet, under its keys and consents (docs/decisions/073).
CREATE UNIQUE INDEX letter_recipient_organisation_id_packet_id_id_key ON casework.letter (recipient_organisation_id, packet_id, id);

CREATE TABLE casework.supplement (
  id UUID NOT NULL,
  organisation_id UUID NOT NULL,
  case_id UUID NOT NULL,
  packet_id UUID NOT NULL,
  letter_id UUID NOT NULL,
  number INTEGER NOT NULL,
  pieces INTEGER NOT NULL,
  manifest_sha256 BYTEA NOT NULL,
  sender_signature BYTEA NOT NULL,
  signature_version INTEGER NOT NULL,
  sent_by UUID NOT NULL,
  sent_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT supplement_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX supplement_organisation_id_packet_id_id_key ON casework.supplement (organisation_id, packet_id, id);
CREATE UNIQUE INDEX supplement_packet_id_number_key ON casework.supplement (packet_id, number);
-- A request is answered once.
CREATE UNIQUE INDEX supplement_letter_id_key ON casework.supplement (letter_id);
ALTER TABLE casework.supplement ADD CONSTRAINT supplement_organisation_id_case_id_packet_id_fkey
  FOREIGN KEY (organisation_id, case_id, packet_id) REFERENCES casework.packet (organisation_id, case_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
-- The letter is one about this packet, and was sent to this organisation.
ALTER TABLE casework.supplement ADD CONSTRAINT supplement_organisation_id_packet_id_letter_id_fkey
  FOREIGN KEY (organisation_id, packet_id, letter_id) REFERENCES casework.letter (recipient_organisation_id, packet_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE casework.packet_document ADD COLUMN supplement_id UUID;
ALTER TABLE casework.packet_document ADD CONSTRAINT packet_document_organisation_id_packet_id_supplement_id_fkey
  FOREIGN KEY (organisation_id, packet_id, supplement_id) REFERENCES casework.supplement (organisation_id, packet_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------ the third net
ALTER TABLE casework.supplement ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.supplement FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON casework.supplement TO linden_app;

-- Whether she agrees, today and in full, to everything that a packet as a whole stands on; as far as the actor sees it.
CREATE FUNCTION casework.packet_consented(packet_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = $1 AND p.withdrawn_at IS NULL
         AND p.expires_on IS NOT DISTINCT FROM casework.expiry_of(p.id))
       AND EXISTS (SELECT 1 FROM casework.packet_consent s WHERE s.packet_id = $1 AND NOT s.own_key)
       AND NOT EXISTS (SELECT 1 FROM casework.packet_consent s
                       WHERE s.packet_id = $1 AND NOT s.own_key AND NOT casework.consented(s.case_id, s.purpose)) $$;

CREATE POLICY both_sides ON casework.supplement FOR SELECT TO linden_app
  USING (packet_id IN (SELECT p.id FROM casework.packet p));
CREATE POLICY answered ON casework.supplement FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND sent_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = packet_id AND p.accepted_at IS NOT NULL AND p.state = 'accepted')
    AND EXISTS (SELECT 1 FROM casework.letter l WHERE l.id = letter_id AND l.kind = 'request' AND l.opened_at IS NOT NULL)
    AND casework.packet_consented(packet_id));

-- Adding a piece to a packet that the commission has is the disclosure: it is part of an answer of the member who adds it, while
-- she agrees to what the packet and this piece stand on. A packet that has left takes no other documents.
CREATE POLICY added ON casework.packet_document AS RESTRICTIVE FOR INSERT TO linden_app
  WITH CHECK (CASE WHEN supplement_id IS NULL
    THEN EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = packet_id AND p.referred_at IS NULL)
    ELSE compartment = 'legal'
      AND EXISTS (SELECT 1 FROM casework.supplement u WHERE u.id = supplement_id AND u.sent_by = (SELECT directory.actor_id()))
      AND casework.packet_consented(packet_id)
      AND (packet_consent_id IS NULL OR EXISTS (SELECT 1 FROM casework.packet_consent s
             WHERE s.id = packet_consent_id AND s.withdrawn_at IS NULL AND casework.consented(s.case_id, s.purpose))) END);

-- How many supplements each version of the signing key stands on, for who retires a key.
CREATE POLICY counted_by_operators ON casework.supplement FOR SELECT TO linden_owner
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE VIEW keys.supplement_signature_use WITH (security_barrier) AS
  SELECT signature_version AS version, count(*)::int AS supplements FROM casework.supplement GROUP BY signature_version;
GRANT SELECT ON keys.supplement_signature_use TO linden_auth;

-- How a task ended that is not simply ticked off, and the words for it.
ALTER TABLE casework.task ADD COLUMN outcome TEXT, ADD COLUMN outcome_ct BYTEA;
