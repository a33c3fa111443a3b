-- The configured rules as public reports and press give them: each with its source, none confirmed yet. An installation
-- has no operator while it migrates, and the table's policies ask for one; so the owner lifts the force for these rows.
ALTER TABLE casework.setting NO FORCE ROW LEVEL SECURITY;

INSERT INTO casework.setting (id, key, value, source, valid_from, created_at) VALUES
  (gen_random_uuid(), 'period', '{"from": "1998-02-27", "to": "1999-06-20"}',
    'Law 04/L-054 as amended by 04/L-172, as quoted in public reports; the text was not at hand', '2018-02-05', now()),
  (gen_random_uuid(), 'application_window', '{"from": "2018-02-05", "to": "2023-02-05"}',
    'Public reports: applications since 5 February 2018, closed on 5 February 2023', '2018-02-05', now()),
  (gen_random_uuid(), 'application_window', '{"from": "2023-07-01", "to": "2025-05-15"}',
    'Press: reopened in July 2023 (the day is not known, the first is assumed) until 15 May 2025', '2023-07-01', now()),
  (gen_random_uuid(), 'deadline_supplement', '{"days": 15}',
    'Public reports on Regulation (GRK) 22/2015; the text was not at hand', '2018-02-05', now()),
  (gen_random_uuid(), 'deadline_decision', '{"days": 60}',
    'Public reports on Regulation (GRK) 22/2015; the text was not at hand', '2018-02-05', now()),
  (gen_random_uuid(), 'deadline_reconsideration', '{"days": 30}',
    'Public reports on Regulation (GRK) 22/2015; the text was not at hand', '2018-02-05', now()),
  (gen_random_uuid(), 'deadline_lawsuit', '{"days": 30, "addressee": "Basic Court of Prishtina, administrative department"}',
    'Public reports on administrative disputes; the text was not at hand', '2018-02-05', now()),
  (gen_random_uuid(), 'benefit', '{"amount": 230, "currency": "EUR"}',
    'Press and public reports: 230 euro a month', '2018-02-05', now());

ALTER TABLE casework.setting FORCE ROW LEVEL SECURITY;

-- How many active members an organisation has, for the host's operator; never who they are. The view reads as its owner.
CREATE POLICY counted_by_operators ON directory.member FOR SELECT TO linden_owner
  USING ((SELECT directory.actor_kind()) = 'host' AND (SELECT directory.actor_has('operator')));
CREATE VIEW directory.organisation_size WITH (security_barrier) AS
  SELECT organisation_id, count(*)::int AS members FROM directory.member WHERE status = 'active' GROUP BY organisation_id;
GRANT SELECT ON directory.organisation_size TO linden_app;
