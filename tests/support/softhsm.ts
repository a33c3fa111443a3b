/** SoftHSM for the part `pkcs11`: found, or installed, once for a run. */
import path from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { findSoftHsm } from '../../scripts/test/softhsm.mjs';
import { makeToken, type Token } from './token.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** the path of SoftHSM's library */
    softHsm: string;
  }
}

export default function setup(project: TestProject): void {
  project.provide('softHsm', findSoftHsm(path.resolve(import.meta.dirname, '../..')));
}

/** A token of its own, and no keys yet. */
export function aToken(label?: string): Promise<Token> {
  return makeToken(inject('softHsm'), label);
}
