import * as z from 'zod';

/** A setting that is refused: what was given is shown, unless it may hold a secret. */
const SECRET = /PASSWORD|_URL$|KEY_MODULE$|^--into$/;

const port = z.coerce
  .number({ error: 'a whole number from 1 to 65535' })
  .int({ error: 'a whole number from 1 to 65535' })
  .min(1, { error: 'a whole number from 1 to 65535' })
  .max(65535, { error: 'a whole number from 1 to 65535' });

const webUrl = z.url({ protocol: /^https?$/, error: 'an address such as https://example.org' });

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'a database address such as postgresql://linden_owner:password@host:5432/linden',
});

const password = z.string().min(16, { error: 'a password of at least 16 characters' });

/** The environment as text; an empty variable counts as absent. */
export const EnvironmentSchema = z.object({
  PORT: port.default(3000),
  LINDEN_DATA_DIR: z.string().default('./data'),
  LINDEN_ORIGIN: webUrl.optional(),
  LINDEN_LEAVE_URL: webUrl.default('https://www.wikipedia.org'),
  LINDEN_KEY_MODULE: z
    .string()
    .regex(/^(file|pkcs11):.+/, {
      error:
        'file:<path> (for example file:/etc/linden/keys.json), or a token: pkcs11:token=<label>?module-path=…&pin-source=…',
    })
    .optional(),
  LINDEN_ONBOARDING: z.enum(['required', 'optional'], { error: 'required or optional' }).optional(),
  LINDEN_KEY_BACKUP_DAYS: z.coerce
    .number({ error: 'a number of days from 1 to 365' })
    .int()
    .min(1)
    .max(365)
    .default(30),
  LINDEN_LOG_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9./-]{0,62}$/, { error: 'a name of small letters, digits, dots, slashes and hyphens' })
    .default('linden/log'),
  LINDEN_CLAMD: z
    .string()
    .regex(/^\//, { error: 'the path of clamd\'s socket on this host, such as /run/clamav/clamd.ctl' })
    .optional(),
  DATABASE_URL: databaseUrl.optional(),
  LINDEN_OWNER_URL: databaseUrl.optional(),
  LINDEN_AUTH_URL: databaseUrl.optional(),
  LINDEN_APP_URL: databaseUrl.optional(),
  LINDEN_STATISTICS_URL: databaseUrl.optional(),
  LINDEN_AUDIT_URL: databaseUrl.optional(),
  LINDEN_RELEASE_URL: databaseUrl.optional(),
  LINDEN_AUTH_PASSWORD: password.optional(),
  LINDEN_APP_PASSWORD: password.optional(),
  LINDEN_STATISTICS_PASSWORD: password.optional(),
  LINDEN_AUDIT_PASSWORD: password.optional(),
  LINDEN_RELEASE_PASSWORD: password.optional(),
});

export type Environment = z.infer<typeof EnvironmentSchema>;

/** One line per setting that is wrong: its name, what was given, what is expected. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(problems: ReadonlyArray<{ variable: string; given: string | undefined; expected: string }>) {
    const lines = problems.map(({ variable, given, expected }) => {
      const shown =
        given === undefined ? 'nothing' : SECRET.test(variable) ? 'a value that is not shown' : `"${given}"`;
      return `  ${variable}: given ${shown}; expected ${expected}`;
    });
    super(['Linden cannot start with these settings:', ...lines].join('\n'));
  }
}

/** @throws SettingsError naming every wrong variable at once */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const known = Object.keys(EnvironmentSchema.shape);
  const given = Object.fromEntries(known.map((name) => [name, source[name]?.trim() || undefined]));
  const result = EnvironmentSchema.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(
    result.error.issues.map((issue) => {
      const variable = String(issue.path[0]);
      return { variable, given: given[variable], expected: issue.message };
    }),
  );
}
