-- Canary cases: files that nobody has a reason to open, so that opening one is told at once (docs/decisions/085). Which ones they
-- are stands here as keyed hashes alone, made by the key module; no login role reads or writes these tables, and what the
-- application's role may run says nothing of what is in them.
CREATE TABLE audit.canary (
    mark BYTEA NOT NULL,
    person_key BYTEA NOT NULL,
    organisation_id UUID NOT NULL,
    created_by UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,

    CONSTRAINT canary_pkey PRIMARY KEY (mark)
);
CREATE UNIQUE INDEX canary_organisation_id_mark_key ON audit.canary (organisation_id, mark);
CREATE UNIQUE INDEX canary_person_key_key ON audit.canary (person_key);
CREATE TABLE audit.canary_alert (
    id UUID NOT NULL,
    mark BYTEA NOT NULL,
    organisation_id UUID NOT NULL,
    member_id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,

    CONSTRAINT canary_alert_pkey PRIMARY KEY (id)
);
CREATE INDEX canary_alert_organisation_id_at_idx ON audit.canary_alert (organisation_id, at DESC);
ALTER TABLE audit.canary_alert ADD CONSTRAINT canary_alert_organisation_id_mark_fkey
  FOREIGN KEY (organisation_id, mark) REFERENCES audit.canary (organisation_id, mark) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE audit.canary ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.canary FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.canary_alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.canary_alert FORCE ROW LEVEL SECURITY;
-- For the functions below, which run as the owner. Its login is for migrations alone.
CREATE POLICY kept ON audit.canary TO linden_owner USING (true) WITH CHECK (true);
CREATE POLICY kept ON audit.canary_alert TO linden_owner USING (true) WITH CHECK (true);

