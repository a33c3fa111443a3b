import { useTranslation } from 'react-i18next';
import type { Trace } from './identity-traces.ts';

/** The names of what says who somebody is. */
export function useTraceNames(): (trace: Trace) => string {
  const { t } = useTranslation('packets');
  const names: Record<Trace, string> = {
    name: t('trace.name'),
    personal_number: t('trace.number'),
    birth_date: t('trace.birthDate'),
    phone: t('trace.phone'),
    address: t('trace.address'),
  };
  return (trace) => names[trace];
}

/** The kinds in one line, with the words that are her name: `name (Zamira), phone`. */
export function useTraceLine(): (found: { traces: readonly Trace[]; words: readonly string[] }) => string {
  const name = useTraceNames();
  return ({ traces, words }) =>
    traces
      .map((trace) => (trace === 'name' && words.length > 0 ? `${name(trace)} (${words.join(', ')})` : name(trace)))
      .join(', ');
}
