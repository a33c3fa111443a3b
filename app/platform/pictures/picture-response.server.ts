import { PictureError, pictureToShow } from './shown-picture.server.ts';

/** The picture drawn anew, to stand in a page of ours; null when it cannot be drawn. */
export async function pictureResponse(bytes: Uint8Array): Promise<Response | null> {
  try {
    return new Response(new Uint8Array(await pictureToShow(bytes)), {
      headers: {
        'Content-Type': 'image/jpeg',
        'Content-Disposition': 'inline',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    });
  } catch (error) {
    if (error instanceof PictureError) return null;
    throw error;
  }
}
