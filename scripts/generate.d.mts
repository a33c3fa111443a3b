export function isGenerated(): boolean;

/** @throws Error with what Prisma said */
export function generate(): void;
