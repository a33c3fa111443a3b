import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { buttonStyle, type ButtonLook } from './button-style.ts';

interface ButtonLinkProps {
  to: string;
  look?: ButtonLook;
  small?: boolean;
  /** A file or another language's page is fetched as a document of its own. */
  reloadDocument?: boolean;
  children: ReactNode;
}

export function ButtonLink({ to, look = 'primary', small, reloadDocument, children }: ButtonLinkProps) {
  return (
    <Link to={to} reloadDocument={reloadDocument} className={buttonStyle(look, small)}>
      {children}
    </Link>
  );
}
