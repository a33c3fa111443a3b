export const CODED_PACKET = String.raw`
#title(t.title)
#lead(t.lead)

#facts(
  fact(t.packet_code, text(weight: 600, d.packet_code)),
  fact(t.organisation, d.organisation_name),
  fact(t.statement_language, d.statement_language_name),
  fact(t.frozen_on, d.frozen_on),
  fact(t.pages, context str(counter(page).final().first())),
  fact(t.content_hash, digits(d.hash_lines.join(linebreak()))),
  fact(t.checkpoint, checkpoint(d.checkpoint)),
)

#v(4mm)
#outline(title: t.contents, indent: 0mm)

#pagebreak()
#let own(body) = text(lang: d.statement_language, body)

#for section in ("place", "time", "perpetrators", "consequences_health", "consequences_life") [
  = #t.at(section)
  #own(prose(d.application.at(section)))
]

#pagebreak(weak: true)
= #t.narrative
#own({
  set text(size: 10.5pt)
  set par(leading: 0.8em, spacing: 1.5em)
  prose(d.narrative)
})

#pagebreak(weak: true)
= #t.evidence
#if d.evidence.len() == 0 { text(fill: muted, t.no_evidence) } else {
  table(
    columns: (10mm, 1fr, 26mm, 40mm),
    stroke: ruled,
    inset: edge,
    head(t.number, t.document, t.extent, t.sha256),
    ..d.evidence.map(entry => (
      str(entry.number),
      {
        set par(spacing: 0.6em)
        if entry.title == "" { par(text(weight: 600, entry.type_name)) } else {
          par(text(weight: 600, entry.title))
          par(text(size: 8.5pt, entry.type_name))
        }
        if entry.provenance != none { par(text(size: 8.5pt, fill: muted, [#t.provenance: #entry.provenance])) }
      },
      text(size: 8.5pt, entry.extent),
      digits(entry.sha256_lines.join(linebreak())),
    )).flatten(),
  )
}

= #t.consents
#if d.consents.len() == 0 { text(fill: muted, t.no_consents) } else {
  table(
    columns: (34mm, 1fr, 26mm, 40mm),
    stroke: ruled,
    inset: edge,
    head(t.reference, t.purpose, t.method, t.given_on),
    ..d.consents.map(consent => (consent.reference, consent.purpose_name, consent.method_name, consent.given_on)).flatten(),
  )
}
`;
