-- Every consent that a packet stands on (docs/decisions/065): whatever ends one of them ends what stands on it.

-- The day in Prishtina, by the database's own clock: the application's clock is not asked here.
CREATE FUNCTION casework.today() RETURNS date LANGUAGE sql STABLE AS
  $$ SELECT (now() AT TIME ZONE 'Europe/Belgrade')::date $$;

-- The categories of data without which a purpose is not covered; tests/rls/consents.test.ts compares them with PURPOSES.
CREATE FUNCTION casework.purpose_needs(purpose text) RETURNS text[] LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE purpose
       WHEN 'open_file' THEN '{identity,contact,casework}'
       WHEN 'contact_phone' THEN '{contact}'
       WHEN 'contact_message' THEN '{contact}'
       WHEN 'contact_post' THEN '{contact}'
       WHEN 'contact_visit' THEN '{contact}'
       WHEN 'contact_trusted_person' THEN '{contact}'
       WHEN 'session_notes' THEN '{casework,psychosocial}'
       WHEN 'internal_legal_officer' THEN '{casework,legal,statement}'
       WHEN 'referral' THEN '{contact}'
       WHEN 'commission_submission' THEN '{identity,statement,evidence}'
       WHEN 'psychological_report' THEN '{psychosocial}'
       WHEN 'witness_contact' THEN '{contact}'
       WHEN 'anonymised_statistics' THEN '{statistics}'
       WHEN 'external_archive' THEN '{statement}'
       WHEN 'prosecution' THEN '{identity,statement,evidence}'
       WHEN 'retention_after_closure' THEN '{identity,casework}'
     END::text[] $$;

ALTER TABLE casework.packet ADD COLUMN expires_on DATE;
CREATE UNIQUE INDEX packet_organisation_id_case_id_id_key ON casework.packet (organisation_id, case_id, id);
CREATE UNIQUE INDEX consent_organisation_id_case_id_id_purpose_key ON casework.consent (organisation_id, case_id, id, purpose);

