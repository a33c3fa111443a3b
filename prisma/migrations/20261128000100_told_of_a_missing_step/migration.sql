-- A member is told also when her password was right somewhere and nobody showed her second step.
ALTER POLICY told_at_the_door ON casework.notification
  WITH CHECK (kind IN ('member_joined', 'member_renewed', 'code_used', 'organisation_recovered', 'drill_due',
    'password_changed', 'factors_changed', 'second_step_failed', 'second_step_missing', 'sign_ins_refused') AND subject_kind = 'Member');
