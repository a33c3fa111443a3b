-- Leaving and changing: a custodian changes entries of her colleagues, ends their sessions and grants, and gives a vault a
-- new epoch, under which the content keys are wrapped anew while the row of keys.rotation is open.

CREATE TABLE "keys"."rotation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "unreadable" INTEGER NOT NULL,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "runner_id" UUID,
    "heartbeat_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "rotation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "rotation_organisation_id_compartment_epoch_key" ON "keys"."rotation"("organisation_id", "compartment", "epoch");
ALTER TABLE "keys"."rotation" ADD CONSTRAINT "rotation_organisation_id_compartment_epoch_fkey"
  FOREIGN KEY ("organisation_id", "compartment", "epoch") REFERENCES "keys"."vault"("organisation_id", "compartment", "epoch") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE keys.rotation ENABLE ROW LEVEL SECURITY;
ALTER TABLE keys.rotation FORCE ROW LEVEL SECURITY;

-- ------------------------------------------------------------------ who acts, by her row and not by the setting alone
-- A statement that only sets linden.roles has no such role in the directory. (One that also speaks as somebody who has
-- it is believed, as everywhere: see tests/rls/probes.test.ts.)
CREATE FUNCTION directory.actor_is(role text) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT directory.actor_has(role) AND EXISTS (
       SELECT 1 FROM directory.member m WHERE m.id = directory.actor_id() AND m.organisation_id = directory.actor_organisation()
         AND m.status = 'active' AND role = ANY (m.roles)) $$;
CREATE FUNCTION directory.works_on_cases(member_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM directory.member m WHERE m.id = $1 AND m.status = 'active'
       AND m.roles && ARRAY['caseworker', 'counsellor', 'legal_officer']) $$;
CREATE FUNCTION keys.newest_epoch(organisation uuid, compartment text) RETURNS integer LANGUAGE sql STABLE AS
  $$ SELECT max(v.epoch) FROM keys.vault v WHERE v.organisation_id = $1 AND v.compartment = $2 $$;

-- ------------------------------------------------------------------ the directory: a colleague's entry, never one's own
GRANT UPDATE (roles, status, entry_version, entry_signature) ON directory.member TO linden_app;
CREATE POLICY changed_by_custodian ON directory.member FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND id <> (SELECT directory.actor_id()))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND id <> (SELECT directory.actor_id()));

-- What was taken from somebody ends her sessions in the same transaction.
GRANT SELECT (member_id, organisation_id, last_seen_at, expires_at), DELETE ON directory.session TO linden_app;
CREATE POLICY counted ON directory.session FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation())
    AND ((SELECT directory.actor_is('custodian')) OR (SELECT directory.actor_is('supervisor'))));
CREATE POLICY ended_for_a_colleague ON directory.session FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND member_id <> (SELECT directory.actor_id())
    AND ((SELECT directory.actor_is('custodian')) OR (SELECT directory.actor_is('supervisor'))));

-- ------------------------------------------------------------------ vaults, grants and the work of re-wrapping
GRANT INSERT ON keys.vault TO linden_app;
CREATE POLICY renewed ON keys.vault FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND epoch = keys.newest_epoch(organisation_id, compartment) + 1);

GRANT SELECT, INSERT ON keys.rotation TO linden_app;
GRANT UPDATE (state, total, done, unreadable, runner_id, heartbeat_at, finished_at) ON keys.rotation TO linden_app;
CREATE POLICY custodian_sees ON keys.rotation FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')));
CREATE POLICY custodian_begins ON keys.rotation FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND started_by = (SELECT directory.actor_id()) AND state = 'open');
CREATE POLICY custodian_goes_on ON keys.rotation FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')) AND state = 'open')
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));

GRANT SELECT (organisation_id, member_id, compartment, epoch, granted_by, granted_at), INSERT, DELETE ON keys.vault_grant TO linden_app;
CREATE POLICY custodian_sees ON keys.vault_grant FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')));
-- To herself only the new epoch of a vault that is being renewed: she holds every vault, or could not renew it.
CREATE POLICY custodian_grants ON keys.vault_grant FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND granted_by = (SELECT directory.actor_id())
    AND (member_id <> (SELECT directory.actor_id())
      OR (compartment, epoch) IN (SELECT r.compartment, r.epoch FROM keys.rotation r WHERE r.state = 'open')));
