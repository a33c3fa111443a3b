// The child of shown-picture.server.ts: a picture's bytes come in, a JPEG without anything but its pixels goes out.
import sharp from 'sharp';

const [edge, pixels] = process.argv.slice(2).map(Number);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
sharp.cache(false);
sharp.concurrency(1);
const drawn = await sharp(Buffer.concat(chunks), { limitInputPixels: pixels, failOn: 'error', sequentialRead: true })
  // As the camera was held, which only the metadata says, and they do not come along.
  .autoOrient()
  .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
  .flatten({ background: '#ffffff' })
  .toColourspace('srgb')
  .jpeg({ quality: 82 })
  .toBuffer();
process.stdout.write(drawn);
