export function findSoftHsm(root: string): string;