CREATE TABLE casework.packet_consent (
  id UUID NOT NULL,
  organisation_id UUID NOT NULL,
  case_id UUID NOT NULL,
  packet_id UUID NOT NULL,
  consent_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  own_key BOOLEAN NOT NULL,
  expires_on DATE,
  withdrawn_at TIMESTAMPTZ,
  recorded_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT packet_consent_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX packet_consent_organisation_id_packet_id_id_key ON casework.packet_consent (organisation_id, packet_id, id);
CREATE UNIQUE INDEX packet_consent_packet_id_consent_id_key ON casework.packet_consent (packet_id, consent_id);
CREATE INDEX packet_consent_organisation_id_case_id_purpose_idx ON casework.packet_consent (organisation_id, case_id, purpose);
ALTER TABLE casework.packet_consent ADD CONSTRAINT packet_consent_organisation_id_case_id_packet_id_fkey
  FOREIGN KEY (organisation_id, case_id, packet_id) REFERENCES casework.packet (organisation_id, case_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
-- With the purpose in the key no row can claim a consent for another purpose.
ALTER TABLE casework.packet_consent ADD CONSTRAINT packet_consent_organisation_id_case_id_consent_id_purpose_fkey
  FOREIGN KEY (organisation_id, case_id, consent_id, purpose) REFERENCES casework.consent (organisation_id, case_id, id, purpose) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE casework.packet_document ADD COLUMN packet_consent_id UUID;
ALTER TABLE casework.packet_document ADD CONSTRAINT packet_document_organisation_id_packet_id_packet_consent_i_fkey
  FOREIGN KEY (organisation_id, packet_id, packet_consent_id) REFERENCES casework.packet_consent (organisation_id, packet_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------ packets from before: what they stand on, and what ended
ALTER TABLE casework.packet NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.consent NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.evidence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.evidence_custody NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.application NO FORCE ROW LEVEL SECURITY;
ALTER TABLE keys.sealed_key NO FORCE ROW LEVEL SECURITY;

INSERT INTO casework.packet_consent
  SELECT gen_random_uuid(), p.organisation_id, p.case_id, p.id, c.id, c.purpose, false, c.expires_on, p.withdrawn_at, p.frozen_at
  FROM casework.packet p JOIN casework.consent c ON c.id = p.consent_id;
-- Their evidence is sealed under the key of the whole packet: with its consent the whole packet ends.
INSERT INTO casework.packet_consent
  SELECT gen_random_uuid(), p.organisation_id, p.case_id, p.id, c.id, c.purpose, false, c.expires_on, p.withdrawn_at, p.frozen_at
  FROM casework.packet p JOIN casework.consent c ON c.case_id = p.case_id
  WHERE c.id IN (SELECT e.consent_id FROM casework.evidence e JOIN casework.evidence_custody h ON h.evidence_id = e.id
                 WHERE e.case_id = p.case_id AND h.event = 'included_in_packet' AND h.at = p.frozen_at);
UPDATE casework.packet p SET expires_on = (SELECT min(s.expires_on) FROM casework.packet_consent s WHERE s.packet_id = p.id);

UPDATE casework.packet p SET withdrawn_at = now(), state = 'withdrawn'
  WHERE p.withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM casework.packet_consent s JOIN casework.consent c
    ON c.case_id = s.case_id AND c.purpose = s.purpose WHERE s.packet_id = p.id AND c.withdrawn_at > p.frozen_at);
UPDATE casework.application a SET state = 'withdrawn'
  WHERE a.state NOT IN ('drafting', 'ready', 'recognised', 'rejected', 'dispute_decided', 'withdrawn')
    AND EXISTS (SELECT 1 FROM casework.packet p WHERE p.application_id = a.id AND p.withdrawn_at = now());
UPDATE casework.packet_consent s SET withdrawn_at = p.withdrawn_at
  FROM casework.packet p WHERE p.id = s.packet_id AND p.withdrawn_at IS NOT NULL AND s.withdrawn_at IS NULL;
DELETE FROM keys.sealed_key k USING casework.packet p
  WHERE k.subject_kind = 'packet' AND k.subject_id = p.id AND p.withdrawn_at IS NOT NULL;

ALTER TABLE casework.packet FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.consent FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.evidence FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.evidence_custody FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.application FORCE ROW LEVEL SECURITY;
ALTER TABLE keys.sealed_key FORCE ROW LEVEL SECURITY;

-- ------------------------------------------------------------------ the third net
ALTER TABLE casework.packet_consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.packet_consent FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON casework.packet_consent TO linden_app;
GRANT UPDATE (expires_on) ON casework.packet TO linden_app;
-- A consent's terms are never changed: it is withdrawn, and another one is recorded.
REVOKE UPDATE ON casework.consent FROM linden_app;
GRANT UPDATE (withdrawn_at, withdrawn_by, note_ct, withdrawal_note_ct, row_version) ON casework.consent TO linden_app;
GRANT DELETE ON keys.sealed_key TO linden_app;

-- Whether the survivor agrees to a purpose, in full and without a withdrawal, and it has not run out; as far as the actor sees it.
CREATE FUNCTION casework.consented(case_id uuid, purpose text) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.consent c
       WHERE c.case_id = $1 AND c.purpose = $2 AND c.decision = 'given' AND c.withdrawn_at IS NULL
         AND (c.expires_on IS NULL OR c.expires_on >= casework.today())
         AND c.categories @> casework.purpose_needs($2)) $$;
-- The last day of what a whole packet stands on: of each purpose the latest, of these the earliest; null = without end.
CREATE FUNCTION casework.expiry_of(packet_id uuid) RETURNS date LANGUAGE sql STABLE AS
  $$ SELECT min(latest) FROM (
       SELECT CASE WHEN bool_or(s.expires_on IS NULL) THEN NULL ELSE max(s.expires_on) END AS latest
       FROM casework.packet_consent s WHERE s.packet_id = $1 AND NOT s.own_key GROUP BY s.purpose) purposes $$;

-- Whether what stands on this consent alone may still be opened: it was not withdrawn, and one of its purpose has not run out.
CREATE FUNCTION casework.piece_open(packet_consent_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.packet_consent own JOIN casework.packet_consent live
         ON live.packet_id = own.packet_id AND live.purpose = own.purpose
       WHERE own.id = $1 AND own.withdrawn_at IS NULL AND live.withdrawn_at IS NULL
         AND (live.expires_on IS NULL OR live.expires_on >= casework.today())) $$;

CREATE POLICY both_sides ON casework.packet_consent FOR SELECT TO linden_app
  USING (packet_id IN (SELECT p.id FROM casework.packet p));
CREATE POLICY stands_on ON casework.packet_consent FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND withdrawn_at IS NULL
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND EXISTS (SELECT 1 FROM casework.consent c
                WHERE c.id = consent_id AND c.decision = 'given' AND c.withdrawn_at IS NULL
                  AND c.expires_on IS NOT DISTINCT FROM packet_consent.expires_on
                  AND c.categories @> casework.purpose_needs(packet_consent.purpose)));
CREATE POLICY ended ON casework.packet_consent FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND withdrawn_at IS NULL
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))
  WITH CHECK (withdrawn_at IS NOT NULL);

CREATE POLICY withdrawn_for_good ON casework.consent AS RESTRICTIVE FOR UPDATE TO linden_app
  USING (withdrawn_at IS NULL) WITH CHECK (true);

