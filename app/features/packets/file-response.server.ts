import { endingOf } from '#app/features/evidence/media-type.server.ts';

export interface PrintedFile {
  content: Buffer;
  mediaType: string;
  /** neutral, without an ending: a packet's code, a number, and the language of a document of ours */
  name: string;
}

/** A PDF of ours opens in the browser, to be printed; a file that came from outside is downloaded and never shown. */
export function fileResponse({ content, mediaType, name }: PrintedFile, ours: boolean): Response {
  const headers = new Headers({
    'Content-Type': mediaType,
    'Content-Disposition': `${ours ? 'inline' : 'attachment'}; filename="${name}.${endingOf(mediaType)}"`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  if (!ours) headers.set('Content-Security-Policy', "default-src 'none'; sandbox");
  return new Response(new Uint8Array(content), { headers });
}
