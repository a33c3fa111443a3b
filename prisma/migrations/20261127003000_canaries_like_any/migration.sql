-- A canary case was told from any other by its moments, by its version and by the length of one field; the function that makes one
-- took anybody's key in facts; and a view showed what the telling may read (docs/decisions/085).

-- ------------------------------------------------------------------ those that were made before
-- By the very signs that gave them away. What is bound into a seal (the version, the field's length) stays as it is.
ALTER TABLE casework.case_file NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.assignment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.identity_record NO FORCE ROW LEVEL SECURITY;
ALTER TABLE keys.content_key NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
  made record;
  day date;
  next_day date;
  opened timestamptz;
  active timestamptz;
BEGIN
  FOR made IN
    SELECT f.id, f.opened_on, a.id AS assignment_id, a.ended_at = f.last_activity_at AS ended
    FROM casework.case_file f
    JOIN casework.assignment a ON a.case_id = f.id
    JOIN casework.identity_record i ON i.case_id = f.id
    JOIN keys.content_key k ON k.subject_id = f.id AND k.compartment = 'identity'
    WHERE i.row_version = 1 AND i.full_name_ct IS NOT NULL
      AND i.updated_at = f.last_activity_at AND k.created_at = f.last_activity_at
      AND a.assigned_at IN (f.opened_on::timestamptz, f.opened_on::timestamp AT TIME ZONE 'UTC',
                            f.opened_on::timestamp AT TIME ZONE 'Europe/Belgrade')
  LOOP
    day := made.opened_on - greatest(extract(isodow FROM made.opened_on)::int - 5, 0);
    next_day := day + CASE extract(isodow FROM day) WHEN 5 THEN 3 ELSE 1 END;
    opened := date_trunc('milliseconds', (day + time '08:30' + random() * interval '6 hours') AT TIME ZONE 'Europe/Belgrade');
    active := date_trunc('milliseconds', opened + interval '5 minutes' + random() * interval '40 minutes');
    UPDATE casework.case_file SET opened_on = day, last_activity_at = active WHERE id = made.id;
    UPDATE casework.identity_record SET updated_at = active WHERE case_id = made.id;
    UPDATE keys.content_key SET created_at = opened WHERE subject_id = made.id AND compartment = 'identity';
    UPDATE casework.assignment
      SET assigned_at = opened,
          ended_at = CASE WHEN made.ended THEN date_trunc('milliseconds',
            (next_day + time '08:30' + random() * interval '6 hours') AT TIME ZONE 'Europe/Belgrade') ELSE ended_at END
      WHERE id = made.assignment_id;
  END LOOP;
END $$;
ALTER TABLE casework.case_file FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.assignment FORCE ROW LEVEL SECURITY;
ALTER TABLE casework.identity_record FORCE ROW LEVEL SECURITY;
ALTER TABLE keys.content_key FORCE ROW LEVEL SECURITY;

-- ------------------------------------------------------------------ making one
-- What the function below asks before it writes: whether anything was counted under the one key that it was given.
CREATE POLICY counted_already ON statistics.fact FOR SELECT TO linden_owner
  USING (encode(person_key, 'hex') = (SELECT current_setting('linden.new_canary', true)));

DROP FUNCTION audit.make_canary(bytea, bytea, uuid, text, uuid, boolean, date, timestamptz, uuid, bytea, bytea, bytea, int, bytea);
-- Opened at one moment; its identity saved, with the name, at another. `ended_at`: when its worker was taken off it, if she was.
-- Refuses a key under which something is counted, which would leave a person out of every total, and a case that there is.
CREATE FUNCTION audit.make_canary(mark bytea, person_key bytea, case_id uuid, code text, worker uuid,
  opened_at timestamptz, last_activity_at timestamptz, ended_at timestamptz, identity_id uuid,
  full_name_ct bytea, phone_ct bytea, safe_contact_ct bytea, epoch int, wrapped_key_ct bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  organisation uuid := directory.actor_organisation();
  counted boolean;
BEGIN
  PERFORM set_config('linden.new_canary', encode(make_canary.person_key, 'hex'), true);
  counted := EXISTS (SELECT 1 FROM statistics.fact f WHERE f.person_key = make_canary.person_key);
  PERFORM set_config('linden.new_canary', '', true);
  IF counted THEN
    RAISE EXCEPTION 'somebody is counted under this key' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO casework.case_file (id, organisation_id, code, step, readiness, opened_on, last_activity_at, opened_by, row_version)
    VALUES (case_id, organisation, code, 'engagement', 'not_discussed', (opened_at AT TIME ZONE 'UTC')::date, last_activity_at, worker, 1)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is such a case' USING ERRCODE = 'check_violation';
  END IF;
  -- Nobody's, as the cases of somebody who was taken off them: a case without any assignment would show itself to its opener.
  INSERT INTO casework.assignment (id, organisation_id, case_id, member_id, assigned_by, assigned_at, ended_at)
    VALUES (gen_random_uuid(), organisation, case_id, worker, worker, opened_at, ended_at);
  -- The first version of a first contact has no name; the second one brings it, and moves the case's last activity.
  INSERT INTO casework.identity_record (id, organisation_id, case_id, row_version, full_name_ct, phone_ct, safe_contact_ct, updated_by, updated_at)
    VALUES (identity_id, organisation, case_id, 2, full_name_ct, phone_ct, safe_contact_ct, worker, last_activity_at);
  INSERT INTO keys.content_key (organisation_id, subject_kind, subject_id, compartment, epoch, content_epoch, wrapped_key_ct, created_at)
    VALUES (organisation, 'case', case_id, 'identity', epoch, epoch, wrapped_key_ct, opened_at);
  INSERT INTO audit.canary (mark, person_key, organisation_id, created_by, created_at)
    VALUES (mark, person_key, organisation, directory.actor_id(), now());
END $$;
REVOKE ALL ON FUNCTION audit.make_canary(bytea, bytea, uuid, text, uuid, timestamptz, timestamptz, timestamptz, uuid, bytea, bytea, bytea, int, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.make_canary(bytea, bytea, uuid, text, uuid, timestamptz, timestamptz, timestamptz, uuid, bytea, bytea, bytea, int, bytea) TO linden_app;

-- ------------------------------------------------------------------ those that were erased are no alarm any more
ALTER TABLE audit.canary ADD COLUMN erased_at TIMESTAMPTZ;
CREATE FUNCTION audit.canary_erased(mark bytea, at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS
  $$ UPDATE audit.canary c SET erased_at = $2 WHERE c.mark = $1 $$;
REVOKE ALL ON FUNCTION audit.canary_erased(bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.canary_erased(bytea, timestamptz) TO linden_audit;
CREATE OR REPLACE FUNCTION audit.count_canaries() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT count(*)::int FROM audit.canary c WHERE c.erased_at IS NULL AND directory.actor_keeps_canaries(c.organisation_id) $$;

-- ------------------------------------------------------------------ telling
-- The owner also reads for whoever asks a view: by the setting alone, the application's role had every organisation's numbers of
-- members from directory.organisation_size. Whose login it is, it cannot say otherwise.
DROP POLICY told_of_canaries ON directory.member;
CREATE POLICY told_of_canaries ON directory.member FOR SELECT TO linden_owner
  USING ((SELECT audit.task()) = 'tell' AND session_user = 'linden_audit');
