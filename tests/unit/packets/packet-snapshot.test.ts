import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '#app/features/packets/documents/packet-snapshot.ts';
import { printable } from '#app/platform/documents/printable.server.ts';
import { coded, identity } from './fictional-snapshots.ts';

describe('the content hash', () => {
  it('does not depend on the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(coded).reverse()) as typeof coded;
    expect(contentHash(reversed)).toBe(contentHash(coded));
    expect(contentHash(coded)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes with any content', () => {
    const hashes = new Set([
      contentHash(coded),
      contentHash(identity),
      contentHash({ ...coded, narrative: `${coded.narrative} ` }),
      contentHash({ ...coded, evidence: coded.evidence.slice(1) }),
      contentHash({ ...coded, evidence: [...coded.evidence].reverse() }),
      contentHash({ ...coded, evidence: coded.evidence.map((e) => ({ ...e, pages: null })) }),
      contentHash({
        ...coded,
        application: { ...coded.application, place: coded.application.time, time: coded.application.place },
      }),
    ]);
    expect(hashes.size).toBe(7);
  });
});

describe('printable text', () => {
  it('leaves plain text alone and is stable', () => {
    expect(printable('Çka ë — “x” č\tЋ\r\nb')).toBe('Çka ë — “x” č\tЋ\nb');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => printable(printable(text)) === printable(text)));
  });
});
