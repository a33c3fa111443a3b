export const IDENTITY_SHEET = String.raw`
#title(t.title)
#lead(t.lead)

#facts(
  fact(t.packet_code, text(weight: 600, d.packet_code)),
  fact(t.frozen_on, d.frozen_on),
)

= #t.person
#let or_empty(value) = if value == none or value.trim() == "" { text(fill: muted, t.not_given) } else { value }
#facts(
  fact(t.name, text(size: 12pt, weight: 600, d.name)),
  fact(if d.other_document { t.document_number } else { t.personal_number }, or_empty(d.personal_number)),
  fact(if d.only_year { t.birth_year } else { t.birth_date }, or_empty(d.birth_date)),
  ..if d.reachable { (fact(t.address, if d.address == none { or_empty(none) } else { prose(d.address) }),) },
)

= #t.contact
#if not d.reachable { par(t.contact_not_agreed) } else if d.phones.len() > 0 {
  table(
    columns: (46mm, 1fr),
    stroke: ruled,
    inset: edge,
    head(t.phone, t.phone_note),
    ..d.phones.map(phone => (text(weight: 600, phone.number), or_empty(phone.note))).flatten(),
  )
} else { text(fill: muted, t.no_phone) }

#if d.reachable { block(above: 7mm, width: 100%, fill: tint, inset: 5mm, stroke: (left: 2.5pt + accent), {
  par(text(weight: 600, t.safe_contact))
  if d.safe_contact.len() == 0 { par(text(fill: muted, t.not_given)) } else { list(indent: 0mm, spacing: 0.9em, ..d.safe_contact) }
}) }
`;
