-- Invitations, recovery codes and the organisations' offline recovery keys.

-- CreateTable

CREATE TABLE "directory"."invitation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "roles" TEXT[],
    "language" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "one_time_public_key" BYTEA NOT NULL,
    "pepper_version" INTEGER NOT NULL,
    "replaced_key_hash" BYTEA,
    "reason" TEXT,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "accepted_at" TIMESTAMPTZ,
    "cancelled_at" TIMESTAMPTZ,
    "entry_version" INTEGER NOT NULL,
    "entry_signature" BYTEA NOT NULL,
    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "keys"."invitation_grant" (
    "organisation_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "sealed_seed_ct" BYTEA NOT NULL,
    CONSTRAINT "invitation_grant_pkey" PRIMARY KEY ("invitation_id","compartment","epoch")
);

CREATE TABLE "keys"."member_recovery" (
    "member_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "code_salt" BYTEA,
    "code_verifier" BYTEA,
    "pepper_version" INTEGER,
    "wrapped_seed_ct" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "used_at" TIMESTAMPTZ,
    CONSTRAINT "member_recovery_pkey" PRIMARY KEY ("member_id")
);

CREATE TABLE "keys"."recovery_key" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "drilled_at" TIMESTAMPTZ,
    "retired_at" TIMESTAMPTZ,
    "entry_version" INTEGER NOT NULL,
    "entry_signature" BYTEA NOT NULL,
    CONSTRAINT "recovery_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "keys"."recovery_grant" (
    "organisation_id" UUID NOT NULL,
    "recovery_key_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "sealed_seed_ct" BYTEA NOT NULL,
    CONSTRAINT "recovery_grant_pkey" PRIMARY KEY ("recovery_key_id","compartment","epoch")
);

CREATE UNIQUE INDEX "invitation_token_hash_key" ON "directory"."invitation"("token_hash");

CREATE INDEX "invitation_organisation_id_created_at_idx" ON "directory"."invitation"("organisation_id", "created_at");

CREATE UNIQUE INDEX "invitation_organisation_id_id_key" ON "directory"."invitation"("organisation_id", "id");

CREATE INDEX "invitation_grant_organisation_id_idx" ON "keys"."invitation_grant"("organisation_id");

CREATE INDEX "member_recovery_organisation_id_idx" ON "keys"."member_recovery"("organisation_id");

CREATE UNIQUE INDEX "recovery_key_organisation_id_id_key" ON "keys"."recovery_key"("organisation_id", "id");

CREATE INDEX "recovery_grant_organisation_id_idx" ON "keys"."recovery_grant"("organisation_id");

ALTER TABLE "directory"."invitation" ADD CONSTRAINT "invitation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "directory"."organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "keys"."invitation_grant" ADD CONSTRAINT "invitation_grant_organisation_id_invitation_id_fkey" FOREIGN KEY ("organisation_id", "invitation_id") REFERENCES "directory"."invitation"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "keys"."member_recovery" ADD CONSTRAINT "member_recovery_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "keys"."recovery_key" ADD CONSTRAINT "recovery_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "directory"."organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "keys"."recovery_grant" ADD CONSTRAINT "recovery_grant_organisation_id_recovery_key_id_fkey" FOREIGN KEY ("organisation_id", "recovery_key_id") REFERENCES "keys"."recovery_key"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A used code leaves nothing that could be opened; an unused one has all of it.
ALTER TABLE "keys"."member_recovery" ADD CONSTRAINT "member_recovery_used_or_whole" CHECK (
  (used_at IS NULL) = (code_salt IS NOT NULL AND code_verifier IS NOT NULL AND pepper_version IS NOT NULL AND wrapped_seed_ct IS NOT NULL));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['directory.invitation', 'keys.invitation_grant', 'keys.member_recovery', 'keys.recovery_key', 'keys.recovery_grant'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;

-- ------------------------------------------------------------------ before anybody is known: accepting, recovering
GRANT SELECT, INSERT, UPDATE (accepted_at, cancelled_at) ON directory.invitation TO linden_auth;
GRANT SELECT, DELETE ON keys.invitation_grant TO linden_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.member_recovery TO linden_auth;
GRANT SELECT ON keys.recovery_key, keys.recovery_grant TO linden_auth;
GRANT DELETE ON keys.vault_grant TO linden_auth;
CREATE POLICY accounts ON directory.invitation TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY accounts ON keys.invitation_grant TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY accounts ON keys.member_recovery TO linden_auth USING (true) WITH CHECK (true);
CREATE POLICY accounts ON keys.recovery_key FOR SELECT TO linden_auth USING (true);
CREATE POLICY accounts ON keys.recovery_grant FOR SELECT TO linden_auth USING (true);

-- What was done to an account is told in the same transaction; a new key pair makes the old drafts unreadable for ever.
GRANT USAGE ON SCHEMA casework TO linden_auth;
GRANT INSERT ON casework.notification TO linden_auth;
CREATE POLICY told_at_the_door ON casework.notification FOR INSERT TO linden_auth
  WITH CHECK (kind IN ('member_joined', 'member_renewed', 'code_used', 'organisation_recovered', 'drill_due') AND subject_kind = 'Member');

-- ------------------------------------------------------------------ a custodian invites into her own organisation
GRANT SELECT, INSERT, UPDATE (cancelled_at) ON directory.invitation TO linden_app;
GRANT INSERT, DELETE, SELECT (organisation_id, invitation_id, compartment, epoch) ON keys.invitation_grant TO linden_app;
CREATE POLICY of_custodian ON directory.invitation FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));
CREATE POLICY by_custodian ON directory.invitation FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND invited_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('custodian')) AND (SELECT directory.actor_kind()) IN ('cso', 'commission')
    AND kind IN ('member', 'renewal') AND member_id <> (SELECT directory.actor_id())
    AND accepted_at IS NULL AND cancelled_at IS NULL AND expires_at <= created_at + interval '72 hours');
