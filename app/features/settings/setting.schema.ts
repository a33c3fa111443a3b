import * as z from 'zod';
import { day } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';

/** A span of days, both included. */
const Span = z.object({ from: day(), to: day() });
/** Calendar days after the day on which something happened, and who must be addressed where that is known. */
const Deadline = z.object({ days: z.number().int().min(1).max(3650), addressee: z.string().max(300).optional() });
/** Per month. */
const Amount = z.object({ amount: z.number().min(0).max(100_000), currency: z.literal('EUR') });

/** Every configured rule with the shape of its value, as it stands in `setting.value`. */
export const SETTING_VALUES = {
  period: Span,
  application_window: Span,
  deadline_supplement: Deadline,
  deadline_decision: Deadline,
  deadline_reconsideration: Deadline,
  deadline_lawsuit: Deadline,
  benefit: Amount,
} as const;

export type SettingKey = keyof typeof SETTING_VALUES;
export type SettingValue<Key extends SettingKey> = z.output<(typeof SETTING_VALUES)[Key]>;
export type DeadlineKey = Extract<SettingKey, `deadline_${string}`>;
export const SETTING_KEYS = Object.keys(SETTING_VALUES) as SettingKey[];

export type SettingKind = 'span' | 'deadline' | 'amount';
export function kindOf(key: SettingKey): SettingKind {
  if (key === 'benefit') return 'amount';
  return key === 'period' || key === 'application_window' ? 'span' : 'deadline';
}

/** A new value, valid from a day. The fields that its kind does not have stay empty. */
export const NewValueSchema = heldTogether(
  z.object({
    key: z.enum(SETTING_KEYS),
    from: day().optional(),
    to: day().optional(),
    days: z.coerce.number().int().min(1).max(3650).optional(),
    addressee: z.string().trim().max(300).optional(),
    amount: z.coerce.number().min(0).max(100_000).optional(),
    source: z.string().trim().min(1).max(500),
    validFrom: day(),
  }),
  (form, refuse) => {
    const needed = { span: ['from', 'to'], deadline: ['days'], amount: ['amount'] } as const;
    for (const field of form.key ? needed[kindOf(form.key)] : []) {
      if (form[field] === undefined) refuse(field, 'required');
    }
    if (form.from && form.to && form.to < form.from) refuse('to', 'date_too_early');
  },
);
export type NewValue = z.output<typeof NewValueSchema>;

export function valueOfForm(form: NewValue): object {
  switch (kindOf(form.key)) {
    case 'span':
      return { from: form.from, to: form.to };
    case 'deadline':
      return form.addressee ? { days: form.days, addressee: form.addressee } : { days: form.days };
    case 'amount':
      return { amount: form.amount, currency: 'EUR' };
  }
}

export const ConfirmSchema = z.object({ settingId: z.uuid() });
