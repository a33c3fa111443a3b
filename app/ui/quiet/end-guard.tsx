import { useEffect } from 'react';
import { useRootData } from '../root-data.ts';
import { onEndedElsewhere } from './end-together.ts';

/** A page of this member ends with the others of this browser. */
export function EndGuard() {
  const leaveUrl = useRootData()?.leaveUrl;
  useEffect(
    () => onEndedElsewhere((ending) => window.location.replace(ending === 'left' && leaveUrl ? leaveUrl : '/locked')),
    [leaveUrl],
  );
  return null;
}