CREATE POLICY cancelled_by_custodian ON directory.invitation FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')) AND accepted_at IS NULL)
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND cancelled_at IS NOT NULL);
CREATE POLICY of_custodian ON keys.invitation_grant FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));
CREATE POLICY by_custodian ON keys.invitation_grant FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian'))
    AND invitation_id IN (SELECT i.id FROM directory.invitation i
      WHERE i.kind IN ('member', 'renewal') AND i.accepted_at IS NULL AND i.cancelled_at IS NULL));
CREATE POLICY withdrawn_by_custodian ON keys.invitation_grant FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));

-- ------------------------------------------------------------------ an operator makes organisations, and invites where no key is given
GRANT INSERT ON directory.organisation TO linden_app;
CREATE POLICY by_operator ON directory.organisation FOR INSERT TO linden_app
  WITH CHECK ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')) AND kind <> 'host');
CREATE POLICY of_operator ON directory.invitation FOR SELECT TO linden_app
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator'))
    AND (kind IN ('first', 'recovery')
      OR organisation_id IN (SELECT o.id FROM directory.organisation o WHERE o.kind IN ('funder', 'host'))));
CREATE POLICY by_operator ON directory.invitation FOR INSERT TO linden_app
  WITH CHECK ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator'))
    AND invited_by = (SELECT directory.actor_id()) AND member_id <> (SELECT directory.actor_id())
    AND accepted_at IS NULL AND cancelled_at IS NULL AND expires_at <= created_at + interval '72 hours'
    AND CASE kind
      -- The first custodian, where nobody is yet; her vaults are made when she accepts.
      WHEN 'first' THEN roles = '{custodian}' AND organisation_id NOT IN (SELECT s.organisation_id FROM directory.organisation_size s)
      -- A custodian who must bring two shares of the recovery key.
      WHEN 'recovery' THEN roles = '{custodian}'
      -- Organisations without vaults have no custodian.
      WHEN 'member' THEN organisation_id IN (SELECT o.id FROM directory.organisation o WHERE o.kind IN ('funder', 'host'))
      ELSE false END);
CREATE POLICY cancelled_by_operator ON directory.invitation FOR UPDATE TO linden_app
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')) AND accepted_at IS NULL
    AND (kind IN ('first', 'recovery')
      OR organisation_id IN (SELECT o.id FROM directory.organisation o WHERE o.kind IN ('funder', 'host'))))
  WITH CHECK (cancelled_at IS NOT NULL);

-- ------------------------------------------------------------------ recovery codes: who has confirmed hers
GRANT SELECT (organisation_id, member_id, confirmed_at) ON keys.member_recovery TO linden_app;
CREATE POLICY colleagues ON keys.member_recovery FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()));

-- ------------------------------------------------------------------ the organisation's recovery key
GRANT SELECT, INSERT, UPDATE (confirmed_at, drilled_at, retired_at) ON keys.recovery_key TO linden_app;
GRANT INSERT, DELETE, SELECT (organisation_id, recovery_key_id, compartment, epoch) ON keys.recovery_grant TO linden_app;
CREATE POLICY of_custodian ON keys.recovery_key FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian'))
    OR (SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE POLICY by_custodian ON keys.recovery_key FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND created_by = (SELECT directory.actor_id())
    AND (SELECT directory.actor_has('custodian')) AND (SELECT directory.actor_kind()) IN ('cso', 'commission'));
CREATE POLICY kept_by_custodian ON keys.recovery_key FOR UPDATE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')))
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()));
CREATE POLICY of_custodian ON keys.recovery_grant FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));
CREATE POLICY by_custodian ON keys.recovery_grant FOR INSERT TO linden_app
  WITH CHECK (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));
CREATE POLICY withdrawn_by_custodian ON keys.recovery_grant FOR DELETE TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation()) AND (SELECT directory.actor_has('custodian')));

-- ------------------------------------------------------------------ two custodians before real data
CREATE FUNCTION directory.has_two_custodians() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT count(*) >= 2 FROM directory.member m
     JOIN keys.member_recovery r ON r.organisation_id = m.organisation_id AND r.member_id = m.id
     WHERE m.organisation_id = directory.actor_organisation() AND m.status = 'active' AND 'custodian' = ANY (m.roles)
       AND r.confirmed_at IS NOT NULL $$;
-- The demonstration says `optional`; where nothing is said the rule holds.
CREATE POLICY two_custodians ON casework.case_file AS RESTRICTIVE FOR INSERT TO linden_app
  WITH CHECK (coalesce(current_setting('linden.onboarding', true), '') = 'optional' OR (SELECT directory.has_two_custodians()));
