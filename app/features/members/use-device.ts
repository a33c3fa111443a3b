import { useTranslation } from 'react-i18next';

const NAMES: Readonly<Record<string, string>> = {
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
  ios: 'iPhone, iPad',
  android: 'Android',
  chromeos: 'ChromeOS',
  windows: 'Windows',
  macos: 'Mac',
  linux: 'Linux',
};

/** A device in rough words, such as "Firefox, Linux"; see app/platform/auth/device.ts. */
export function useDevice(): (device: string) => string {
  const { t } = useTranslation('factors');
  return (device) => {
    const known = device.split('/').flatMap((part) => NAMES[part] ?? []);
    return known.length > 0 ? known.join(', ') : t('device.other');
  };
}
