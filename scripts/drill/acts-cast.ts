/** Who acts in the drill of single acts; the last one is given new keys again and again. */
export const PASSWORD = 'a plain drill password';
export const ACTS = {
  caseworker: 'caseworker@drill.example',
  supervisor: 'supervisor@drill.example',
  custodian: 'custodian@drill.example',
  lawyer: 'lawyer@drill.example',
} as const;
