-- What a member opened only grows: the application's role adds to it through one function, and neither reads, lowers nor deletes it. The
-- marks and the telling stand in the function too, or a call with other marks would pass them in silence.
ALTER TABLE directory.reading ADD COLUMN told_day BOOLEAN NOT NULL DEFAULT false;
REVOKE ALL ON directory.reading FROM linden_app;
REVOKE UPDATE (opened, refused, told) ON directory.reading FROM linden_app;
DROP POLICY own ON directory.reading;
CREATE POLICY counted ON directory.reading TO linden_owner
  USING (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()))
  WITH CHECK (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY told_of_readings ON directory.member FOR SELECT TO linden_owner
  USING (organisation_id = (SELECT directory.actor_organisation()) AND current_setting('linden.telling', true) = 'yes');
CREATE POLICY told_of_readings ON casework.notification FOR INSERT TO linden_owner
  WITH CHECK (kind IN ('reading_unusual', 'reading_refused', 'reading_much') AND subject_id = (SELECT directory.actor_id())
    AND organisation_id = (SELECT directory.actor_organisation()));

-- Tells custodians and auditors of the actor's organisation about the actor.
CREATE FUNCTION directory.tell_of_reading(kind text, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  -- Views of members run as the owner too: they see them no more than before.
  PERFORM set_config('linden.telling', 'yes', true);
  INSERT INTO casework.notification (id, organisation_id, member_id, kind, subject_kind, subject_id, created_at)
    SELECT gen_random_uuid(), m.organisation_id, m.id, kind, 'Member', directory.actor_id(), at FROM directory.member m
    WHERE m.organisation_id = directory.actor_organisation() AND m.status = 'active' AND m.id <> directory.actor_id()
      AND m.roles && ARRAY['custodian', 'auditor'];
  PERFORM set_config('linden.telling', '', true);
END $$;
REVOKE ALL ON FUNCTION directory.tell_of_reading(text, timestamptz) FROM PUBLIC;

-- Adds what the actor opened at a moment, which is now. Answers how many it were in the hour and in the day until then, these
-- included, and whether that passed a mark of which nobody was told yet: 1,000 in an hour, 3,000 in a day. They are told here.
DROP FUNCTION directory.count_reading(timestamptz, int, int, boolean);
CREATE FUNCTION directory.count_reading(at timestamptz, now_opened int, now_refused boolean,
  OUT in_hour int, OUT in_day int, OUT passed boolean, OUT passed_day boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  reader uuid := directory.actor_id();
  refused_before boolean;
BEGIN
  IF now_opened < 0 OR NOT audit.is_now(at) THEN
    RAISE EXCEPTION 'Nobody opens less than nothing, or at another time.' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('linden/reading/' || reader, 0));
  DELETE FROM directory.reading r WHERE r.member_id = reader AND r.slice <= at - interval '25 hours';
  SELECT COALESCE(sum(r.opened) FILTER (WHERE r.slice > at - interval '65 minutes'), 0) + now_opened,
      COALESCE(sum(r.opened), 0) + now_opened,
      NOT COALESCE(bool_or(r.told) FILTER (WHERE r.slice > at - interval '65 minutes'), false),
      NOT COALESCE(bool_or(r.told_day), false),
      COALESCE(bool_or(r.refused) FILTER (WHERE r.slice > at - interval '65 minutes'), false)
    INTO in_hour, in_day, passed, passed_day, refused_before
    FROM directory.reading r
    WHERE r.member_id = reader AND r.slice > at - interval '24 hours 5 minutes' AND r.slice <= at + interval '5 minutes';
  -- Who is told to wait opened nothing now; that has a notice of its own.
  passed := passed AND in_hour > 1000 AND NOT now_refused;
  passed_day := passed_day AND in_day > 3000 AND NOT now_refused;
  IF passed THEN PERFORM directory.tell_of_reading('reading_unusual', at); END IF;
  IF passed_day THEN PERFORM directory.tell_of_reading('reading_much', at); END IF;
  IF now_refused AND NOT refused_before THEN PERFORM directory.tell_of_reading('reading_refused', at); END IF;
  INSERT INTO directory.reading AS r (member_id, organisation_id, slice, opened, refused, told, told_day)
    VALUES (reader, directory.actor_organisation(), date_bin('5 minutes', at, 'epoch'), now_opened, now_refused, in_hour > 1000, in_day > 3000)
    ON CONFLICT (member_id, slice) DO UPDATE SET opened = r.opened + EXCLUDED.opened, refused = r.refused OR EXCLUDED.refused,
      told = r.told OR EXCLUDED.told, told_day = r.told_day OR EXCLUDED.told_day;
END $$;
REVOKE ALL ON FUNCTION directory.count_reading(timestamptz, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.count_reading(timestamptz, int, boolean) TO linden_app;
