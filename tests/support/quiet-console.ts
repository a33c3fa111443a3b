import { afterAll, afterEach } from 'vitest';

/** Whatever a test or what it calls writes to the console is a warning nobody would read: it fails the test instead. */
const noise: string[] = [];

for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) {
  console[method] = (...parts: unknown[]) => {
    noise.push(`console.${method}: ${parts.map(String).join(' ')}`);
  };
}

function requireSilence(): void {
  const heard = noise.splice(0);
  if (heard.length > 0) throw new Error(`Written to the console during the test:\n${heard.join('\n')}`);
}

afterEach(requireSilence);
afterAll(requireSilence);
