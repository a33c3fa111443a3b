/**
 * `npm start`: from a fresh clone to a running Linden. Plain JavaScript without dependencies, because nothing may be
 * installed yet; what follows once everything is there is scripts/start/launch.ts, bundled into .cache/.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle, fingerprint, isUpToDate, markUpToDate, exclusively } from './start/build-cache.mjs';
import { installDependencies, requireNode } from './start/install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

try {
  requireNode();
  process.chdir(root);
  const launcher = path.join(root, '.cache', 'launch.mjs');
  const sources = fingerprint(root, ['scripts', 'app/platform', 'package-lock.json']);
  if (!isUpToDate(root, 'launch', sources, [launcher, path.join(root, 'node_modules')])) {
    await exclusively(root, async () => {
      installDependencies(root);
      await bundle(root, 'scripts/start/launch.ts', launcher);
      markUpToDate(root, 'launch', sources);
    });
  }
  const { launch } = await import(pathToFileURL(launcher).href);
  await launch(root);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
