import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice.tsx';
import { holdWhatWouldBeLost, standing, type Held } from './hold.ts';
import { SignInAgain } from './sign-in-again.tsx';

/**
 * Holds back what is sent while it could not be taken: without a line, when the session is over, or when somebody else has
 * signed in meanwhile. What was typed stays in the form, and the next press sends it once the reason is gone.
 * `member` is for whom the page was made; without one only the line is asked about. It stands at the end of the page and
 * sticks to the window, so that it never covers the button for good.
 */
export function SendGuard({ member }: { member: string | undefined }) {
  const { t } = useTranslation('common');
  const [held, setHeld] = useState<Held | 'free' | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => holdWhatWouldBeLost(member, setHeld), [member]);
  useEffect(() => {
    if (held === null || held === 'free') return;
    if (held !== 'offline') box.current?.focus();
    const look = () => void standing(member).then((now) => setHeld(now ?? (held === 'offline' ? null : 'free')));
    window.addEventListener('focus', look);
    window.addEventListener('online', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('online', look);
    };
  }, [held, member]);
  if (held === null) return null;
  const texts: Record<Held | 'free', [title: string, text: string]> = {
    offline: [t('offline.title'), t('offline.text')],
    no_answer: [t('noAnswer.title'), t('noAnswer.text')],
    signed_out: [t('signedOut.title'), t('signedOut.text')],
    other_member: [t('otherMember.title'), t('otherMember.text')],
    free: [t('signedOut.back'), t('signedOut.backText')],
  };
  const [title, text] = texts[held];
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="no-print sticky bottom-4 z-40 mx-4 mb-4 max-w-xl rounded-control sm:self-center"
    >
      <Notice kind={held === 'free' ? 'success' : 'warn'} title={title}>
        {text}
        {held === 'signed_out' ? <SignInAgain /> : null}
      </Notice>
    </div>
  );
}
