import pino from 'pino';

/** The process's log: one JSON line each, on standard output. Callers log codes and ids, never content. */
export const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
