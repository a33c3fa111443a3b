import { expect, test } from 'vitest';
import { PURPOSES } from '#app/features/consents/consent.schema.ts';
import { codeLists } from '#app/platform/codes.ts';
import { connectedAs } from '../support/database.ts';

test('what a purpose needs is the same in the database and in the consent form', async () => {
  const inDatabase = await connectedAs('superuser', async (client) => {
    const sql = 'SELECT purpose, casework.purpose_needs(purpose) AS needs FROM unnest($1::text[]) AS purpose';
    return (await client.query<{ purpose: string; needs: string[] }>(sql, [codeLists.consentPurpose])).rows;
  });
  const needs = Object.fromEntries(inDatabase.map((row) => [row.purpose, row.needs]));
  expect(needs).toEqual(Object.fromEntries(Object.entries(PURPOSES).map(([purpose, { categories }]) => [purpose, [...categories]])));
});
