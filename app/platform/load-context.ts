/** What scripts/serve.mjs knows about a request before the application sees it. */
export interface LoadContext {
  /** base64, 128 random bits; the only scripts that run carry it. */
  nonce: string;
  /** uuid v4; the same in the log line and on the error page. */
  requestId: string;
  /** The peer's address, as far as the loopback proxy vouches for it. Counts attempts; never logged. */
  clientAddress: string;
  /** Lives as long as the request, so that several loaders of one page do the same work once. */
  memo: Map<string, unknown>;
}

declare module '@remix-run/server-runtime' {
  // The augmentation needs an interface of this name, and it adds nothing of its own.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends LoadContext {}
}
