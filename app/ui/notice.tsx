import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon.tsx';

const kinds = {
  info: { icon: 'info', look: 'border-sky bg-sky-soft', ink: 'text-sky' },
  success: { icon: 'check', look: 'border-leaf bg-leaf-soft', ink: 'text-leaf-strong' },
  warn: { icon: 'info', look: 'border-honey bg-honey-soft', ink: 'text-honey' },
  danger: { icon: 'warn', look: 'border-brick bg-brick-soft', ink: 'text-brick' },
} as const satisfies Record<string, { icon: IconName; look: string; ink: string }>;

interface NoticeProps {
  kind?: keyof typeof kinds;
  /** Without one the kind says its own name. */
  title?: string;
  /** Said at once by a screen reader, for an answer to what somebody just did. */
  live?: boolean;
  children?: ReactNode;
}

export function Notice({ kind = 'info', title, live, children }: NoticeProps) {
  const { t } = useTranslation('common');
  const names = {
    info: t('notice.info'),
    success: t('notice.success'),
    warn: t('notice.warn'),
    danger: t('notice.danger'),
  };
  const { icon, look, ink } = kinds[kind];
  return (
    <div
      role={live ? 'status' : undefined}
      data-kind={kind}
      className={`flex max-w-3xl gap-3 rounded-control border-s-4 px-4 py-3 ${look}`}
    >
      <Icon name={icon} className={`mt-0.5 size-5 ${ink}`} />
      <div className="min-w-0">
        <p className={`font-semibold ${ink}`}>{title ?? names[kind]}</p>
        {children ? <div>{children}</div> : null}
      </div>
    </div>
  );
}
