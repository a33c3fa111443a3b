import { useTranslation } from 'react-i18next';
import { codeKey, type Code, type CodeList } from '#app/platform/codes.ts';
import { CODED_FIELDS, type IdentityField } from './identity.schema.ts';

type Translate = (key: string) => string;

/** The question of each field, for the form, its list of errors and a conflict. */
export function useIdentityLabels(): Record<IdentityField, string> {
  const { t } = useTranslation('cases');
  return identityLabelsIn(t);
}

/** The same in another language than the page's; `t` is bound to the messages `cases`. */
export function identityLabelsIn(t: Translate): Record<IdentityField, string> {
  return {
    fullName: t('identity.fullName'),
    numberKind: t('identity.numberKind'),
    personalNumber: t('identity.personalNumber'),
    birthDate: t('identity.birthDate'),
    birthYear: t('identity.birthYear'),
    phone: t('identity.phone'),
    address: t('identity.address'),
    nextOfKin: t('identity.nextOfKin'),
    channel: t('open.channel'),
    contact: t('open.contact'),
    hours: t('open.hours'),
    mayAnswer: t('open.mayAnswer'),
    workerSex: t('open.workerSex'),
    workerLanguage: t('open.workerLanguage'),
    referredFrom: t('open.referredFrom'),
    sex: t('identity.sex'),
    community: t('identity.community'),
    municipality: t('identity.municipality'),
    maritalStatus: t('identity.maritalStatus'),
    disability: t('identity.disability'),
    ageAtTheTime: t('identity.ageAtTheTime'),
  };
}

/** An answer as it is read: the label of a code, or the text itself. */
export function useIdentityAnswer(): (field: IdentityField, value: string) => string {
  const { t: code } = useTranslation('codes');
  return (field, value) => {
    const list = (CODED_FIELDS as Partial<Record<IdentityField, CodeList>>)[field];
    return list && value ? code(codeKey(list, value as Code<typeof list>)) : value;
  };
}
