import { fileTypeFromBuffer } from 'file-type';

/** What is taken, by what the bytes say: never by the name. Documents, pictures, recordings; nothing that can run. */
const ALLOWED: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'image/heic': 'heic',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'ogg',
  'text/plain': 'txt',
};

/** The media type of a file's bytes, or null when it is not one that is taken. `name` only tells a text apart. */
export async function allowedMediaType(bytes: Uint8Array, name: string): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (found) return Object.hasOwn(ALLOWED, found.mime) && found.mime !== 'text/plain' ? found.mime : null;
  return /\.txt$/i.test(name) && isPlainText(bytes) ? 'text/plain' : null;
}

/** The ending for a download's name. */
export function endingOf(mediaType: string): string {
  return ALLOWED[mediaType] ?? 'bin';
}

/** UTF-8 without control characters other than tab, line feed, form feed and carriage return. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
