export interface PrintedFile {
  content: Buffer;
  mediaType: string;
  /** neutral, without an ending: a packet's code and a number */
  name: string;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A PDF opens in the browser, to be printed; everything else is downloaded and never shown as a page. */
export function fileResponse({ content, mediaType, name }: PrintedFile): Response {
  const ending = ENDINGS[mediaType];
  const shown = mediaType === 'application/pdf' ? 'inline' : 'attachment';
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': ending ? mediaType : 'application/octet-stream',
      'Content-Disposition': `${shown}; filename="${name}${ending ? `.${ending}` : ''}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
