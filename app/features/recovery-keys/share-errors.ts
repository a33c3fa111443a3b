/** What is wrong with two shares, as keys of the namespace `errors`. */
export const SHARE_ERRORS = {
  same_sheet: 'share_same_sheet',
  other_key: 'share_other_key',
  wrong: 'share_wrong',
} as const;
