/** drafting → read_back → approved. A change after reading back goes back to drafting; an approved text never changes. */
export type StatementState = 'drafting' | 'read_back' | 'approved';

/** `autosaved` versions of one author within some minutes are one; each other save is a version of its own. */
export type VersionKind = 'autosaved' | 'saved' | 'copied';
