import { createContext, useContext } from 'react';

/** The page's nonce while the server renders; undefined in the browser, which never tells it to scripts. */
export const NonceContext = createContext<string | undefined>(undefined);

export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
