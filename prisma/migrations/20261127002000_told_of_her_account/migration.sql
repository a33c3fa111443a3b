-- A member is told of what changed how she signs in, and of attempts that came close or were too many.
ALTER POLICY told_at_the_door ON casework.notification
  WITH CHECK (kind IN ('member_joined', 'member_renewed', 'code_used', 'organisation_recovered', 'drill_due',
    'password_changed', 'factors_changed', 'second_step_failed', 'sign_ins_refused') AND subject_kind = 'Member');
