const BROWSERS: ReadonlyArray<[RegExp, string]> = [
  [/\bEdgA?\/|\bEdgiOS\//, 'edge'],
  [/\bOPR\/|\bOPT\//, 'opera'],
  [/\bSamsungBrowser\//, 'samsung'],
  [/\bFirefox\/|\bFxiOS\//, 'firefox'],
  [/Chrome\/|\bCriOS\//, 'chrome'],
  [/\bSafari\//, 'safari'],
];
const SYSTEMS: ReadonlyArray<[RegExp, string]> = [
  [/\biPhone\b|\biPad\b/, 'ios'],
  [/\bAndroid\b/, 'android'],
  [/\bCrOS\b/, 'chromeos'],
  [/\bWindows\b/, 'windows'],
  [/\bMac OS X\b/, 'macos'],
  [/\bLinux\b/, 'linux'],
];

/**
 * A browser and a system in two words (`firefox/linux`), enough for a member to know her own device and too coarse to
 * follow anybody by. The browser's own text is not kept.
 */
export function deviceOf(userAgent: string | null): string {
  const nameIn = (known: typeof BROWSERS) => known.find(([mark]) => mark.test(userAgent ?? ''))?.[1] ?? 'other';
  return `${nameIn(BROWSERS)}/${nameIn(SYSTEMS)}`;
}
