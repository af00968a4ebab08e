/**
 * `npm run bench -- NAME …` runs benchmarks/NAME.ts with the arguments that follow; without a name it lists what
 * there is, with --help it says what the benchmark's own comment says. Node strips the types; imports of siblings keep the `.js` suffix that they have in all of the repository,
 * which is resolved to the TypeScript file here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },
});

const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.log(`npm run bench -- NAME\n${names.map((known) => `  ${known}`).join('\n')}`);
  process.exitCode = name === undefined ? 0 : 2;
} else if (rest.includes('--help')) {
  console.log(whatItSays(readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')));
} else {
  const { bench } = await import(`./${name}.ts`);
  await bench(rest);
}

function whatItSays(source) {
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport async function bench/.exec(source)?.[1] ?? '';
  return comment.replace(/^ \* ?/gm, '').trim();
}
