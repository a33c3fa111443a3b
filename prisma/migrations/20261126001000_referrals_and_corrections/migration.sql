-- Referrals: to whom a survivor was sent on, on which consent, and what came of it. What and to whom is sealed.
CREATE TABLE casework.referral (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    case_id UUID NOT NULL,
    referred_on DATE NOT NULL,
    way TEXT NOT NULL,
    consent_id UUID,
    categories TEXT[] NOT NULL,
    service_ct BYTEA NOT NULL,
    recipient_ct BYTEA NOT NULL,
    note_ct BYTEA,
    statistics_ct BYTEA,
    outcome_on DATE,
    outcome_ct BYTEA,
    outcome_note_ct BYTEA,
    outcome_by UUID,
    outcome_at TIMESTAMPTZ,
    row_version INTEGER NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT referral_pkey PRIMARY KEY (id),
    -- Who only told her where to go passed nothing on; who passed something on names the consent and what it was.
    CONSTRAINT referral_passes_on_with_consent CHECK (way = 'told' AND consent_id IS NULL AND cardinality(categories) = 0
      OR way = 'passed_on' AND consent_id IS NOT NULL AND cardinality(categories) > 0),
    CONSTRAINT referral_outcome_is_whole CHECK (num_nonnulls(outcome_on, outcome_ct, outcome_by, outcome_at) IN (0, 4))
);
CREATE UNIQUE INDEX referral_organisation_id_id_key ON casework.referral (organisation_id, id);
CREATE INDEX referral_organisation_id_case_id_idx ON casework.referral (organisation_id, case_id);
ALTER TABLE casework.referral ADD CONSTRAINT referral_organisation_id_case_id_fkey
  FOREIGN KEY (organisation_id, case_id) REFERENCES casework.case_file (organisation_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE casework.referral ADD CONSTRAINT referral_organisation_id_case_id_consent_id_fkey
  FOREIGN KEY (organisation_id, case_id, consent_id) REFERENCES casework.consent (organisation_id, case_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE casework.referral ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.referral FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON casework.referral TO linden_app;
GRANT UPDATE (outcome_on, outcome_ct, outcome_note_ct, outcome_by, outcome_at) ON casework.referral TO linden_app;

CREATE POLICY assigned ON casework.referral FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL));
CREATE POLICY opened_by_supervisor ON casework.referral FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor'))
    AND case_id IN (SELECT b.case_id FROM casework.break_glass b WHERE b.member_id = (SELECT directory.actor_id()) AND b.expires_at > now()));
CREATE POLICY made ON casework.referral FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND recorded_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer')) AND outcome_at IS NULL
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND (consent_id IS NULL OR EXISTS (SELECT 1 FROM casework.consent c
      WHERE c.id = referral.consent_id AND c.purpose = 'referral' AND c.decision = 'given' AND c.withdrawn_at IS NULL
        AND c.given_on <= referral.referred_on AND (c.expires_on IS NULL OR c.expires_on >= casework.today())
        AND c.categories @> casework.purpose_needs('referral') AND c.categories @> referral.categories)));
-- What came of it is recorded once.
CREATE POLICY answered ON casework.referral FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND outcome_at IS NULL
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND outcome_by = (SELECT directory.actor_id()));

-- Corrections of sessions: what stood there before is kept, sealed anew, with who replaced it, when and why.
CREATE UNIQUE INDEX support_session_organisation_id_case_id_compartment_id_key ON casework.support_session (organisation_id, case_id, compartment, id);
CREATE TABLE casework.session_version (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    case_id UUID NOT NULL,
    session_id UUID NOT NULL,
    compartment TEXT NOT NULL,
    version INTEGER NOT NULL,
    held_on DATE NOT NULL,
    duration_minutes INTEGER NOT NULL,
    service_ct BYTEA NOT NULL,
    place_ct BYTEA,
    note_ct BYTEA,
    reason_ct BYTEA NOT NULL,
    row_version INTEGER NOT NULL,
    replaced_by UUID NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT session_version_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX session_version_organisation_id_id_key ON casework.session_version (organisation_id, id);
CREATE UNIQUE INDEX session_version_session_id_version_key ON casework.session_version (session_id, version);
CREATE INDEX session_version_organisation_id_case_id_idx ON casework.session_version (organisation_id, case_id);
ALTER TABLE casework.session_version ADD CONSTRAINT session_version_organisation_id_case_id_compartment_sessio_fkey
  FOREIGN KEY (organisation_id, case_id, compartment, session_id)
  REFERENCES casework.support_session (organisation_id, case_id, compartment, id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE casework.session_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.session_version FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON casework.session_version TO linden_app;

CREATE POLICY assigned ON casework.session_version FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation())
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND compartment IN ('casework', 'psychosocial', 'legal') AND directory.actor_works_with(compartment));
CREATE POLICY opened_by_supervisor ON casework.session_version FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND compartment = 'casework' AND (SELECT directory.actor_has('supervisor'))
    AND case_id IN (SELECT b.case_id FROM casework.break_glass b WHERE b.member_id = (SELECT directory.actor_id()) AND b.expires_at > now()));
CREATE POLICY replaced ON casework.session_version FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND replaced_by = (SELECT directory.actor_id())
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND compartment IN ('casework', 'psychosocial', 'legal') AND directory.actor_works_with(compartment)
    AND EXISTS (SELECT 1 FROM casework.support_session s
      WHERE s.id = session_version.session_id AND s.recorded_by = session_version.replaced_by AND s.row_version = session_version.version));

-- A session is corrected by who recorded it.
DROP POLICY kept ON casework.support_session;
CREATE POLICY kept ON casework.support_session FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND recorded_by = (SELECT directory.actor_id())
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND compartment IN ('casework', 'psychosocial', 'legal') AND directory.actor_works_with(compartment))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND recorded_by = (SELECT directory.actor_id())
    AND case_id IN (SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)
    AND compartment IN ('casework', 'psychosocial', 'legal') AND directory.actor_works_with(compartment));

-- Nothing of a session is written over before it was kept.
CREATE FUNCTION casework.session_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.row_version <> OLD.row_version + 1
    OR NOT EXISTS (SELECT 1 FROM casework.session_version v WHERE v.session_id = OLD.id AND v.version = OLD.row_version) THEN
    RAISE EXCEPTION 'A session is corrected only when its earlier version was kept.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_is_kept BEFORE UPDATE OF held_on, duration_minutes, service_ct, place_ct, note_ct, statistics_ct
  ON casework.support_session FOR EACH ROW EXECUTE FUNCTION casework.session_is_kept();
