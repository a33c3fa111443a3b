export function fingerprint(root: string, paths: readonly string[]): string;
export function isUpToDate(root: string, what: string, sources: string, products: readonly string[]): boolean;
export function markUpToDate(root: string, what: string, sources: string): void;
export function exclusively<Result>(root: string, work: () => Result | Promise<Result>): Promise<Result>;
export function bundle(root: string, entry: string, outfile: string): Promise<void>;
