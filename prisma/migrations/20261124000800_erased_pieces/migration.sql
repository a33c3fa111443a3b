-- Erasure reaches the pieces of packets that stand on a consent of their own: their keys, and the copies at the receiver.
CREATE OR REPLACE FUNCTION casework.subject_being_erased(subject_kind text, subject_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE subject_kind
       WHEN 'case' THEN casework.being_erased(subject_id)
       WHEN 'packet' THEN EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = subject_id AND casework.being_erased(p.case_id))
       WHEN 'packet_consent' THEN EXISTS (SELECT 1 FROM casework.packet_consent s WHERE s.id = subject_id AND casework.being_erased(s.case_id))
       ELSE false END $$;
-- What a packet stands on ends with it, by who erases, though she does not work on the case.
CREATE POLICY erased ON casework.packet_consent FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND withdrawn_at IS NULL AND casework.being_erased(case_id))
  WITH CHECK (withdrawn_at IS NOT NULL);
