import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { pastDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';
import { numberError } from './personal-number.ts';

const line = z.string().trim().max(200).optional();

/** Every answer by itself, before they are held against each other. */
export const IdentityAnswers = z.object({
  fullName: line,
  numberKind: z.enum(codeLists.documentKind).optional(),
  personalNumber: z.string().trim().max(40).optional(),
  birthDate: pastDay().optional(),
  birthYear: z.coerce.number().int().min(1900).max(2020).optional(),
  phone: line,
  address: z.string().trim().max(400).optional(),
  nextOfKin: z.string().trim().max(400).optional(),
  channel: z.enum(codeLists.contactChannel).optional(),
  contact: line,
  hours: line,
  mayAnswer: line,
  workerSex: z.enum(codeLists.sex).optional(),
  workerLanguage: z.enum(codeLists.language).optional(),
  referredFrom: z.enum(codeLists.referredFrom).optional(),
  sex: z.enum(codeLists.sex).optional(),
  community: z.enum(codeLists.community).optional(),
  municipality: z.enum(codeLists.municipality).optional(),
  maritalStatus: z.enum(codeLists.maritalStatus).optional(),
  disability: z.enum(codeLists.disability).optional(),
  ageAtTheTime: z.enum(codeLists.ageAtTheTime).optional(),
  rowVersion: z.coerce.number().int().min(0),
  /** the case is just being opened: the consents come next */
  opening: z.enum(['yes']).optional(),
});

/** Everything about who she is and how to reach her. Nothing is required; `rowVersion` is the one the page showed. */
export const IdentitySchema = heldTogether(IdentityAnswers, ({ numberKind, personalNumber, birthDate, birthYear }, refuse) => {
  const message = personalNumber && numberError(numberKind, personalNumber);
  if (message) refuse('personalNumber', message);
  if (birthDate && birthYear && Number(birthDate.slice(0, 4)) !== birthYear) refuse('birthYear', 'cases:error.otherYear');
});
export type IdentityForm = z.output<typeof IdentitySchema>;

/** The answers themselves, without what the form carries along. */
export type Identity = Omit<IdentityForm, 'rowVersion' | 'opening'>;
export type IdentityField = keyof Identity;


/** Which fields are answers from a code list, and from which. */
export const CODED_FIELDS = {
  numberKind: 'documentKind',
  channel: 'contactChannel',
  workerSex: 'sex',
  workerLanguage: 'language',
  referredFrom: 'referredFrom',
  sex: 'sex',
  community: 'community',
  municipality: 'municipality',
  maritalStatus: 'maritalStatus',
  disability: 'disability',
  ageAtTheTime: 'ageAtTheTime',
} as const satisfies Partial<Record<IdentityField, keyof typeof codeLists>>;
