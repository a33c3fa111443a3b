-- The third net. Every table is forced under row-level security, for its owner too; no policy means no rows.
-- The actor is set by the unit of work as the first statement of a transaction, set_config(…, true). After the
-- transaction the settings read '' and not NULL, hence nullif.

CREATE FUNCTION directory.actor_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('linden.member_id', true), '')::uuid $$;
CREATE FUNCTION directory.actor_organisation() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('linden.organisation_id', true), '')::uuid $$;
CREATE FUNCTION directory.actor_kind() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('linden.organisation_kind', true), '') $$;
CREATE FUNCTION directory.actor_has(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('linden.roles', true), ''), ',') && wanted, false) $$;

-- Whether the actor's roles work with a compartment's content; custodians grant vaults and read nothing.
CREATE FUNCTION directory.actor_works_with(compartment text) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE compartment
       WHEN 'identity' THEN directory.actor_has('caseworker', 'counsellor', 'legal_officer')
       WHEN 'casework' THEN directory.actor_has('caseworker', 'counsellor', 'legal_officer', 'supervisor')
       WHEN 'psychosocial' THEN directory.actor_has('counsellor')
       WHEN 'legal' THEN directory.actor_has('legal_officer')
       WHEN 'identity_sheet' THEN directory.actor_has('secretary')
       WHEN 'review' THEN directory.actor_has('secretary', 'reviewer', 'chair')
       ELSE false END $$;

-- No trigger, view or function is needed to hide rows: one FORCE for every table of the five schemas.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT schemaname, tablename FROM pg_tables
           WHERE schemaname IN ('directory', 'keys', 'casework', 'audit', 'statistics') LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', t.schemaname, t.tablename);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', t.schemaname, t.tablename);
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA directory TO linden_auth, linden_app, linden_audit, linden_statistics, linden_release;
GRANT USAGE ON SCHEMA keys TO linden_auth, linden_app;
GRANT USAGE ON SCHEMA casework TO linden_app;
GRANT USAGE ON SCHEMA audit TO linden_auth, linden_app, linden_audit, linden_statistics, linden_release;
GRANT USAGE ON SCHEMA statistics TO linden_app, linden_statistics, linden_release;

-- ------------------------------------------------------------------ directory
GRANT SELECT, INSERT, UPDATE ON directory.organisation, directory.member TO linden_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON directory.session, directory.login_attempt TO linden_auth;
GRANT USAGE ON SEQUENCE directory.login_attempt_id_seq TO linden_auth;
GRANT SELECT ON directory.organisation TO linden_app;
GRANT SELECT (id, organisation_id, email, display_name, roles, status, language, kem_public_key, entry_version,
  entry_signature, created_at, last_login_at) ON directory.member TO linden_app;
GRANT SELECT (id, organisation_id, display_name, roles) ON directory.member TO linden_audit;

CREATE POLICY accounts ON directory.organisation TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY known_to_members ON directory.organisation FOR SELECT TO linden_app
  USING ((SELECT directory.actor_id()) IS NOT NULL);
CREATE POLICY accounts ON directory.member TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY colleagues ON directory.member FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY colleagues_of_auditor ON directory.member FOR SELECT TO linden_audit
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('auditor')));
CREATE POLICY accounts ON directory.session TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY accounts ON directory.login_attempt TO linden_auth USING (true) WITH CHECK (true);

-- ------------------------------------------------------------------ casework: cases and who may see them
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA casework TO linden_app;
GRANT DELETE ON casework.draft, casework.submission TO linden_app;
-- What was once written stays: who was let in, what was frozen, what was sent, what happened.
REVOKE UPDATE ON casework.assignment, casework.break_glass, casework.evidence_custody, casework.packet, casework.packet_document,
  casework.packet_event, casework.letter, casework.review_assignment, casework.submission FROM linden_app;
GRANT UPDATE (ended_at) ON casework.assignment TO linden_app;
GRANT UPDATE (state, handed_over_on, handed_over_route, received_by_ct, referred_at, referred_by, accepted_at,
  registration_number, registered_on, withdrawn_at, row_version) ON casework.packet TO linden_app;
GRANT UPDATE (opened_at) ON casework.letter TO linden_app;
GRANT UPDATE (conflict, declared_at, ended_at) ON casework.review_assignment TO linden_app;
GRANT UPDATE (location) ON casework.submission TO linden_app;

