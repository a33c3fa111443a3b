import base from './playwright.config.ts';
export default { ...base, expect: { timeout: 60_000 }, timeout: 600_000, use: { ...base.use, trace: 'off' as const, navigationTimeout: 120_000, actionTimeout: 120_000 } };
