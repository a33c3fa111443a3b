-- Erasure: one member passes on the survivor's wish, a supervisor carries it out, and the keys of the case are gone.

ALTER TABLE casework.case_file ADD COLUMN erased_on DATE;
ALTER TABLE casework.draft ADD COLUMN case_id UUID;
ALTER TABLE casework.draft ADD CONSTRAINT draft_organisation_id_case_id_fkey
  FOREIGN KEY (organisation_id, case_id) REFERENCES casework.case_file (organisation_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX draft_organisation_id_case_id_idx ON casework.draft (organisation_id, case_id);

CREATE TABLE casework.erasure (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    case_id UUID NOT NULL,
    method TEXT NOT NULL,
    asked_on DATE NOT NULL,
    requested_by UUID NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMPTZ,
    backups_until DATE,
    CONSTRAINT erasure_pkey PRIMARY KEY (id),
    -- Two people, whatever a policy says; and what is decided names who did.
    CONSTRAINT erasure_two_people CHECK (decided_by <> requested_by),
    CONSTRAINT erasure_decided CHECK ((state = 'requested') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX erasure_organisation_id_id_key ON casework.erasure (organisation_id, id);
CREATE INDEX erasure_organisation_id_case_id_idx ON casework.erasure (organisation_id, case_id);
-- One open wish at a time; what was erased stays erased.
CREATE UNIQUE INDEX erasure_one_at_a_time ON casework.erasure (case_id) WHERE state IN ('requested', 'erased');
ALTER TABLE casework.erasure ADD CONSTRAINT erasure_organisation_id_case_id_fkey
  FOREIGN KEY (organisation_id, case_id) REFERENCES casework.case_file (organisation_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE casework.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework.erasure FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON casework.erasure TO linden_app;
GRANT UPDATE (state, decided_by, decided_at, backups_until) ON casework.erasure TO linden_app;

CREATE POLICY of_visible_cases ON casework.erasure FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND ((SELECT directory.actor_has('supervisor'))
    OR (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
      AND case_id IN (SELECT a.case_id FROM casework.assignment a
                      WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)));
CREATE POLICY wished ON casework.erasure FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND requested_by = (SELECT directory.actor_id())
    AND state = 'requested' AND decided_by IS NULL
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL));
CREATE POLICY decided ON casework.erasure FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND state = 'requested' AND (SELECT directory.actor_has('supervisor')))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND state IN ('erased', 'declined')
    AND decided_by = (SELECT directory.actor_id()) AND decided_at <= now() + interval '5 minutes');

-- What the member who decided may destroy: for five minutes after the decision, and of that case alone.
CREATE FUNCTION casework.being_erased(case_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.erasure e WHERE e.case_id = $1 AND e.state = 'erased'
       AND e.organisation_id = directory.actor_organisation() AND e.decided_by = directory.actor_id()
       AND e.decided_at > now() - interval '5 minutes') $$;
CREATE FUNCTION casework.subject_being_erased(subject_kind text, subject_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE subject_kind
       WHEN 'case' THEN casework.being_erased(subject_id)
       WHEN 'packet' THEN EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = subject_id AND casework.being_erased(p.case_id))
       ELSE false END $$;

GRANT DELETE ON keys.content_key, keys.sealed_key TO linden_app;
CREATE POLICY erased ON keys.content_key FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND casework.subject_being_erased(subject_kind, subject_id));
CREATE POLICY seen_to_erase ON keys.content_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor'))
    AND casework.subject_being_erased(subject_kind, subject_id));
-- The copies that the packets' keys have at the commission, and those of its letters that were sealed to us.
CREATE FUNCTION casework.letter_being_erased(letter_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.letter l JOIN casework.packet p ON p.id = l.packet_id
       WHERE l.id = letter_id AND casework.being_erased(p.case_id)) $$;
CREATE POLICY erased_letters ON casework.letter FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor'))
    AND packet_id IN (SELECT p.id FROM casework.packet p WHERE casework.being_erased(p.case_id)));
CREATE POLICY erased ON keys.sealed_key FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND casework.subject_being_erased(subject_kind, subject_id)
    OR recipient_organisation_id = (SELECT directory.actor_organisation()) AND subject_kind = 'letter'
      AND casework.letter_being_erased(subject_id));
CREATE POLICY seen_to_erase ON keys.sealed_key FOR SELECT TO linden_app
  USING ((SELECT directory.actor_has('supervisor'))
    AND (organisation_id = (SELECT directory.actor_organisation()) AND casework.subject_being_erased(subject_kind, subject_id)
      OR recipient_organisation_id = (SELECT directory.actor_organisation()) AND subject_kind = 'letter'
        AND casework.letter_being_erased(subject_id)));

CREATE POLICY erased ON casework.draft FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND case_id IS NOT NULL AND casework.being_erased(case_id));
CREATE POLICY seen_to_erase ON casework.draft FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND case_id IS NOT NULL AND casework.being_erased(case_id));

-- The packets that left are stopped by who erases, though she does not work on the case.
CREATE POLICY erased ON casework.packet FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND casework.being_erased(case_id))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND withdrawn_at IS NOT NULL);

-- Facts stay counted, under a key that leads nowhere: the way from the case to them is cut.
GRANT UPDATE (person_key) ON statistics.fact TO linden_app;
CREATE FUNCTION casework.actor_erases() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT directory.actor_has('supervisor') AND EXISTS (SELECT 1 FROM casework.erasure e WHERE e.state = 'erased'
       AND e.organisation_id = directory.actor_organisation() AND e.decided_by = directory.actor_id()
       AND e.decided_at > now() - interval '5 minutes') $$;
CREATE POLICY seen_to_erase ON statistics.fact FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT casework.actor_erases()));
CREATE POLICY erased ON statistics.fact FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT casework.actor_erases()))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));
