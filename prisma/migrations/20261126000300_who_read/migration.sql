-- Who read a case, for the copy that is given to the person it is about. Whoever works on a case now sees its events, and of
-- them what happened, when and by whom: never the detail, and never an event of another case or organisation.
GRANT SELECT (sequence, at, actor_id, actor_organisation_id, organisation_id, type, outcome, case_id, purpose)
  ON audit.event TO linden_app;
CREATE POLICY of_her_cases ON audit.event FOR SELECT TO linden_app
  USING (organisation_id = (SELECT directory.actor_organisation())
    AND (SELECT directory.actor_has('caseworker', 'counsellor', 'legal_officer'))
    AND case_id IN (SELECT a.case_id FROM casework.assignment a
                    WHERE a.member_id = (SELECT directory.actor_id()) AND a.ended_at IS NULL));
