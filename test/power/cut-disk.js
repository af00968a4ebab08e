import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve, sep } from 'node:path';

/**
 * Loaded before the command (`node --import`): the disk below CUT_IN is there for so many changes as CUT_AFTER says. From then on it is
 * full (CUT_WITH=ENOSPC: what would change it fails) or gone (EIO: reading fails as well). What changes there were is written
 * to CUT_LIST, a line each.
 */
const below = resolve(process.env.CUT_IN ?? '') + sep;
const after = Number(process.env.CUT_AFTER ?? Number.POSITIVE_INFINITY);
const code = process.env.CUT_WITH ?? 'ENOSPC';
const changes = [];
const opened = new Map();
const { writeFileSync } = fs;

const inside = (path) => typeof path === 'string' && `${resolve(path)}${sep}`.startsWith(below);

function fails(name) {
  const says = code === 'ENOSPC' ? 'no space left on device' : 'i/o error';
  throw Object.assign(new Error(`${code}: ${says}, ${name}`), { code, syscall: name });
}

function change(name, path) {
  changes.push(`${name} ${relative(below, path)}`);
  if (changes.length > after) fails(name);
}

function look(name) {
  if (code === 'EIO' && changes.length > after) fails(name);
}

function wrap(name, before) {
  const original = fs[name];
  fs[name] = (...args) => {
    before(...args);
    return original(...args);
  };
}

const { openSync } = fs;
fs.openSync = (path, flags = 'r', ...more) => {
  if (!inside(path)) return openSync(path, flags, ...more);
  const isMade = typeof flags === 'number' ? (flags & fs.constants.O_CREAT) !== 0 : flags !== 'r';
  if (isMade) change('open', path);
  else look('open');
  const descriptor = openSync(path, flags, ...more);
  opened.set(descriptor, path);
  return descriptor;
};
wrap('closeSync', (descriptor) => opened.delete(descriptor));
for (const name of ['writeSync', 'ftruncateSync', 'fsyncSync']) {
  wrap(name, (descriptor) => opened.has(descriptor) && change(name, opened.get(descriptor)));
}
for (const name of ['writeFileSync', 'truncateSync', 'mkdirSync', 'unlinkSync', 'rmdirSync', 'renameSync']) {
  wrap(name, (path) => inside(path) && change(name, path));
}
wrap('readSync', (descriptor) => opened.has(descriptor) && look('readSync'));
syncBuiltinESMExports();
process.on('exit', () => process.env.CUT_LIST && writeFileSync(process.env.CUT_LIST, changes.join('\n')));
