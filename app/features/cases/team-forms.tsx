import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '#app/features/members/list-caseworkers.server.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { isCode } from '#app/platform/codes.ts';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { AssignSchema, HandOverSchema, WithdrawSchema } from './team.schema.ts';

type Result = SubmissionResult<string[]> | null | undefined;

export function AssignForm({ free, lastResult }: { free: readonly Colleague[]; lastResult: Result }) {
  const { t } = useTranslation('cases');
  const people = usePeople(free);
  const { form, fields } = useLindenForm(AssignSchema, { id: 'assign', lastResult });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="assign" />
      <Select field={fields.memberId} label={t('team.assignTo')} help={t('team.assignHelp')} options={people} />
      <div>
        <SubmitButton>{t('team.assign')}</SubmitButton>
      </div>
    </Form>
  );
}

export function HandOverForm({ memberId, free, lastResult }: { memberId: string; free: readonly Colleague[]; lastResult: Result }) {
  const { t } = useTranslation('cases');
  const people = usePeople(free);
  const { form, fields } = useLindenForm(HandOverSchema, { id: `hand-over-${memberId}`, lastResult });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="handOver" />
      <input type="hidden" name="memberId" value={memberId} />
      <Select field={fields.toMemberId} label={t('team.handOverTo')} help={t('team.handOverHelp')} options={people} />
      <div>
        <SubmitButton look="secondary">{t('team.handOver')}</SubmitButton>
      </div>
    </Form>
  );
}

export function WithdrawForm({ memberId, name, lastResult }: { memberId: string; name: string; lastResult: Result }) {
  const { t } = useTranslation('cases');
  const { form } = useLindenForm(WithdrawSchema, { id: `withdraw-${memberId}`, lastResult });
  return (
    <Form form={form} className="grid gap-4">
      <input type="hidden" name="intent" value="withdraw" />
      <input type="hidden" name="memberId" value={memberId} />
      <p>{t('team.withdrawHelp', { name })}</p>
      <div>
        <SubmitButton look="secondary">{t('team.withdrawNow')}</SubmitButton>
      </div>
    </Form>
  );
}

function usePeople(free: readonly Colleague[]) {
  const { label } = useCode();
  return free.map(({ id, name, roles }) => ({
    value: id,
    label: `${name} (${roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', ')})`,
  }));
}
