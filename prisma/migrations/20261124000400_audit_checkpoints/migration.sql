CREATE TABLE "audit"."leaf" (
    "position" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "leaf_pkey" PRIMARY KEY ("position")
);

CREATE TABLE "audit"."subtree" (
    "level" INTEGER NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "subtree_pkey" PRIMARY KEY ("level","position")
);

CREATE TABLE "audit"."checkpoint" (
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "last_sequence" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "key_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("size")
);

CREATE UNIQUE INDEX "leaf_sequence_key" ON "audit"."leaf"("sequence");

-- No foreign key from a leaf to its event: it would lock every event once more. `npm run audit:verify` compares the two.

-- ------------------------------------------------------------------ who may do what: docs/decisions/042
-- 'seal': the sequencer, which has no actor. 'verify': the command that checks the log, under the owner's login.
-- Both read every organisation's events, or their hashes; nobody else does.
CREATE FUNCTION audit.task() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT CASE WHEN directory.actor_id() IS NULL THEN nullif(current_setting('linden.task', true), '') END $$;

ALTER TABLE audit.leaf ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.leaf FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.subtree ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.subtree FORCE ROW LEVEL SECURITY;
ALTER TABLE audit.checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.checkpoint FORCE ROW LEVEL SECURITY;

-- Insert only, for every role that logs in, as audit.event.
GRANT SELECT, INSERT ON audit.leaf, audit.subtree, audit.checkpoint TO linden_audit;
CREATE POLICY sequencer ON audit.leaf FOR SELECT TO linden_audit USING ((SELECT audit.task()) = 'seal');
CREATE POLICY sealed ON audit.leaf FOR INSERT TO linden_audit WITH CHECK ((SELECT audit.task()) = 'seal');
CREATE POLICY sequencer ON audit.subtree FOR SELECT TO linden_audit USING ((SELECT audit.task()) = 'seal');
CREATE POLICY sealed ON audit.subtree FOR INSERT TO linden_audit WITH CHECK ((SELECT audit.task()) = 'seal');
CREATE POLICY sequencer ON audit.checkpoint FOR SELECT TO linden_audit USING ((SELECT audit.task()) = 'seal');
CREATE POLICY sealed ON audit.checkpoint FOR INSERT TO linden_audit WITH CHECK ((SELECT audit.task()) = 'seal');

-- A checkpoint says nothing of anybody: every organisation's auditor takes it home, and a packet carries the newest.
CREATE POLICY handed_out ON audit.checkpoint FOR SELECT TO linden_audit USING ((SELECT directory.actor_has('auditor')));
GRANT SELECT ON audit.checkpoint TO linden_app;
CREATE POLICY printed ON audit.checkpoint FOR SELECT TO linden_app
  USING ((SELECT directory.actor_kind()) = 'cso' AND (SELECT directory.actor_has('legal_officer')));

-- Of an event the sequencer sees its number and its hash. The view reads as its owner.
CREATE POLICY hashed_and_verified ON audit.event FOR SELECT TO linden_owner
  USING ((SELECT audit.task()) IN ('seal', 'verify'));
CREATE VIEW audit.event_hash WITH (security_barrier) AS SELECT sequence, payload_hash FROM audit.event;
GRANT SELECT ON audit.event_hash TO linden_audit;

CREATE POLICY verified ON audit.leaf FOR SELECT TO linden_owner USING ((SELECT audit.task()) = 'verify');
CREATE POLICY verified ON audit.subtree FOR SELECT TO linden_owner USING ((SELECT audit.task()) = 'verify');
CREATE POLICY verified ON audit.checkpoint FOR SELECT TO linden_owner USING ((SELECT audit.task()) = 'verify');
