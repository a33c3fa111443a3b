export const COPY = String.raw`
#show heading.where(level: 2): it => block(above: 7mm, below: 3mm, sticky: true, {
  text(size: 10.5pt, weight: 600, fill: ink, it.body)
})

#title(t.title)
#lead(t.lead)

#facts(..d.facts.map(entry => fact(entry.label, entry.shown)).flatten())

= #t.held
#list(indent: 0mm, spacing: 0.9em, ..d.held)

#if d.others.len() > 0 [
  = #t.others
  #par(t.others_text)
  #list(indent: 0mm, spacing: 0.9em, ..d.others)
]

= #t.rights
#prose(t.rights_text)

#pagebreak(weak: true)
#for section in d.sections [
  = #section.title
  #if section.records.len() == 0 { text(fill: muted, t.nothing) } else {
    for record in section.records {
      block(above: 5mm, below: 5mm, breakable: not record.whole, facts(..record.fields.map(entry => fact(entry.label, prose(entry.shown))).flatten()))
    }
  }
]

#pagebreak(weak: true)
= #t.who_read
#par(t.who_read_text)
#for day in d.days [
  == #day.title
  #table(
    columns: (28mm, 46mm, 1fr),
    stroke: ruled,
    inset: edge,
    head(t.when, t.who, t.what),
    ..day.readings.map(reading => (reading.when, reading.who, {
      par(reading.what)
      if reading.why != "" { par(text(size: 8.5pt, fill: muted, reading.why)) }
    })).flatten(),
  )
]
`;
