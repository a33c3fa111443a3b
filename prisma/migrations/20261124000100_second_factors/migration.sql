-- A second factor beside the password, the stage of a session between the two, and one counter of attempts for every door.

ALTER TABLE directory.member ADD COLUMN factor_ids UUID[] DEFAULT ARRAY[]::UUID[];

-- Every session ends here: its secrets were sealed without a stage and would not open any more.
DELETE FROM directory.session;
ALTER TABLE directory.session
  ADD COLUMN stage TEXT NOT NULL CONSTRAINT session_stage CHECK (stage IN ('password', 'full')),
  ADD COLUMN stepped_up_at TIMESTAMPTZ,
  ADD COLUMN device TEXT NOT NULL,
  ADD COLUMN challenge_salt BYTEA;

CREATE TABLE directory.second_factor (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    member_id UUID NOT NULL,
    kind TEXT NOT NULL CONSTRAINT second_factor_kind CHECK (
      (kind = 'app' AND secret_ct IS NOT NULL AND credential_id IS NULL AND public_key IS NULL)
      OR (kind = 'passkey' AND secret_ct IS NULL AND credential_id IS NOT NULL AND public_key IS NOT NULL)),
    secret_ct BYTEA,
    credential_id BYTEA,
    public_key BYTEA,
    transports TEXT[] DEFAULT ARRAY[]::TEXT[],
    last_step BIGINT,
    sign_count BIGINT NOT NULL DEFAULT 0,
    device TEXT NOT NULL,
    entry_version INTEGER NOT NULL,
    entry_signature BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,

    CONSTRAINT second_factor_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX second_factor_credential_id_key ON directory.second_factor (credential_id);
CREATE INDEX second_factor_member_id_idx ON directory.second_factor (member_id);
ALTER TABLE directory.second_factor ADD CONSTRAINT second_factor_organisation_id_member_id_fkey
  FOREIGN KEY (organisation_id, member_id) REFERENCES directory.member (organisation_id, id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE directory.login_attempt RENAME TO attempt;
ALTER TABLE directory.attempt RENAME CONSTRAINT login_attempt_pkey TO attempt_pkey;
ALTER INDEX directory.login_attempt_subject_hash_attempted_at_idx RENAME TO attempt_subject_hash_attempted_at_idx;
ALTER SEQUENCE directory.login_attempt_id_seq RENAME TO attempt_id_seq;

-- Takes one attempt for each subject (hexadecimal SHA-256), or none and answers NULL when one of them has used up its
-- `most` within its `minutes`. The locks, taken in one order, make "at most" exact when many come at once, from any
-- number of processes. What is older than the window goes with the next attempt.
CREATE FUNCTION directory.take_attempt(subjects text[], most int[], minutes int[]) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  place int;
  made bigint;
  made_all bigint[] := '{}';
  subject bytea;
BEGIN
  FOR place IN SELECT i FROM generate_subscripts(subjects, 1) AS i ORDER BY subjects[i] LOOP
    PERFORM pg_advisory_xact_lock(('x' || substr(subjects[place], 1, 16))::bit(64)::bigint);
  END LOOP;
  FOR place IN SELECT i FROM generate_subscripts(subjects, 1) AS i LOOP
    subject := decode(subjects[place], 'hex');
    DELETE FROM directory.attempt a
      WHERE a.subject_hash = subject AND a.attempted_at <= clock_timestamp() - make_interval(mins => minutes[place]);
    IF (SELECT count(*) FROM directory.attempt a WHERE a.subject_hash = subject) >= most[place] THEN
      RETURN NULL;
    END IF;
  END LOOP;
  FOR place IN SELECT i FROM generate_subscripts(subjects, 1) AS i LOOP
    INSERT INTO directory.attempt (subject_hash, attempted_at)
      VALUES (decode(subjects[place], 'hex'), clock_timestamp()) RETURNING id INTO made;
    made_all := made_all || made;
  END LOOP;
  RETURN made_all;
END $$;
REVOKE ALL ON FUNCTION directory.take_attempt(text[], int[], int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.take_attempt(text[], int[], int[]) TO linden_auth;

ALTER TABLE directory.second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.second_factor FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON directory.second_factor TO linden_auth;
GRANT UPDATE (last_step, sign_count, last_used_at) ON directory.second_factor TO linden_auth;
CREATE POLICY accounts ON directory.second_factor TO linden_auth USING (true) WITH CHECK (true);
-- Custodians may see whether a colleague has one (the ids say nothing else), and entries can be verified before a grant.
GRANT SELECT (factor_ids) ON directory.member TO linden_app;