-- ------------------------------------------------------------------ making one
-- A custodian has no way to write a case; this function writes one that looks as if a caseworker had opened it.
CREATE FUNCTION directory.actor_keeps_canaries(organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT directory.actor_kind() = 'cso' AND directory.actor_has('custodian') AND organisation = directory.actor_organisation() $$;
CREATE POLICY made_apart ON casework.case_file FOR INSERT TO linden_owner WITH CHECK (directory.actor_keeps_canaries(organisation_id));
CREATE POLICY made_apart ON casework.assignment FOR INSERT TO linden_owner WITH CHECK (directory.actor_keeps_canaries(organisation_id));
CREATE POLICY made_apart ON casework.identity_record FOR INSERT TO linden_owner WITH CHECK (directory.actor_keeps_canaries(organisation_id));
CREATE POLICY made_apart ON keys.content_key FOR INSERT TO linden_owner WITH CHECK (directory.actor_keeps_canaries(organisation_id));

CREATE FUNCTION audit.make_canary(mark bytea, person_key bytea, case_id uuid, code text, worker uuid, assigned boolean,
  opened_on date, last_activity_at timestamptz, identity_id uuid, full_name_ct bytea, phone_ct bytea, safe_contact_ct bytea,
  epoch int, wrapped_key_ct bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  organisation uuid := directory.actor_organisation();
BEGIN
  INSERT INTO casework.case_file (id, organisation_id, code, step, readiness, opened_on, last_activity_at, opened_by, row_version)
    VALUES (case_id, organisation, code, 'engagement', 'not_discussed', opened_on, last_activity_at, worker, 1);
  -- Nobody's, as the cases of somebody who was taken off them: a case without any assignment would show itself to its opener.
  INSERT INTO casework.assignment (id, organisation_id, case_id, member_id, assigned_by, assigned_at, ended_at)
    VALUES (gen_random_uuid(), organisation, case_id, worker, worker, opened_on, CASE WHEN NOT assigned THEN last_activity_at END);
  INSERT INTO casework.identity_record (id, organisation_id, case_id, row_version, full_name_ct, phone_ct, safe_contact_ct, updated_by, updated_at)
    VALUES (identity_id, organisation, case_id, 1, full_name_ct, phone_ct, safe_contact_ct, worker, last_activity_at);
  INSERT INTO keys.content_key (organisation_id, subject_kind, subject_id, compartment, epoch, content_epoch, wrapped_key_ct, created_at)
    VALUES (organisation, 'case', case_id, 'identity', epoch, epoch, wrapped_key_ct, last_activity_at);
  INSERT INTO audit.canary (mark, person_key, organisation_id, created_by, created_at)
    VALUES (mark, person_key, organisation, directory.actor_id(), now());
END $$;
REVOKE ALL ON FUNCTION audit.make_canary(bytea, bytea, uuid, text, uuid, boolean, date, timestamptz, uuid, bytea, bytea, bytea, int, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.make_canary(bytea, bytea, uuid, text, uuid, boolean, date, timestamptz, uuid, bytea, bytea, bytea, int, bytea) TO linden_app;

-- ------------------------------------------------------------------ telling
-- Which of these marks stand for a canary; when there are any, custodians and auditors of its organisation have a notice, the same
-- reader once an hour for one canary. Never she who opened it. For the log's role, after what was read is committed.
CREATE POLICY told_of_canaries ON directory.member FOR SELECT TO linden_owner USING ((SELECT audit.task()) = 'tell');
CREATE POLICY told_of_canaries ON casework.notification FOR INSERT TO linden_owner
  WITH CHECK (kind = 'canary_opened' AND (SELECT audit.task()) = 'tell');
CREATE FUNCTION audit.tell_of_canaries(marks bytea[], reader uuid, at timestamptz)
RETURNS TABLE (mark bytea, organisation_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  opened audit.canary;
  known boolean;
BEGIN
  PERFORM set_config('linden.task', 'tell', true);
  FOR opened IN SELECT * FROM audit.canary c WHERE c.mark = ANY (marks) ORDER BY c.mark LOOP
    -- The commit is not waited for: it would make this page slower than another.
    PERFORM set_config('synchronous_commit', 'off', true);
    known := EXISTS (SELECT 1 FROM audit.canary_alert a
                     WHERE a.mark = opened.mark AND a.member_id = reader AND a.at > tell_of_canaries.at - interval '1 hour');
    INSERT INTO audit.canary_alert (id, mark, organisation_id, member_id, at)
      VALUES (gen_random_uuid(), opened.mark, opened.organisation_id, reader, tell_of_canaries.at);
    IF NOT known THEN
      INSERT INTO casework.notification (id, organisation_id, member_id, kind, subject_kind, subject_id, created_at)
        SELECT gen_random_uuid(), m.organisation_id, m.id, 'canary_opened', 'Member', reader, tell_of_canaries.at
        FROM directory.member m
        WHERE m.organisation_id = opened.organisation_id AND m.status = 'active' AND m.id <> reader
          AND m.roles && ARRAY['custodian', 'auditor'];
    END IF;
    tell_of_canaries.mark := opened.mark;
    tell_of_canaries.organisation_id := opened.organisation_id;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('linden.task', '', true);
END $$;
REVOKE ALL ON FUNCTION audit.tell_of_canaries(bytea[], uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.tell_of_canaries(bytea[], uuid, timestamptz) TO linden_audit;

-- ------------------------------------------------------------------ what their keeper sees: how many, and the last alerts
CREATE FUNCTION audit.count_canaries() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT count(*)::int FROM audit.canary c WHERE directory.actor_keeps_canaries(c.organisation_id) $$;
CREATE FUNCTION audit.last_canary_alerts() RETURNS TABLE (member_id uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT a.member_id, a.at FROM audit.canary_alert a WHERE directory.actor_keeps_canaries(a.organisation_id) ORDER BY a.at DESC LIMIT 20 $$;
REVOKE ALL ON FUNCTION audit.count_canaries(), audit.last_canary_alerts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.count_canaries(), audit.last_canary_alerts() TO linden_audit;

-- ------------------------------------------------------------------ not counted
-- What somebody records on a canary is written as for any case, so that she sees no difference, and is left out where it is counted.
CREATE FUNCTION statistics.stands_for_nobody(key bytea) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT EXISTS (SELECT 1 FROM audit.canary c WHERE c.person_key = key) $$;
REVOKE ALL ON FUNCTION statistics.stands_for_nobody(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.stands_for_nobody(bytea) TO linden_app, linden_release;
CREATE POLICY of_persons ON statistics.fact AS RESTRICTIVE FOR SELECT TO linden_app, linden_release
  USING (NOT statistics.stands_for_nobody(person_key));
