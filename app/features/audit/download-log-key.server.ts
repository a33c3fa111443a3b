import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { logKeys } from '#app/platform/transparency/log-key.server.ts';
import { formatKey } from '#app/platform/transparency/signed-note.server.ts';
import { textFile } from './text-file.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'log_key.downloaded': { versions: number };
  }
}

/** Every public key that the log has signed with, one per line, as tools for signed notes take them. */
export async function downloadLogKey(_uow: UnitOfWork) {
  const keys = [...(await logKeys(await keyModule(), env().logName)).values()];
  const text = keys.map((key) => `${formatKey(key)}\n`).join('');
  return done(textFile('linden-key.txt', text), { type: 'log_key.downloaded', detail: { versions: keys.length } });
}