CREATE POLICY organisation ON casework.assignment FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'cso'
    AND (member_id = (SELECT directory.actor_id())
      OR (SELECT directory.actor_has('supervisor', 'caseworker', 'counsellor', 'legal_officer'))));
CREATE POLICY by_supervisor ON casework.assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND assigned_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('supervisor')));
-- Who opens a case is its first worker; nobody else assigns herself. A function, because the policies of two tables that
-- name each other are refused as recursion.
CREATE FUNCTION casework.opened_by_actor(case_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.case_file c WHERE c.id = $1 AND c.opened_by = directory.actor_id()) $$;
CREATE POLICY by_opener ON casework.assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND assigned_by = (SELECT directory.actor_id())
    AND member_id = (SELECT directory.actor_id()) AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND casework.opened_by_actor(case_id));
CREATE POLICY ended ON casework.assignment FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor')))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));

CREATE POLICY own ON casework.break_glass FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND member_id = (SELECT directory.actor_id()));
CREATE POLICY four_hours ON casework.break_glass FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND member_id = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('supervisor'))
    AND opened_at <= now() + interval '5 minutes' AND expires_at <= opened_at + interval '4 hours');

CREATE POLICY visible ON casework.case_file FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (
    (SELECT directory.actor_has('supervisor'))
    OR ((SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
      AND id IN (SELECT a.case_id FROM casework.assignment a
                 WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))));
-- Between opening a case and assigning its opener, in one transaction.
CREATE POLICY just_opened ON casework.case_file FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND opened_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND NOT EXISTS (SELECT 1 FROM casework.assignment a
                    WHERE a.organisation_id = case_file.organisation_id AND a.case_id = case_file.id));
CREATE POLICY opened ON casework.case_file FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND opened_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer')));
CREATE POLICY worked_on ON casework.case_file FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (
    (SELECT directory.actor_has('supervisor'))
    OR ((SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
      AND id IN (SELECT a.case_id FROM casework.assignment a
                 WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));

-- Content of a case: the member is assigned to it and holds a role that the table is for.
DO $$
DECLARE
  t record;
  mine constant text := 'organisation_id = (SELECT directory.actor_organisation()) AND case_id IN '
    '(SELECT a.case_id FROM casework.assignment a WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL)';
  opened constant text := 'organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has(''supervisor'')) '
    'AND case_id IN (SELECT b.case_id FROM casework.break_glass b WHERE b.member_id = (SELECT directory.actor_id()) AND b.expires_at > now())';
BEGIN
  FOR t IN SELECT * FROM (VALUES
    ('identity_record',   '''caseworker'', ''counsellor'', ''legal_officer'''),
    ('consent',           '''caseworker'', ''counsellor'', ''legal_officer'''),
    ('task',              '''caseworker'', ''counsellor'', ''legal_officer'''),
    ('application',       '''caseworker'', ''counsellor'', ''legal_officer'''),
    ('statement',         '''legal_officer'''),
    ('statement_version', '''legal_officer'''),
    ('evidence',          '''legal_officer'''),
    ('evidence_chunk',    '''legal_officer'''),
    ('evidence_custody',  '''legal_officer''')) AS v(name, roles)
  LOOP
    EXECUTE format('CREATE POLICY assigned ON casework.%I TO linden_app USING (%s AND (SELECT directory.actor_has(%s))) WITH CHECK (%s AND (SELECT directory.actor_has(%s)))',
      t.name, mine, t.roles, mine, t.roles);
  END LOOP;
  EXECUTE format('CREATE POLICY opened_by_supervisor ON casework.consent FOR SELECT TO linden_app USING (%s)', opened);
  EXECUTE format('CREATE POLICY opened_by_supervisor ON casework.support_session FOR SELECT TO linden_app USING (compartment = ''casework'' AND %s)', opened);
  -- A caseworker sees that there was a session, and when; what it was is sealed from her.
  EXECUTE format('CREATE POLICY assigned ON casework.support_session FOR SELECT TO linden_app USING (%s AND (
      (SELECT directory.actor_has(''caseworker'')) OR (SELECT directory.actor_works_with(''casework'')) AND compartment = ''casework''
      OR compartment IN (''psychosocial'', ''legal'') AND directory.actor_works_with(compartment)))', mine);
  EXECUTE format('CREATE POLICY held ON casework.support_session FOR INSERT TO linden_app WITH CHECK (%s
      AND compartment IN (''casework'', ''psychosocial'', ''legal'') AND directory.actor_works_with(compartment))', mine);
  EXECUTE format('CREATE POLICY kept ON casework.support_session FOR UPDATE TO linden_app USING (%1$s
      AND compartment IN (''casework'', ''psychosocial'', ''legal'') AND directory.actor_works_with(compartment)) WITH CHECK (%1$s
      AND compartment IN (''casework'', ''psychosocial'', ''legal'') AND directory.actor_works_with(compartment))', mine);
END $$;

-- A supervisor sees that there are tasks and applications (kind, state, dates); their text is sealed.
CREATE POLICY overview ON casework.task FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor')));
CREATE POLICY overview ON casework.application FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('supervisor')));

