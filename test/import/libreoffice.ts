import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../batch/folders.js';

const SOFFICE = process.env.SOFFICE ?? '/usr/bin/soffice';
export const hasLibreOffice = existsSync(SOFFICE);
export const libreOfficeNote = hasLibreOffice
  ? ''
  : ` (skipped: no ${SOFFICE}; install the Debian package libreoffice-calc)`;

/** Saves workbooks as LibreOffice does, all by one start of it, which is what takes its time; returns the files. */
export async function savedAs(files: readonly string[], format: 'xlsx' | 'ods'): Promise<string[]> {
  const folder = await converted(files, format);
  return files.map((file) => join(folder, `${nameOf(file)}.${format}`));
}

/** Saves every sheet of workbooks as a CSV file named like it; returns a folder for each workbook. */
export async function savedAsCsv(files: readonly string[], encoding: keyof typeof CHARACTER_SETS): Promise<string[]> {
  // Separator, quote, characters, first line; language; all texts in quotes, numbers as shown; as they are, not formulas; every sheet.
  const token = `csv:Text - txt - csv (StarCalc):44,34,${CHARACTER_SETS[encoding]},1,,0,false,true,false,false,false,-1`;
  const folder = await converted(files, token);
  const sheets = await readdir(folder);
  return Promise.all(
    files.map(async (file) => {
      const own = await temporaryFolder();
      const prefix = `${nameOf(file)}-`;
      for (const name of sheets) {
        if (name.startsWith(prefix)) await rename(join(folder, name), join(own, name.slice(prefix.length)));
      }
      return own;
    }),
  );
}

function nameOf(file: string): string {
  return basename(file).replace(/\.\w+$/, '');
}

/** As LibreOffice numbers them. */
const CHARACTER_SETS = { 'utf-8': 76, gb18030: 85 } as const;

/** Made by its first start, which takes longer. */
let profile: string | undefined;

async function converted(files: readonly string[], format: string): Promise<string> {
  profile ??= await temporaryFolder();
  const folder = await temporaryFolder();
  await promisify(execFile)(
    SOFFICE,
    ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', format, '--outdir', folder, ...files],
    { env: { ...process.env, HOME: profile } },
  );
  return folder;
}
