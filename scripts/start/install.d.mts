export function requireNode(): void;
export function installDependencies(root: string): void;
