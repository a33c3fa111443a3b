import type * as z from 'zod';
import { IdentityAnswers, type Identity } from './identity.schema.ts';

/** The sealed columns of an identity record as text; three of them hold several answers as JSON or in one form. */
export interface IdentityColumns {
  full_name?: string | null | undefined;
  personal_number?: string | null | undefined;
  /** a day, or only its year */
  birth_date?: string | null | undefined;
  address?: string | null | undefined;
  phone?: string | null | undefined;
  safe_contact?: string | null | undefined;
  next_of_kin?: string | null | undefined;
  demographics?: string | null | undefined;
}

const Contact = IdentityAnswers.pick({
  channel: true,
  contact: true,
  hours: true,
  mayAnswer: true,
  workerSex: true,
  workerLanguage: true,
  referredFrom: true,
});
const Demographics = IdentityAnswers.pick({
  numberKind: true,
  sex: true,
  community: true,
  municipality: true,
  maritalStatus: true,
  disability: true,
  ageAtTheTime: true,
});
export type SafeContact = z.output<typeof Contact>;
export type Demographics = z.output<typeof Demographics>;

export function columnsOf(identity: Identity): Required<IdentityColumns> {
  return {
    full_name: identity.fullName ?? null,
    personal_number: identity.personalNumber ?? null,
    birth_date: identity.birthDate ?? identity.birthYear?.toString() ?? null,
    address: identity.address ?? null,
    phone: identity.phone ?? null,
    safe_contact: jsonOf(Contact.parse(identity)),
    next_of_kin: identity.nextOfKin ?? null,
    demographics: jsonOf(Demographics.parse(identity)),
  };
}

export function identityOf(columns: IdentityColumns): Identity {
  const birth = columns.birth_date ?? undefined;
  return {
    fullName: columns.full_name ?? undefined,
    personalNumber: columns.personal_number ?? undefined,
    birthDate: birth && birth.length > 4 ? birth : undefined,
    birthYear: birth && birth.length === 4 ? Number(birth) : undefined,
    address: columns.address ?? undefined,
    phone: columns.phone ?? undefined,
    nextOfKin: columns.next_of_kin ?? undefined,
    ...safeContactOf(columns.safe_contact),
    ...demographicsOf(columns.demographics),
  };
}

export function safeContactOf(json: string | null | undefined): SafeContact {
  return Contact.parse(JSON.parse(json || '{}'));
}

export function demographicsOf(json: string | null | undefined): Demographics {
  return Demographics.parse(JSON.parse(json || '{}'));
}

/** Nothing answered is stored as nothing. */
function jsonOf(answers: object): string | null {
  return Object.values(answers).some((answer) => answer !== undefined) ? JSON.stringify(answers) : null;
}