CREATE POLICY led ON casework.group_session TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (
    leader_id = (SELECT directory.actor_id())
    OR ((compartment = 'casework' AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
      OR compartment = 'psychosocial' AND (SELECT directory.actor_has('counsellor'))
      OR compartment = 'legal' AND (SELECT directory.actor_has('legal_officer')))
      AND id IN (SELECT s.group_session_id FROM casework.support_session s))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND recorded_by = (SELECT directory.actor_id()));

-- ------------------------------------------------------------------ packets: two organisations, one snapshot
CREATE POLICY own ON casework.review_assignment FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND (member_id = (SELECT directory.actor_id()) OR (SELECT directory.actor_has('secretary', 'chair'))));
CREATE POLICY assigned ON casework.review_assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND assigned_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_kind()) = 'commission' AND (SELECT directory.actor_has('secretary', 'chair')));
-- A reviewer declares; what she declared as a conflict she cannot take back.
CREATE POLICY declared ON casework.review_assignment FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND ((SELECT directory.actor_has('secretary', 'chair'))
      OR member_id = (SELECT directory.actor_id()) AND ended_at IS NULL AND conflict <> 'declared'))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));

CREATE POLICY sender ON casework.packet FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (
    (SELECT directory.actor_has('supervisor'))
    OR ((SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
      AND case_id IN (SELECT a.case_id FROM casework.assignment a
                      WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))));
CREATE POLICY frozen ON casework.packet FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND frozen_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL));
CREATE POLICY sender_moves ON casework.packet FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY receiver ON casework.packet FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation())
    AND (SELECT directory.actor_kind()) = 'commission' AND referred_at IS NOT NULL AND withdrawn_at IS NULL
    AND ((SELECT directory.actor_has('secretary', 'chair'))
      OR ((SELECT directory.actor_has('reviewer')) AND id IN (SELECT r.packet_id FROM casework.review_assignment r
          WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict <> 'declared'))));
CREATE POLICY receiver_registers ON casework.packet FOR UPDATE TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND referred_at IS NOT NULL AND withdrawn_at IS NULL
    AND (SELECT directory.actor_has('secretary', 'chair')))
  WITH CHECK (recipient_organisation_id = (SELECT directory.actor_organisation()));

CREATE POLICY sender ON casework.packet_document TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND packet_id IN (SELECT p.id FROM casework.packet p)
    AND (compartment = 'legal' AND (SELECT directory.actor_has('legal_officer'))
      OR compartment = 'identity' AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('legal_officer')));
CREATE POLICY receiver ON casework.packet_document FOR SELECT TO linden_app
  USING ((SELECT directory.actor_kind()) = 'commission'
    AND packet_id IN (SELECT p.id FROM casework.packet p WHERE p.accepted_at IS NOT NULL)
    AND (compartment = 'identity' AND (SELECT directory.actor_has('secretary'))
      OR compartment = 'legal' AND ((SELECT directory.actor_has('secretary', 'chair'))
        OR packet_id IN (SELECT r.packet_id FROM casework.review_assignment r
          WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'))));

CREATE POLICY both_sides ON casework.packet_event TO linden_app
  USING (packet_id IN (SELECT p.id FROM casework.packet p))
  WITH CHECK (packet_id IN (SELECT p.id FROM casework.packet p) AND recorded_by = (SELECT directory.actor_id()));

CREATE POLICY writer ON casework.letter TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND ((SELECT directory.actor_has('secretary', 'chair'))
      OR ((SELECT directory.actor_has('reviewer')) AND packet_id IN (SELECT p.id FROM casework.packet p))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND sent_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('secretary', 'reviewer', 'chair')) AND packet_id IN (SELECT p.id FROM casework.packet p));
CREATE POLICY reader ON casework.letter FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('legal_officer'))
    AND packet_id IN (SELECT p.id FROM casework.packet p));
CREATE POLICY reader_opens ON casework.letter FOR UPDATE TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('legal_officer'))
    AND packet_id IN (SELECT p.id FROM casework.packet p))
  WITH CHECK (recipient_organisation_id = (SELECT directory.actor_organisation()));

