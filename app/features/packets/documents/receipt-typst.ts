export const RECEIPT = String.raw`
#title(t.title)
#lead(t.lead)

#facts(
  fact(t.packet_code, text(size: 12pt, weight: 600, d.packet_code)),
  fact(t.frozen_on, d.frozen_on),
  fact(t.pages, str(d.pages)),
  fact(t.sha256, digits(d.sha256_lines.join(linebreak()))),
  fact(t.checkpoint, checkpoint(d.checkpoint)),
)

#let blank(label) = (
  text(fill: muted, label),
  box(width: 100%, height: 10mm),
)
#let blanks(..labels) = table(
  columns: (46mm, 1fr),
  align: (left + bottom, left + bottom),
  stroke: (x, y) => if x == 1 { (bottom: 0.6pt + muted) },
  inset: (left: 0mm, right: 2mm, top: 0.5mm, bottom: 1.2mm),
  ..labels.pos().map(blank).flatten(),
)

= #t.handed_over
#blanks(t.by_name, t.signature)

= #t.received
#blanks(t.by_name, t.office, t.date_time, t.registration_number, t.signature_stamp)

#block(above: 8mm, text(size: 8.5pt, fill: muted, t.how_to_check))
`;
