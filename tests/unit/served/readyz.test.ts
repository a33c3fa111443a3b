import { expect, test, vi } from 'vitest';
import { loader } from '#app/routes/readyz/route.tsx';

const state = { database: true, migrations: true, keyModule: true };
vi.mock('#app/kernel/readiness.server.ts', () => ({ readiness: async () => state }));

async function asked(clientAddress: string) {
  const context = { nonce: '', requestId: '', clientAddress, memo: new Map() };
  const request = new Request('http://localhost:3000/readyz');
  const answer = (await loader({ request, params: {}, context } as never)) as Response;
  return [answer.status, await answer.json()];
}

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('this host (%s) is told what does not answer', async (address) => {
  expect(await asked(address)).toEqual([200, { ready: true, checks: state }]);
});

test.each(['203.0.113.7', '10.0.0.4', '2001:db8::1', '127.0.0.1.example', ''])(
  'a stranger (%s) is told yes or no, and nothing of keys or databases',
  async (address) => {
    expect(await asked(address)).toEqual([200, { ready: true }]);
    state.keyModule = false;
    expect(await asked(address)).toEqual([503, { ready: false }]);
    expect(await asked('127.0.0.1')).toEqual([503, { ready: false, checks: state }]);
    state.keyModule = true;
  },
);
