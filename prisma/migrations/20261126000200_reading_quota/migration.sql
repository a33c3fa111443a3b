-- How many sealed values each member had opened, in slices of five minutes: what a stolen session can carry away in an hour
-- has an end. Counted in the transaction that reads, so what is rolled back was not read and is not counted.
CREATE TABLE directory.reading (
    member_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    slice TIMESTAMPTZ NOT NULL,
    opened INTEGER NOT NULL,
    refused BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT reading_pkey PRIMARY KEY (member_id, slice)
);
ALTER TABLE directory.reading ADD CONSTRAINT reading_organisation_id_member_id_fkey
  FOREIGN KEY (organisation_id, member_id) REFERENCES directory.member (organisation_id, id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE directory.reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.reading FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE, UPDATE (opened, refused) ON directory.reading TO linden_app;
CREATE POLICY own ON directory.reading TO linden_app
  USING (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()))
  WITH CHECK (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()));

-- Adds what the actor opened at a moment. Answers how many it were in the hour until then, these included, and whether she
-- was refused in it before. The lock makes the sum exact when she reads in many windows at once.
CREATE FUNCTION directory.count_reading(at timestamptz, now_opened int, now_refused boolean, OUT in_hour int, OUT refused_before boolean)
LANGUAGE plpgsql AS $$
DECLARE
  reader uuid := directory.actor_id();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('linden/reading/' || reader, 0));
  DELETE FROM directory.reading r WHERE r.member_id = reader AND r.slice <= at - interval '2 hours';
  SELECT COALESCE(sum(r.opened), 0) + now_opened, COALESCE(bool_or(r.refused), false) INTO in_hour, refused_before
    FROM directory.reading r WHERE r.member_id = reader AND r.slice > at - interval '1 hour' AND r.slice <= at;
  INSERT INTO directory.reading AS r (member_id, organisation_id, slice, opened, refused)
    VALUES (reader, directory.actor_organisation(), date_bin('5 minutes', at, 'epoch'), now_opened, now_refused)
    ON CONFLICT (member_id, slice) DO UPDATE SET opened = r.opened + EXCLUDED.opened, refused = r.refused OR EXCLUDED.refused;
END $$;
REVOKE ALL ON FUNCTION directory.count_reading(timestamptz, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.count_reading(timestamptz, int, boolean) TO linden_app;
