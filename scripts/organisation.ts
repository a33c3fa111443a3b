/**
 * Begins a real installation, where nobody can sign in yet: makes the host's organisation and prints a link with which its
 * first operator joins. `npm run organisation -- --name "Name of the host" --operator "Her name" --email her@host.example`
 */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { inviteFirstOperator } from '#app/features/invitations/first-operator.server.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';
import { languages } from '#app/platform/i18n/languages.ts';

const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    operator: { type: 'string' },
    email: { type: 'string' },
    language: { type: 'string', default: 'en' },
  },
});
const given = z
  .object({
    name: z.string().trim().min(2),
    operator: z.string().trim().min(2),
    email: z.email(),
    language: z.enum(languages),
  })
  .safeParse(values);

if (!given.success) {
  const wrong = given.error.issues.map((issue) => `--${String(issue.path[0])}`).join(', ');
  process.stderr.write(
    `Missing or not understood: ${wrong}.\n` +
      'For example: npm run organisation -- --name "Hosting organisation" --operator "Her name" --email her@host.example --language en\n',
  );
  process.exitCode = 2;
} else {
  await begin(given.data);
}

async function begin({
  name,
  operator,
  email,
  language,
}: {
  name: string;
  operator: string;
  email: string;
  language: string;
}): Promise<void> {
  try {
    const made = await inviteFirstOperator({ organisation: name, name: operator, email, language });
    if (made === 'refused') {
      process.stderr.write(
        'There is an operator already: she invites others on the page of the organisations. Nothing was changed.\n',
      );
      process.exitCode = 1;
      return;
    }
    process.stdout.write(
      [
        `A link for ${operator}, to be used once, until ${made.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC:`,
        `  ${made.link}`,
        `The code alone, for a browser without JavaScript: ${made.code}`,
        'It is stored nowhere. If it is lost, run this once more; this link then works no more.\n',
      ].join('\n'),
    );
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await closeClients();
  }
}