CREATE POLICY in_time ON casework.packet AS RESTRICTIVE FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) OR expires_on IS NULL OR expires_on >= casework.today());
CREATE POLICY withdrawn_for_good ON casework.packet AS RESTRICTIVE FOR UPDATE TO linden_app
  USING (withdrawn_at IS NULL
    AND (organisation_id = (SELECT directory.actor_organisation()) OR expires_on IS NULL OR expires_on >= casework.today()))
  WITH CHECK (expires_on IS NOT DISTINCT FROM casework.expiry_of(id));

-- Nobody prints or opens what was withdrawn, its own organisation either.
CREATE POLICY consented ON casework.packet_document AS RESTRICTIVE FOR SELECT TO linden_app
  USING (EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = packet_document.packet_id AND p.withdrawn_at IS NULL)
    AND (packet_consent_id IS NULL OR casework.piece_open(packet_consent_id)));

CREATE POLICY pieces_of_packets ON keys.content_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment)
    AND subject_kind = 'packet_consent' AND subject_id IN (SELECT s.id FROM casework.packet_consent s));

-- Sealing a packet's key to somebody is the disclosure: to its recipient alone, while she agrees to everything it stands on.
CREATE POLICY consented ON keys.sealed_key AS RESTRICTIVE FOR INSERT TO linden_app
  WITH CHECK (CASE subject_kind
    WHEN 'packet' THEN EXISTS (
      SELECT 1 FROM casework.packet p
      WHERE p.id = subject_id AND p.recipient_organisation_id = sealed_key.recipient_organisation_id AND p.withdrawn_at IS NULL
        AND p.expires_on IS NOT DISTINCT FROM casework.expiry_of(p.id)
        AND EXISTS (SELECT 1 FROM casework.packet_consent s WHERE s.packet_id = p.id AND NOT s.own_key)
        AND NOT EXISTS (SELECT 1 FROM casework.packet_consent s
                        WHERE s.packet_id = p.id AND NOT s.own_key AND NOT casework.consented(p.case_id, s.purpose)))
    WHEN 'packet_consent' THEN EXISTS (
      SELECT 1 FROM casework.packet_consent s JOIN casework.packet p ON p.id = s.packet_id
      WHERE s.id = subject_id AND s.own_key AND s.withdrawn_at IS NULL AND p.withdrawn_at IS NULL
        AND p.recipient_organisation_id = sealed_key.recipient_organisation_id AND casework.consented(p.case_id, s.purpose))
    ELSE true END);
CREATE POLICY receiver_of_a_piece ON keys.sealed_key FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment)
    AND subject_kind = 'packet_consent' AND casework.piece_open(subject_id) AND EXISTS (
      SELECT 1 FROM casework.packet_consent s JOIN casework.packet p ON p.id = s.packet_id
      WHERE s.id = subject_id AND p.accepted_at IS NOT NULL
        AND ((SELECT directory.actor_has('secretary', 'chair'))
          OR p.id IN (SELECT r.packet_id FROM casework.review_assignment r
            WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'))));

-- In the transaction that withdraws, the sender takes back the keys it had given away; whoever deletes must also see them.
CREATE FUNCTION casework.withdrawn_subject(subject_kind text, subject_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE subject_kind
       WHEN 'packet' THEN EXISTS (SELECT 1 FROM casework.packet p
         WHERE p.id = $2 AND p.organisation_id = directory.actor_organisation() AND p.withdrawn_at IS NOT NULL)
       WHEN 'packet_consent' THEN EXISTS (SELECT 1 FROM casework.packet_consent s
         WHERE s.id = $2 AND s.organisation_id = directory.actor_organisation() AND s.withdrawn_at IS NOT NULL)
       ELSE false END $$;
CREATE POLICY taken_back ON keys.sealed_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND casework.withdrawn_subject(subject_kind, subject_id));
CREATE POLICY withdrawn ON keys.sealed_key FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND casework.withdrawn_subject(subject_kind, subject_id));

-- Why a packet is closed to the commission that has a file on it: so that "expired" is not taken for "she gave up". The view
-- reads as its owner.
CREATE POLICY closed_to_its_receiver ON casework.packet FOR SELECT TO linden_owner
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND accepted_at IS NOT NULL AND (withdrawn_at IS NOT NULL OR expires_on < casework.today()));
CREATE VIEW casework.closed_packet WITH (security_barrier) AS
  SELECT id, CASE WHEN withdrawn_at IS NULL THEN 'expired' ELSE 'withdrawn' END AS why FROM casework.packet;
GRANT SELECT ON casework.closed_packet TO linden_app;
