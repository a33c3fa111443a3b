import { setFlagsFromString } from 'node:v8';

/**
 * Node 20 ends now and then with `Fatal error … unreachable code` in the deoptimiser under long runs of calls into WebAssembly
 * (Cedar, Prisma's query compiler). Without inlining those calls it does not get there.
 */
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');
