import { endingOf } from '#app/features/evidence/media-type.server.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { pictureResponse } from '#app/platform/pictures/picture-response.server.ts';
import { isShown } from '#app/platform/pictures/shown-picture.server.ts';

export interface PrintedFile {
  content: Buffer;
  mediaType: string;
  /** neutral, without an ending: a packet's code, a number, and the language of a document of ours */
  name: string;
}

/**
 * What a link to a document of a packet leads to: `as` a picture it is drawn anew, and without place, time and camera. Throws
 * NotFound for what cannot be drawn.
 */
export async function answerWith(
  file: PrintedFile,
  { document, as }: { document: string; as?: 'picture' | undefined },
): Promise<Response> {
  if (!as || document !== 'evidence') return fileResponse(file, document !== 'evidence');
  const picture = isShown(file.mediaType) ? await pictureResponse(file.content) : null;
  if (!picture) throw new NotFound();
  return picture;
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
