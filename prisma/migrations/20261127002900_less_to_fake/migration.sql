-- What SQL as the application's role could still write that looks like somebody else's doing, or that stands in the way for good.

-- The log keeps what happened, not what fits into a row, and nobody can delete from it.
ALTER TABLE audit.event ADD CONSTRAINT event_is_small
  CHECK (octet_length(detail::text) < 65536 AND length(type) <= 100 AND length(action) <= 100 AND length(purpose) <= 200);

-- Who opened a canary is said by the log's role, after it asked; who opened much is said by the function that counts.
CREATE POLICY said_by_others ON audit.event AS RESTRICTIVE FOR INSERT TO linden_app WITH CHECK (type <> 'canary.opened');
CREATE POLICY said_by_others ON casework.notification AS RESTRICTIVE FOR INSERT TO linden_app
  WITH CHECK (kind NOT IN ('canary_opened', 'reading_unusual', 'reading_refused', 'reading_much'));

-- As before, but no number is so large that a colleague's later ones fail.
CREATE OR REPLACE FUNCTION directory.count_reading(at timestamptz, now_opened int, now_refused boolean,
  OUT in_hour int, OUT in_day int, OUT passed boolean, OUT passed_day boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  reader uuid := directory.actor_id();
  refused_before boolean;
BEGIN
  IF now_opened < 0 OR now_opened > 100000 OR NOT audit.is_now(at) THEN
    RAISE EXCEPTION 'Nobody opens less than nothing, so much at once, or at another time.' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('linden/reading/' || reader, 0));
  DELETE FROM directory.reading r WHERE r.member_id = reader AND r.slice <= at - interval '25 hours';
  SELECT LEAST(COALESCE(sum(r.opened) FILTER (WHERE r.slice > at - interval '65 minutes'), 0) + now_opened, 1000000),
      LEAST(COALESCE(sum(r.opened), 0) + now_opened, 1000000),
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
    ON CONFLICT (member_id, slice) DO UPDATE SET opened = LEAST(r.opened + EXCLUDED.opened, 1000000), refused = r.refused OR EXCLUDED.refused,
      told = r.told OR EXCLUDED.told, told_day = r.told_day OR EXCLUDED.told_day;
END $$;
