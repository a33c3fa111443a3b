import sharp from 'sharp';

/** A place that no photograph says by chance. */
export const PLACE = 'Fictional Place 42.6629 N 21.1655 E';
/** A picture of one colour. */
export const pixels = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 20, g: 120, b: 60 } } });

/** A photograph as a phone makes it: with a place, a camera, an owner and a comment. */
export const photograph = () =>
  pixels(320, 200)
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Artist: PLACE, Make: 'Fictional Camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '42/1 39/1 46/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="${PLACE}"/></rdf:RDF></x:xmpmeta>`,
    )
    .jpeg()
    .toBuffer();