CREATE POLICY custodian_withdraws ON keys.vault_grant FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND (member_id <> (SELECT directory.actor_id()) OR epoch < keys.newest_epoch(organisation_id, compartment)));

-- New content keys are wrapped under the newest epoch, or a session that began before would bring the old one back.
DROP POLICY own_organisation ON keys.content_key;
CREATE POLICY own_organisation ON keys.content_key FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND directory.actor_works_with(compartment)
    AND epoch = keys.newest_epoch(organisation_id, compartment));
-- A custodian reaches wrapped keys while a vault is being renewed, and may change only what wraps them.
GRANT UPDATE (epoch, wrapped_key_ct) ON keys.content_key TO linden_app;
CREATE POLICY being_rewrapped ON keys.content_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND compartment IN (SELECT r.compartment FROM keys.rotation r WHERE r.state = 'open'));
CREATE POLICY rewrapped ON keys.content_key FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND compartment IN (SELECT r.compartment FROM keys.rotation r WHERE r.state = 'open'))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation())
    AND (compartment, epoch) IN (SELECT r.compartment, r.epoch FROM keys.rotation r WHERE r.state = 'open'));
GRANT UPDATE (epoch, sealed_key_ct) ON keys.sealed_key TO linden_app;
CREATE POLICY being_resealed ON keys.sealed_key FOR SELECT TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND compartment IN (SELECT r.compartment FROM keys.rotation r WHERE r.state = 'open'));
CREATE POLICY resealed ON keys.sealed_key FOR UPDATE TO linden_app
  USING (recipient_organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND compartment IN (SELECT r.compartment FROM keys.rotation r WHERE r.state = 'open'))
  WITH CHECK (recipient_organisation_id = (SELECT directory.actor_organisation())
    AND (compartment, epoch) IN (SELECT r.compartment, r.epoch FROM keys.rotation r WHERE r.state = 'open'));

-- ------------------------------------------------------------------ the work that somebody leaves behind
-- A custodian sees who is assigned (random ids, no case), ends what a leaver still holds, and gives a case that would be
-- left alone to a colleague. Assigning otherwise stays the supervisor's.
CREATE FUNCTION casework.waits_for_a_worker(case_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM casework.assignment a WHERE a.case_id = $1 AND a.ended_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM casework.assignment a WHERE a.case_id = $1 AND a.ended_at IS NULL AND directory.works_on_cases(a.member_id)) $$;
CREATE POLICY custodian_counts ON casework.assignment FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')));
CREATE POLICY taken_over ON casework.assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND assigned_by = (SELECT directory.actor_id()) AND member_id <> (SELECT directory.actor_id())
    AND directory.works_on_cases(member_id) AND casework.waits_for_a_worker(case_id));
CREATE POLICY left_behind ON casework.assignment FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND NOT directory.works_on_cases(member_id))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND ended_at IS NOT NULL);

-- An emergency access that is open ends with the role that allowed it.
GRANT UPDATE (expires_at) ON casework.break_glass TO linden_app;
CREATE POLICY custodian_sees ON casework.break_glass FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')));
CREATE POLICY ended_by_custodian ON casework.break_glass FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')) AND expires_at > now())
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND expires_at <= now() + interval '5 minutes');

-- A reviewer who leaves is out of her files; who judges them instead is the chair's to say.
CREATE FUNCTION directory.reviews_packets(member_id uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM directory.member m WHERE m.id = $1 AND m.status = 'active' AND 'reviewer' = ANY (m.roles)) $$;
CREATE POLICY custodian_counts ON casework.review_assignment FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian')));
CREATE POLICY left_behind ON casework.review_assignment FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_is('custodian'))
    AND NOT directory.reviews_packets(member_id))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND ended_at IS NOT NULL);

-- Nobody is given a case, or gives herself the one she opens, once she is no longer there to work on it.
DROP POLICY by_supervisor ON casework.assignment;
CREATE POLICY by_supervisor ON casework.assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND assigned_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('supervisor')) AND directory.works_on_cases(member_id));
DROP POLICY by_opener ON casework.assignment;
CREATE POLICY by_opener ON casework.assignment FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND assigned_by = (SELECT directory.actor_id())
    AND member_id = (SELECT directory.actor_id()) AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND directory.works_on_cases(member_id) AND casework.opened_by_actor(case_id));
