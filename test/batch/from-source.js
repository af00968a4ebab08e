import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Lets programs of documents run on the sources as they are (`node --import ./from-source.js program.ts`), so that what is tested is never an
 * old build: packages of ours lead to their sources, and `.js` to the `.ts` beside it.
 */
const packages = new URL(process.env.MILLRACE_PACKAGES ?? '../../packages/', import.meta.url);

registerHooks({
  resolve(specifier, context, next) {
    const own = /^@millrace\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(specifier);
    if (own !== null) return next(new URL(`${own[1]}/src/${own[2] ?? 'index'}.ts`, packages).href, context);
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL !== undefined) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },
});