CREATE POLICY commission ON casework.review_file TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND ((SELECT directory.actor_has('secretary', 'chair'))
      OR ((SELECT directory.actor_has('reviewer')) AND packet_id IN (SELECT r.packet_id FROM casework.review_assignment r
          WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('secretary', 'chair')));
-- A reviewer who asks for a document sets the file's state, and to nothing else.
CREATE POLICY reviewer_asks ON casework.review_file FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND packet_id IN (SELECT r.packet_id FROM casework.review_assignment r
    WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND state = 'incomplete');

CREATE POLICY commission ON casework.review_note TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'commission'
    AND packet_id IN (SELECT p.id FROM casework.packet p)
    AND (member_id = (SELECT directory.actor_id()) OR (SELECT directory.actor_has('chair'))))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND member_id = (SELECT directory.actor_id())
    AND packet_id IN (SELECT r.packet_id FROM casework.review_assignment r
      WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'));

-- ------------------------------------------------------------------ what belongs to members and to everybody
CREATE POLICY readable ON casework.setting FOR SELECT TO linden_app USING ((SELECT directory.actor_id()) IS NOT NULL);
CREATE POLICY operator_writes ON casework.setting FOR INSERT TO linden_app
  WITH CHECK ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE POLICY operator_confirms ON casework.setting FOR UPDATE TO linden_app
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator'))) WITH CHECK (true);

CREATE POLICY addressed ON casework.notification FOR SELECT TO linden_app
  USING (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY told ON casework.notification FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) OR (SELECT directory.actor_kind()) IN ('commission', 'cso'));
CREATE POLICY noticed ON casework.notification FOR UPDATE TO linden_app
  USING (member_id = (SELECT directory.actor_id())) WITH CHECK (member_id = (SELECT directory.actor_id()));

CREATE POLICY own ON casework.draft TO linden_app
  USING (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()))
  WITH CHECK (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY own ON casework.submission TO linden_app
  USING (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()))
  WITH CHECK (member_id = (SELECT directory.actor_id()) AND organisation_id = (SELECT directory.actor_organisation()));

-- ------------------------------------------------------------------ keys
GRANT SELECT, INSERT ON keys.vault, keys.vault_grant TO linden_auth;
GRANT SELECT ON keys.vault TO linden_app;
GRANT SELECT, INSERT ON keys.content_key, keys.sealed_key TO linden_app;

CREATE POLICY accounts ON keys.vault TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY public_keys ON keys.vault FOR SELECT TO linden_app USING ((SELECT directory.actor_id()) IS NOT NULL);
CREATE POLICY accounts ON keys.vault_grant TO linden_auth USING (true) WITH CHECK (true);

CREATE POLICY visible_subjects ON keys.content_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment) AND CASE subject_kind
    WHEN 'case' THEN subject_id IN (SELECT c.id FROM casework.case_file c)
    WHEN 'packet' THEN subject_id IN (SELECT p.id FROM casework.packet p)
    WHEN 'group_session' THEN subject_id IN (SELECT g.id FROM casework.group_session g)
    -- After a conflict or a withdrawal a reviewer keeps the file's number and state, and no key to it.
    WHEN 'review_file' THEN subject_id IN (SELECT f.id FROM casework.review_file f WHERE (SELECT directory.actor_has('secretary', 'chair'))
      OR f.packet_id IN (SELECT r.packet_id FROM casework.review_assignment r JOIN casework.packet p ON p.id = r.packet_id
        WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'))
    WHEN 'letter' THEN subject_id IN (SELECT l.id FROM casework.letter l)
    ELSE false END);
CREATE POLICY own_organisation ON keys.content_key FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment));
CREATE POLICY receiver ON keys.sealed_key FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment) AND CASE subject_kind
    WHEN 'packet' THEN subject_id IN (SELECT p.id FROM casework.packet p WHERE p.accepted_at IS NOT NULL)
      AND ((SELECT directory.actor_has('secretary', 'chair'))
        OR subject_id IN (SELECT r.packet_id FROM casework.review_assignment r
          WHERE r.member_id = (SELECT directory.actor_id()) AND r.ended_at IS NULL AND r.conflict = 'none'))
    WHEN 'letter' THEN subject_id IN (SELECT l.id FROM casework.letter l)
    ELSE false END);
