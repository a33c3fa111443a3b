import { useFormat } from '#app/platform/i18n/use-format.ts';

/** A file's size as people say it: `840 kB`, `3.2 MB`. */
export function useSize(): (bytes: number) => string {
  const { number } = useFormat();
  return (bytes) =>
    bytes < 1024 * 1024
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} kB`
      : `${number(bytes / 1024 / 1024, 1)} MB`;
}
