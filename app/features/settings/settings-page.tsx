import type { SubmissionResult } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { toldAbove } from '#app/ui/form/told-above.ts';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { ChangeForm } from './change-form.tsx';
import type { listSettings, Rule } from './list-settings.server.ts';
import type { SettingKey } from './setting.schema.ts';

type View = Awaited<ReturnType<typeof listSettings>>['view'];
type Value = Rule['values'][number];
interface Answer {
  lastResult?: SubmissionResult<string[]> | null;
  conflict?: object;
}

/** Every rule that Linden does not know by itself: its value, where it is from, and whether somebody confirmed it. */
export function SettingsPage({ view, answer }: { view: View; answer: Answer | undefined }) {
  const { t } = useTranslation('settings');
  const failed = answer?.lastResult?.initialValue?.['key'];
  const names: Record<SettingKey, string> = {
    period: t('rule.period'),
    application_window: t('rule.window'),
    deadline_supplement: t('rule.supplement'),
    deadline_decision: t('rule.decision'),
    deadline_reconsideration: t('rule.reconsideration'),
    deadline_lawsuit: t('rule.lawsuit'),
    benefit: t('rule.benefit'),
  };
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid gap-6">
        {view.unverified > 0 ? (
          <Notice kind="warn" title={t('unverified', { count: view.unverified })}>
            {t('unverifiedText')}
          </Notice>
        ) : null}
        {answer?.conflict ? <Notice kind="warn" title={t('overtaken')} live /> : null}
        {view.rules.map(({ key, values }) => (
          <Card key={key} title={names[key]}>
            <ul className="grid gap-4">
              {values.map((value) => (
                <ValueLine key={value.id} value={value} />
              ))}
            </ul>
            <ChangeForm ruleKey={key} name={names[key]} lastResult={failed === key ? toldAbove(answer?.lastResult, answer?.conflict) : undefined} />
          </Card>
        ))}
      </div>
    </>
  );
}

function ValueLine({ value }: { value: Value }) {
  const { t } = useTranslation('settings');
  const { date } = useFormat();
  const tags = {
    verified: (
      <Badge tone="leaf">{t('state.verified', { on: date(value.verifiedOn ?? value.validFrom, 'short') })}</Badge>
    ),
    unverified: <Badge tone="honey">{t('state.unverified')}</Badge>,
    replaced: <Badge>{t('state.replaced')}</Badge>,
  };
  return (
    <li className={`grid gap-1 border-s-4 ps-3 ${value.current ? 'border-leaf' : 'border-line text-quiet'}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className={value.current ? 'font-semibold' : ''}>
          <ValueText value={value.value} />
        </span>
        {tags[value.state]}
        {value.current ? <Badge tone="leaf">{t('state.current')}</Badge> : null}
      </p>
      <p className="text-small text-quiet">
        {t('validFrom', { on: date(value.validFrom) })} · {t('source')}: {value.source}
      </p>
      {value.mayConfirm ? (
        <Form method="post" className="mt-1">
          <OnceField />
          <input type="hidden" name="intent" value="confirm" />
          <input type="hidden" name="settingId" value={value.id} />
          <SubmitButton look="secondary" small>
            {t('confirm')}
          </SubmitButton>
        </Form>
      ) : value.state === 'unverified' ? (
        <p className="text-small text-quiet">{t('confirmByOther')}</p>
      ) : null}
    </li>
  );
}

function ValueText({ value }: { value: Value['value'] }) {
  const { t } = useTranslation('settings');
  const { date, number } = useFormat();
  if (value.days !== undefined) {
    return (
      <>
        {t('value.days', { count: Number(value.days) })}
        {value.addressee ? ` · ${value.addressee}` : ''}
      </>
    );
  }
  if (value.amount !== undefined) return <>{t('value.amount', { amount: number(Number(value.amount)) })}</>;
  return <>{t('value.span', { from: date(String(value.from)), to: date(String(value.to)) })}</>;
}
