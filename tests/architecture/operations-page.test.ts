import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/operations.md', 'utf8');
const block = (language: string, holding: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))]
    .map(([, text]) => text!)
    .find((text) => text.includes(holding))!;
/** The values of a directive, comments left out. */
const of = (text: string, name: string, mark = ' ') =>
  text
    .split('\n')
    .map((line) => line.split('#')[0]!.trim())
    .filter((line) => line.startsWith(`${name}${mark}`))
    .map((line) =>
      line
        .slice(name.length + 1)
        .replace(';', '')
        .trim(),
    );

test('the documented proxy speaks current TLS with forward secrecy, staples, and tells no version', () => {
  const proxy = block('nginx', 'listen 443');
  expect(of(proxy, 'ssl_protocols')).toEqual(['TLSv1.2 TLSv1.3']);
  const suites = of(proxy, 'ssl_ciphers')[0]!.split(':');
  expect(suites).toHaveLength(6);
  for (const suite of suites)
    expect(suite).toMatch(/^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)$/);
  expect(of(proxy, 'ssl_stapling')).toEqual(['on']);
  expect(of(proxy, 'server_tokens')).toEqual(['off']);
});

test('it keeps health from strangers, and gives the address of a stranger on', () => {
  const proxy = block('nginx', 'listen 443');
  const guarded = /location ~ (\S+) \{\s*return 404;/.exec(proxy.replaceAll(/ *#.*/g, ''))![1]!;
  for (const path of ['/readyz', '/healthz']) expect(new RegExp(guarded).test(path)).toBe(true);
  expect(new RegExp(guarded).test('/cases')).toBe(false);
  expect(proxy).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
});

test('the documented unit reaches this host alone, and no history of the program', () => {
  const unit = block('ini', 'ExecStart');
  expect(of(unit, 'IPAddressDeny', '=')).toEqual(['any']);
  expect(of(unit, 'IPAddressAllow', '=')).toEqual(['localhost']);
  expect(of(unit, 'InaccessiblePaths', '=')).toEqual([`-${of(unit, 'WorkingDirectory', '=')[0]}/.git`]);
  expect(of(unit, 'ProtectSystem', '=')).toEqual(['strict']);
});