CREATE POLICY sender ON keys.sealed_key FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation())
    AND (SELECT directory.actor_has('legal_officer', 'secretary', 'reviewer', 'chair')));

-- ------------------------------------------------------------------ audit: insert only; read by the auditor of the organisation
GRANT INSERT ON audit.event TO linden_auth, linden_app, linden_audit, linden_statistics, linden_release;
GRANT SELECT ON audit.event TO linden_audit;
GRANT USAGE ON SEQUENCE audit.event_sequence_seq TO linden_auth, linden_app, linden_audit, linden_statistics, linden_release;

CREATE POLICY recorded ON audit.event FOR INSERT TO linden_app, linden_statistics
  WITH CHECK (actor_id = (SELECT directory.actor_id()) AND actor_organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY recorded_at_the_door ON audit.event FOR INSERT TO linden_auth, linden_audit WITH CHECK (true);
CREATE POLICY published ON audit.event FOR INSERT TO linden_release WITH CHECK (type = 'release.published');
CREATE POLICY auditor ON audit.event FOR SELECT TO linden_audit
  USING ((SELECT directory.actor_has('auditor'))
    AND (organisation_id = (SELECT directory.actor_organisation())
      OR actor_organisation_id = (SELECT directory.actor_organisation())));

-- ------------------------------------------------------------------ statistics
GRANT INSERT, SELECT ON statistics.fact, statistics.total_approval TO linden_app;
GRANT SELECT ON statistics.fact, statistics.total_approval, statistics.release, statistics.cell TO linden_release;
GRANT INSERT, UPDATE (published_at) ON statistics.release TO linden_release;
GRANT INSERT ON statistics.cell TO linden_release;
GRANT SELECT ON statistics.release TO linden_app;

CREATE POLICY recorded ON statistics.fact FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_kind()) = 'cso'
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer')));
CREATE POLICY own_totals ON statistics.fact FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('release_approver')));
CREATE POLICY build ON statistics.fact FOR SELECT TO linden_release USING (true);
CREATE POLICY own_totals ON statistics.total_approval TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND approved_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('release_approver')));
CREATE POLICY build ON statistics.total_approval FOR SELECT TO linden_release USING (true);
-- Cells go into a release that is not published yet; publishing is the one change, and the last.
CREATE POLICY earlier ON statistics.release FOR SELECT TO linden_release USING (true);
CREATE POLICY build ON statistics.release FOR INSERT TO linden_release WITH CHECK (published_at IS NULL);
CREATE POLICY publish ON statistics.release FOR UPDATE TO linden_release
  USING (published_at IS NULL) WITH CHECK (published_at IS NOT NULL);
CREATE POLICY known ON statistics.release FOR SELECT TO linden_app USING ((SELECT directory.actor_id()) IS NOT NULL);
CREATE POLICY earlier ON statistics.cell FOR SELECT TO linden_release USING (true);
CREATE POLICY build ON statistics.cell FOR INSERT TO linden_release
  WITH CHECK (release_id IN (SELECT r.id FROM statistics.release r WHERE r.published_at IS NULL));

-- What the analyst's role can select, and nothing else: a count under ten leaves the database as NULL.
CREATE POLICY published ON statistics.release FOR SELECT TO linden_owner USING (published_at IS NOT NULL);
CREATE POLICY published ON statistics.cell FOR SELECT TO linden_owner
  USING (release_id IN (SELECT r.id FROM statistics.release r WHERE r.published_at IS NOT NULL));
CREATE VIEW statistics.published_release AS
  SELECT id, period, plan_version, parameters, published_at FROM statistics.release;
CREATE VIEW statistics.published_cell WITH (security_barrier) AS
  SELECT release_id, indicator, statistic_table, categories, period, cell_key,
         CASE WHEN z >= 10 THEN z END AS value
  FROM statistics.cell;
GRANT SELECT ON statistics.published_release, statistics.published_cell TO linden_statistics;
