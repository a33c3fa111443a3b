import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import {
  formatKey,
  formatNote,
  isSignedBy,
  keyIdOf,
  NoteError,
  parseKey,
  parseNote,
} from '#app/platform/transparency/signed-note.server.ts';

/** The vectors of golang.org/x/mod/sumdb/note (note_test.go). */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_SECRET = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

describe('a signed note', () => {
  it('is signed as the published one: same key id, same line', () => {
    const seed = Buffer.from(PETER_SECRET, 'base64').subarray(1);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const signature = sign(null, Buffer.from(TEXT), createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    expect(formatNote(TEXT, parseKey(PETER), signature)).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it('holds by each key that signed it, and by no other', () => {
    const note = parseNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    expect(note.text).toBe(TEXT);
    expect(isSignedBy(note, parseKey(PETER))).toBe(true);
    expect(isSignedBy(note, parseKey(ENOCH))).toBe(true);
    expect(isSignedBy(note, { name: 'PeterNeumann', publicKey: stranger })).toBe(false);
    expect(isSignedBy(note, { ...parseKey(PETER), name: 'CarmenSandiego' })).toBe(false);
    expect(isSignedBy(parseNote(`${TEXT}\n${PETER_LINE}`), parseKey(ENOCH))).toBe(false);
  });

  it('does not hold with another text, or with a second signature of the key that is wrong', () => {
    expect(isSignedBy(parseNote(`${TEXT.replace('answer', 'cause')}\n${PETER_LINE}`), parseKey(PETER))).toBe(false);
    const broken = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`;
    expect(isSignedBy(parseNote(`${TEXT}\n${PETER_LINE}${broken}`), parseKey(PETER))).toBe(false);
  });

  it('is refused in any other form', () => {
    const malformed = [
      TEXT,
      `${TEXT}\n`,
      `${TEXT}\n${PETER_LINE.slice(0, -1)}`,
      `\u0001${TEXT}\n${PETER_LINE}`,
      `\ufffd${TEXT}\n${PETER_LINE}`,
      `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}`,
      `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'a+b')}`,
      `${TEXT}\n${PETER_LINE}Unexpected line.\n`,
      `${TEXT}\n${PETER_LINE.repeat(101)}`,
      `${TEXT}\n— PeterNeumann BADHASH=\n`,
    ];
    for (const note of malformed) expect(() => parseNote(note), note).toThrow(NoteError);
  });
});

describe('a key', () => {
  it('is written and read as the published ones', () => {
    for (const text of [PETER, ENOCH]) expect(formatKey(parseKey(text))).toBe(text);
    expect(keyIdOf(parseKey(PETER)).toString('hex')).toBe('c74f20a3');
  });

  it('is refused when any part of it was changed, and in pieces', () => {
    for (let at = 0; at < PETER.length; at += 1) {
      const changed = PETER.slice(0, at) + String.fromCharCode(PETER.charCodeAt(at) + 1) + PETER.slice(at + 1);
      expect(() => parseKey(changed), changed).toThrow(NoteError);
      expect(() => parseKey(PETER.slice(at + 1))).toThrow(NoteError);
      expect(() => parseKey(PETER.slice(0, at))).toThrow(NoteError);
    }
    for (const text of [
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    ])
      expect(() => parseKey(text), text).toThrow(NoteError);
  });
});

describe('a checkpoint', () => {
  /** The example of c2sp.org/tlog-checkpoint. */
  const EXAMPLE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

  it('is read and written as the published example', () => {
    const { text, signatures } = parseNote(EXAMPLE);
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(signatures.map(({ keyName }) => keyName)).toEqual([checkpoint.origin]);
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });

  it('is refused in any other form', () => {
    const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
    const malformed = [
      TEXT,
      `o\n1\n${root}`,
      `\n1\n${root}\n`,
      `o\n01\n${root}\n`,
      `o\n-1\n${root}\n`,
      `o\n1e3\n${root}\n`,
      `o\n99999999999999999999\n${root}\n`,
      `o\n1\n${root.slice(4)}\n`,
      `o\n1\n${root.replace('=', '')}\n`,
      `o\n1\n${root.replace('I=', 'J=')}\n`,
    ];
    for (const text of malformed) expect(() => parseCheckpoint(text), text).toThrow(NoteError);
  });
});
