const shape =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 py-2 font-semibold no-underline text-center leading-snug';

const looks = {
  primary: 'bg-leaf text-on-leaf hover:bg-leaf-strong border border-transparent',
  secondary: 'bg-surface text-ink border border-line-strong hover:border-ink hover:bg-sunken',
  quiet: 'bg-transparent text-leaf border border-transparent hover:bg-leaf-soft',
  danger: 'bg-surface text-brick border border-brick hover:bg-brick-soft',
} as const;

export type ButtonLook = keyof typeof looks;

/** One look for buttons and for links that act as the next step; `danger` only for what cannot be undone. */
export function buttonStyle(look: ButtonLook = 'primary', small = false): string {
  return `${shape} ${looks[look]} ${small ? 'min-h-9 px-3 py-1 text-small' : ''} aria-disabled:opacity-60`;
}
