// What printed documents share, in Typst. People's text arrives in `sys.inputs.data` as JSON and is only ever shown as a
// string, so nothing in it is markup. Nothing is imported or read, and no date is taken from the clock. A document gives
// `title`, `language`, `labels` (with `empty`), `data`, and what stands on every page: `head` at the right and `foot`.

export const LAYOUT = String.raw`
#let input = json(bytes(sys.inputs.data))
#let t = input.labels
#let d = input.data

#let ink = rgb("#1c2126")
#let muted = rgb("#566069")
#let hairline = rgb("#c8ced3")
#let tint = rgb("#f3f5f4")
#let accent = rgb("#2c5a4c")

#set document(title: input.title, author: (), keywords: (), date: none)
#set text(font: "Noto Sans", size: 10pt, lang: input.language, fill: ink, fallback: false, number-width: "tabular", hyphenate: false)
#set par(leading: 0.72em, spacing: 1.05em, justify: false)
#set page(
  paper: "a4",
  margin: (left: 25mm, right: 22mm, top: 28mm, bottom: 30mm),
  header-ascent: 9mm,
  footer-descent: 7mm,
  header: {
    set text(size: 8pt, fill: muted)
    grid(
      columns: (1fr, auto),
      text(weight: 600, fill: ink, input.title),
      input.head,
    )
    v(-1.2mm)
    line(length: 100%, stroke: 0.5pt + hairline)
  },
  footer: context {
    set text(size: 7.5pt, fill: muted)
    line(length: 100%, stroke: 0.5pt + hairline)
    v(-0.2mm)
    grid(
      columns: (1fr, auto),
      column-gutter: 8mm,
      input.foot,
      text(size: 8.5pt, fill: ink, counter(page).display("1 / 1", both: true)),
    )
  },
)

#show title: it => block(below: 5.5mm, text(size: 20pt, weight: 600, fill: ink, it.body))
#show heading.where(level: 1): it => block(above: 10mm, below: 4.6mm, sticky: true, {
  text(size: 13pt, weight: 600, fill: accent, it.body)
})
#show outline.entry: set block(above: 3.4mm)

#let lead(body) = block(below: 8mm, width: 88%, text(size: 10.5pt, fill: muted, body))

// A blank line starts a paragraph, a line end starts a line: as it was typed.
#let prose(value) = {
  if value.trim() == "" { text(fill: muted, t.empty) } else {
    for paragraph in value.trim().split(regex("\n[ \t]*\n\\s*")) {
      par(paragraph.split("\n").join(linebreak()))
    }
  }
}

#let edge = (x, y) => (left: if x == 0 { 0mm } else { 2mm }, right: 2mm, y: 2.5mm)
#let facts(..rows) = table(
  columns: (46mm, 1fr),
  stroke: (x, y) => (bottom: 0.5pt + hairline),
  inset: edge,
  ..rows.pos().flatten(),
)
#let fact(label, value) = (text(fill: muted, label), value)

#let digits(value) = text(size: 8pt, tracking: 0.2pt, value)
#let head(..labels) = table.header(..labels.pos().map(label => text(size: 8.5pt, weight: 600, fill: muted, label)))
#let ruled = (x, y) => if y == 0 { (bottom: 0.9pt + muted) } else { (bottom: 0.5pt + hairline) }
`;
