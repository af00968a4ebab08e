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

/** Saves a workbook as LibreOffice does; returns the file. */
export async function savedAs(file: string, format: 'xlsx' | 'ods'): Promise<string> {
  return join(await converted(file, format), `${basename(file).replace(/\.\w+$/, '')}.${format}`);
}

/** Saves every sheet of a workbook as a CSV file named like it; returns their folder. */
export async function savedAsCsv(file: string, encoding: keyof typeof CHARACTER_SETS): Promise<string> {
  // Separator, quote, characters, first line; language; all texts in quotes, numbers as shown; as they are, not formulas; every sheet.
  const token = `csv:Text - txt - csv (StarCalc):44,34,${CHARACTER_SETS[encoding]},1,,0,false,true,false,false,false,-1`;
  const folder = await converted(file, token);
  const prefix = `${basename(file).replace(/\.\w+$/, '')}-`;
  for (const name of await readdir(folder)) await rename(join(folder, name), join(folder, name.replace(prefix, '')));
  return folder;
}

/** As LibreOffice numbers them. */
const CHARACTER_SETS = { 'utf-8': 76, gb18030: 85 } as const;

/** Made by its first start, which takes longer. */
let profile: string | undefined;

async function converted(file: string, format: string): Promise<string> {
  profile ??= await temporaryFolder();
  const folder = await temporaryFolder();
  await promisify(execFile)(
    SOFFICE,
    ['--headless', `-env:UserInstallation=file://${profile}`, '--convert-to', format, '--outdir', folder, file],
    { env: { ...process.env, HOME: profile } },
  );
  return folder;
}
