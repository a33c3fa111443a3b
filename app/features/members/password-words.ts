/**
 * Words that are no secret here, in the three languages: a password that is little more than these, or than what is known of
 * its owner, is refused (docs/accounts.md has the same list). Without diacritics, in small letters, four letters or more;
 * names, e-mails and organisations come from the account.
 */
export const PASSWORD_WORDS = {
  product: ['linden', 'blini', 'lipa'],
  password: ['password', 'passphrase', 'fjalekalim', 'fjalekalimi', 'lozinka', 'sifra'],
  greeting: ['welcome', 'letmein', 'hello', 'mirese', 'mireseerdhe', 'tung', 'dobrodosli', 'zdravo', 'pershendetje'],
  role: [
    ...['caseworker', 'counsellor', 'legal', 'officer', 'supervisor', 'custodian', 'approver', 'secretary', 'reviewer'],
    ...['chair', 'analyst', 'auditor', 'operator', 'admin', 'administrator'],
    ...[
      'menaxhere',
      'menaxher',
      'keshilltare',
      'keshilltar',
      'zyrtare',
      'zyrtar',
      'ligjor',
      'mbikeqyrese',
      'mbikeqyres',
    ],
    ...[
      'kujdestare',
      'kujdestar',
      'sekretare',
      'sekretar',
      'shqyrtuese',
      'shqyrtues',
      'kryesuese',
      'kryesues',
      'analiste',
    ],
    ...[
      'voditeljka',
      'voditelj',
      'savetnica',
      'savetnik',
      'sluzbenica',
      'sluzbenik',
      'pravna',
      'pravni',
      'supervizorka',
    ],
    ...[
      'supervizor',
      'cuvarka',
      'cuvar',
      'sekretarka',
      'predsedavajuca',
      'predsedavajuci',
      'analiticarka',
      'revizorka',
    ],
  ],
  work: [
    ...['case', 'cases', 'casework', 'commission', 'office', 'centre', 'center', 'organisation', 'organization'],
    ...['komision', 'komisioni', 'zyra', 'qendra', 'organizata', 'rasti', 'rastet', 'shoqata'],
    ...['komisija', 'kancelarija', 'centar', 'organizacija', 'slucaj', 'slucajevi', 'udruzenje'],
  ],
  place: [
    ...[
      'kosovo',
      'kosova',
      'kosove',
      'prishtina',
      'prishtine',
      'pristina',
      'prizren',
      'prizreni',
      'gjakova',
      'djakovica',
    ],
    ...['peja', 'pejes', 'mitrovica', 'ferizaj', 'urosevac', 'gjilan', 'gnjilane', 'undp', 'balkan'],
  ],
} as const satisfies Record<string, readonly string[]>;

export const ALL_PASSWORD_WORDS: readonly string[] = Object.values(PASSWORD_WORDS).flat();
