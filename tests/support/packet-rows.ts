import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { insertRow } from './insert-row.ts';
import { FILES, PACKETS, seedContentKey, sealed, type Cso, type SeededRows } from './rows.ts';

type PacketName = (typeof PACKETS)[number];

/** The packets of one CSO, from frozen to withdrawn, and the commission's files on those that it accepted. */
export async function seedPackets(client: pg.Client, world: SeededRows, cso: Cso, now: Date): Promise<void> {
  for (const name of PACKETS) {
    await seedPacket(client, world, cso, name, now);
    if ((FILES as readonly string[]).includes(name)) await seedFile(client, world, cso, name, now);
  }
}

async function seedPacket(client: pg.Client, world: SeededRows, cso: Cso, name: PacketName, now: Date): Promise<void> {
  const organisation_id = world.organisations[cso];
  const recipient_organisation_id = world.organisations.commission;
  const ids = world.cases[`${cso}.${name}`]!;
  const lawyer = world.actors[`${cso}.lawyer`]!.id;
  const id = randomUUID();
  ids['packet'] = id;
  const accepted = (FILES as readonly string[]).includes(name);
  const longAgo = '2020-01-31';
  await insertRow(client, 'casework.packet', {
    ...{
      id,
      organisation_id,
      recipient_organisation_id,
      case_id: ids['case_file'],
      application_id: ids['application'],
      consent_id: ids['consent'],
    },
    ...{
      code: `P-${id.slice(0, 8)}`,
      language: 'sq',
      state: name === 'conflict' || name === 'expired' ? 'accepted' : name,
      snapshot_sha256: sealed(),
    },
    ...{ sender_signature: sealed(), signature_version: 1, frozen_by: lawyer, frozen_at: now, row_version: 1 },
    ...{ referred_at: name === 'frozen' ? null : now, referred_by: name === 'frozen' ? null : lawyer },
    ...{ accepted_at: accepted ? now : null, withdrawn_at: name === 'withdrawn' ? now : null },
    expires_on: name === 'expired' ? longAgo : null,
  });
  ids['packet_consent'] = randomUUID();
  await insertRow(client, 'casework.packet_consent', {
    ...{
      id: ids['packet_consent'],
      organisation_id,
      case_id: ids['case_file'],
      packet_id: id,
      consent_id: ids['consent'],
    },
    ...{ purpose: 'commission_submission', own_key: false, expires_on: name === 'expired' ? longAgo : null },
    ...{ withdrawn_at: name === 'withdrawn' ? now : null, recorded_at: now },
  });
  for (const [compartment, kind, vault] of [
    ['legal', 'coded_packet', 'review'],
    ['identity', 'identity_sheet', 'identity_sheet'],
  ] as const) {
    const documentId = randomUUID();
    ids[`packet_document.${compartment}`] = documentId;
    const document = {
      id: documentId,
      organisation_id,
      packet_id: id,
      kind,
      compartment,
      language: 'und',
      position: 0,
    };
    await insertRow(client, 'casework.packet_document', { ...document, content_ct: sealed(), row_version: 1 });
    await seedContentKey(client, organisation_id, 'packet', id, compartment, now);
    if (name === 'frozen') continue;
    const parties = {
      organisation_id,
      recipient_organisation_id,
      subject_kind: 'packet',
      subject_id: id,
      compartment: vault,
    };
    await insertRow(client, 'keys.sealed_key', {
      ...parties,
      epoch: 1,
      content_epoch: 1,
      sealed_key_ct: sealed(),
      created_at: now,
    });
  }
  ids['packet_event'] = randomUUID();
  const happened = {
    id: ids['packet_event'],
    organisation_id,
    packet_id: id,
    state: 'frozen',
    happened_on: now,
    source: 'system',
  };
  await insertRow(client, 'casework.packet_event', { ...happened, recorded_by: lawyer, recorded_at: now });
}

/**
 * `accepted`: the reviewer declared no conflict, the second reviewer declared nothing yet. `conflict`: the reviewer
 * declared one, the second reviewer none. `withdrawn`, `expired`: as accepted, before the survivor withdrew or her consent ran out.
 */
async function seedFile(client: pg.Client, world: SeededRows, cso: Cso, name: PacketName, now: Date): Promise<void> {
  const organisation_id = world.organisations.commission;
  const ids = world.cases[`${cso}.${name}`]!;
  const member = (short: string) => world.actors[`commission.${short}`]!.id;
  const packet_id = ids['packet'];
  const review_file_id = randomUUID();
  ids['review_file'] = review_file_id;
  await insertRow(client, 'casework.review_file', {
    ...{ id: review_file_id, organisation_id, packet_id, packet_organisation_id: world.organisations[cso] },
    ...{
      registration_number: `${FILES.indexOf(name as (typeof FILES)[number]) + 1}/${cso === 'north' ? 1 : 2}`,
      registered_on: now,
      state: name === 'withdrawn' ? 'withdrawn' : 'under_review',
    },
    ...{ completeness: [], reasons_ct: sealed(), row_version: 1, created_by: member('secretary'), created_at: now },
  });
  await seedContentKey(client, organisation_id, 'review_file', review_file_id, 'review', now);
  const declarations =
    name === 'conflict'
      ? { reviewer: 'declared', secondReviewer: 'none' }
      : { reviewer: 'none', secondReviewer: 'undeclared' };
  for (const [short, conflict] of Object.entries(declarations)) {
    const id = randomUUID();
    ids[`review_assignment.${short}`] = id;
    const assignment = { id, organisation_id, review_file_id, packet_id, member_id: member(short), conflict };
    await insertRow(client, 'casework.review_assignment', {
      ...assignment,
      assigned_by: member('chair'),
      assigned_at: now,
    });
    if (conflict === 'undeclared') continue;
    const noteId = randomUUID();
    ids[`review_note.${short}`] = noteId;
    const note = {
      id: noteId,
      organisation_id,
      review_file_id,
      packet_id,
      member_id: member(short),
      criterion: 'period',
      assessment_ct: sealed(),
    };
    await insertRow(client, 'casework.review_note', { ...note, text_ct: sealed(), row_version: 1, updated_at: now });
  }
  ids['letter'] = randomUUID();
  await insertRow(client, 'casework.letter', {
    ...{
      id: ids['letter'],
      organisation_id,
      recipient_organisation_id: world.organisations[cso],
      packet_id,
      review_file_id,
    },
    ...{
      kind: 'request',
      gaps: ['id_copy'],
      body_ct: sealed(),
      signature: sealed(),
      signature_version: 1,
      row_version: 1,
      sent_by: member('secretary'),
      sent_at: now,
    },
  });
  await seedContentKey(client, organisation_id, 'letter', ids['letter'], 'review', now);
  const parties = {
    organisation_id,
    recipient_organisation_id: world.organisations[cso],
    subject_kind: 'letter',
    subject_id: ids['letter'],
  };
  await insertRow(client, 'keys.sealed_key', {
    ...parties,
    compartment: 'legal',
    epoch: 1,
    content_epoch: 1,
    sealed_key_ct: sealed(),
    created_at: now,
  });
  ids['supplement'] = randomUUID();
  await insertRow(client, 'casework.supplement', {
    ...{ id: ids['supplement'], organisation_id: world.organisations[cso], case_id: ids['case_file'], packet_id },
    ...{ letter_id: ids['letter'], number: 1, pieces: 0, manifest_sha256: sealed(), sender_signature: sealed() },
    ...{ signature_version: 1, sent_by: world.actors[`${cso}.lawyer`]!.id, sent_at: now },
  });
}
