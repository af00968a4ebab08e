import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/**
 * Loaded before the command (`node --import`): writes down, in RECORD_TO, what the process asks the system to do to files
 * below RECORD_IN, in its order. Each entry is a line of JSON, followed by the bytes that were written, if any.
 */
const below = resolve(process.env.RECORD_IN ?? '') + sep;
const own = { openSync: fs.openSync, writeSync: fs.writeSync, closeSync: fs.closeSync };
const log = own.openSync(process.env.RECORD_TO ?? '', 'a');
/** Paths of open files, by descriptor. */
const opened = new Map();

function note(entry, bytes) {
  own.writeSync(log, `${JSON.stringify({ ...entry, bytes: bytes?.byteLength ?? 0 })}\n`);
  if (bytes !== undefined) own.writeSync(log, bytes);
}

const inside = (path) => typeof path === 'string' && resolve(path).startsWith(below);
const named = (path) => resolve(path).slice(below.length);

function wrap(name, after) {
  const original = fs[name];
  fs[name] = (...args) => {
    const result = original(...args);
    after(args, result);
    return result;
  };
}

wrap('openSync', ([path, flags], descriptor) => {
  if (!inside(path)) return;
  opened.set(descriptor, named(path));
  if (flags === 'r' || fs.fstatSync(descriptor).isDirectory()) return;
  const empties = typeof flags === 'number' && (flags & fs.constants.O_TRUNC) !== 0;
  note({ does: 'open', path: named(path), empties });
});
wrap('closeSync', ([descriptor]) => opened.delete(descriptor));
wrap('writeSync', ([descriptor, buffer, offset, , position], count) => {
  if (!opened.has(descriptor)) return;
  const text = typeof buffer === 'string';
  const bytes = text ? Buffer.from(buffer) : new Uint8Array(buffer.buffer, buffer.byteOffset + (offset ?? 0), count);
  note({ does: 'write', path: opened.get(descriptor), at: text ? null : (position ?? null) }, bytes);
});
wrap('ftruncateSync', ([descriptor, size]) => {
  if (opened.has(descriptor)) note({ does: 'truncate', path: opened.get(descriptor), size: size ?? 0 });
});
wrap('truncateSync', ([path, size]) => inside(path) && note({ does: 'truncate', path: named(path), size: size ?? 0 }));
wrap('writeFileSync', ([path, content]) => {
  if (!inside(path)) return;
  note({ does: 'open', path: named(path), empties: true });
  note({ does: 'write', path: named(path), at: 0 }, Buffer.from(content));
});
wrap('mkdirSync', ([path]) => inside(path) && note({ does: 'mkdir', path: named(path) }));
wrap('rmdirSync', ([path]) => inside(path) && note({ does: 'rmdir', path: named(path) }));
wrap('unlinkSync', ([path]) => inside(path) && note({ does: 'unlink', path: named(path) }));
wrap('renameSync', ([from, to]) => {
  if (!inside(from)) return;
  for (const [descriptor, path] of opened) if (path === named(from)) opened.set(descriptor, named(to));
  note({ does: 'rename', path: named(from), to: named(to) });
});
wrap('fsyncSync', ([descriptor]) => {
  if (opened.has(descriptor)) note({ does: 'sync', path: opened.get(descriptor) });
});

const openFile = fs.promises.open;
fs.promises.open = async (path, ...args) => {
  const file = await openFile(path, ...args);
  if (!inside(path)) return file;
  const sync = file.sync.bind(file);
  file.sync = async () => {
    await sync();
    note({ does: 'sync', path: named(path) });
  };
  return file;
};
syncBuiltinESMExports();
process.on('exit', (code) => note({ does: 'exit', code }));
