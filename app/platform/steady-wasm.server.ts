import { setFlagsFromString } from 'node:v8';

/**
 * Node 20 ends now and then with `Fatal error … unreachable code` in the deoptimiser under long runs of calls into WebAssembly
 * (Cedar, Prisma's query compiler). Those calls are therefore not inlined; that this is the cause is likely and not proven.
 */
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');
