import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { ChecklistCard } from '#app/features/applications/checklist-card.tsx';
import { windowOn } from '#app/features/settings/application-window.ts';
import en from '#app/platform/i18n/messages/applications/en.json' with { type: 'json' };
import sq from '#app/platform/i18n/messages/applications/sq.json' with { type: 'json' };
import sr from '#app/platform/i18n/messages/applications/sr.json' with { type: 'json' };

const span = { from: '2026-01-01', to: '2026-12-31' };

describe('the time for applications', () => {
  it.each([
    ['2025-12-31', 'later', false],
    ['2026-01-01', 'open', true],
    ['2026-11-30', 'open', true],
    ['2026-12-01', 'closing', true],
    ['2026-12-31', 'closing', true],
    ['2027-01-01', 'closed', false],
  ])('on %s stands at %s', (day, standing, open) => {
    expect(windowOn(day, span, true)).toMatchObject({ standing, open });
  });

  it('counts the days to its last one', () => {
    expect(windowOn('2026-12-30', span, false)).toMatchObject({ daysLeft: 1, verified: false });
    expect(windowOn('2026-12-31', span, false).daysLeft).toBe(0);
    expect(windowOn('2027-02-01', span, false).daysLeft).toBe(0);
  });
});

describe.each([
  ['en', en, 'Applications are being taken now', 'Applications are not being taken now'],
  ['sq', sq, 'Aplikimet pranohen tani', 'Aplikimet tani nuk pranohen'],
  ['sr', sr, 'Prijave se sada primaju', 'Prijave se sada ne primaju'],
] as const)('its line of the checklist in %s', (language, messages, taken, notTaken) => {
  const shown = async (met: boolean) => {
    const i18n = createInstance();
    await i18n.use(initReactI18next).init({ lng: language, resources: { [language]: { applications: messages } } });
    const card = createElement(ChecklistCard, { caseId: 'c', items: [{ item: 'window', required: false, met }] });
    const page = createElement(I18nextProvider, { i18n, children: card });
    const line = /<li.*<\/li>/.exec(renderToStaticMarkup(page))?.[0] ?? '';
    return line.replace(/<[^>]+>/g, '').trim();
  };

  it('says whether they are taken, and nothing beside it', async () => {
    expect(await shown(true)).toBe(taken);
    expect(await shown(false)).toBe(notTaken);
  });
});
