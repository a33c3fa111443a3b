-- An answer to a request adds its list and its pieces of evidence, while it is being sent: nothing else, and nothing later, comes
-- to a packet that the commission has.
DROP POLICY added ON casework.packet_document;
CREATE POLICY added ON casework.packet_document AS RESTRICTIVE FOR INSERT TO linden_app
  WITH CHECK (CASE WHEN supplement_id IS NULL
    THEN kind NOT IN ('supplement', 'supplement_evidence')
      AND EXISTS (SELECT 1 FROM casework.packet p WHERE p.id = packet_id AND p.referred_at IS NULL)
    ELSE compartment = 'legal' AND kind IN ('supplement', 'supplement_evidence')
      AND EXISTS (SELECT 1 FROM casework.supplement u WHERE u.id = supplement_id AND u.sent_by = (SELECT directory.actor_id())
            AND u.xmin = pg_current_xact_id()::xid AND (kind <> 'supplement' OR position = u.number))
      AND casework.packet_consented(packet_id)
      AND (packet_consent_id IS NULL OR EXISTS (SELECT 1 FROM casework.packet_consent s
             WHERE s.id = packet_consent_id AND s.withdrawn_at IS NULL AND casework.consented(s.case_id, s.purpose))) END);

-- A correction changes what a session says, under the next version; whose it is and what kind stays.
REVOKE UPDATE ON casework.support_session FROM linden_app;
GRANT UPDATE (held_on, duration_minutes, service_ct, place_ct, note_ct, statistics_ct, row_version) ON casework.support_session TO linden_app;
CREATE OR REPLACE FUNCTION casework.session_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.row_version <> OLD.row_version + 1
    OR NOT EXISTS (SELECT 1 FROM casework.session_version v WHERE v.session_id = OLD.id AND v.version = OLD.row_version
         AND v.held_on = OLD.held_on AND v.duration_minutes = OLD.duration_minutes AND v.replaced_by = OLD.recorded_by) THEN
    RAISE EXCEPTION 'A session is corrected only when its earlier version was kept.' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER session_is_kept ON casework.support_session;
CREATE TRIGGER session_is_kept BEFORE UPDATE OF held_on, duration_minutes, service_ct, place_ct, note_ct, statistics_ct, row_version
  ON casework.support_session FOR EACH ROW EXECUTE FUNCTION casework.session_is_kept();

-- A slice belongs to the hour as long as a part of it does; nobody opens less than nothing; who is told is told once an hour.
ALTER TABLE directory.reading ADD CONSTRAINT reading_opened_counts CHECK (opened >= 0);
ALTER TABLE directory.reading ADD COLUMN told BOOLEAN NOT NULL DEFAULT false;
GRANT UPDATE (told) ON directory.reading TO linden_app;
DROP FUNCTION directory.count_reading(timestamptz, int, boolean);
CREATE FUNCTION directory.count_reading(at timestamptz, now_opened int, unusual int, now_refused boolean,
  OUT in_hour int, OUT refused_before boolean, OUT told_before boolean)
LANGUAGE plpgsql AS $$
DECLARE
  reader uuid := directory.actor_id();
BEGIN
  IF now_opened < 0 THEN
    RAISE EXCEPTION 'Nobody opens less than nothing.' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('linden/reading/' || reader, 0));
  DELETE FROM directory.reading r WHERE r.member_id = reader AND r.slice <= at - interval '2 hours';
  SELECT COALESCE(sum(r.opened), 0) + now_opened, COALESCE(bool_or(r.refused), false), COALESCE(bool_or(r.told), false)
    INTO in_hour, refused_before, told_before
    FROM directory.reading r WHERE r.member_id = reader AND r.slice > at - interval '65 minutes' AND r.slice <= at;
  INSERT INTO directory.reading AS r (member_id, organisation_id, slice, opened, refused, told)
    VALUES (reader, directory.actor_organisation(), date_bin('5 minutes', at, 'epoch'), now_opened, now_refused, in_hour > unusual)
    ON CONFLICT (member_id, slice) DO UPDATE SET opened = r.opened + EXCLUDED.opened, refused = r.refused OR EXCLUDED.refused,
      told = r.told OR EXCLUDED.told;
END $$;
REVOKE ALL ON FUNCTION directory.count_reading(timestamptz, int, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.count_reading(timestamptz, int, int, boolean) TO linden_app;
