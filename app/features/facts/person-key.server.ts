import { keyModule } from '#app/platform/keys/current-key-module.server.ts';

/**
 * Eight bytes that stand for one case in facts: HMAC(statistics_person, case id) under the key module's first key, for
 * ever, because two keys would count a person twice. The database does not hold the key.
 */
export async function personKeyOf(caseId: string): Promise<Uint8Array<ArrayBuffer>> {
  const { mac } = await (await keyModule()).hmac('statistics_person', Buffer.from(caseId, 'utf8'), 1);
  return new Uint8Array(mac.subarray(0, 8));
}
