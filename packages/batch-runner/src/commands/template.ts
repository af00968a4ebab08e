import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { EXIT, Trouble } from '@millrace/store';
import { tablesInWords } from '../template/tables-in-words.js';
import { templateNotes } from '../template/template-notes.js';
import { writeTemplateFolder } from '../template/write-template-folder.js';
import type { Cli } from './cli.js';

/** `millrace template PATH`: a folder of CSV files or a workbook to fill, every table and column with what it means. */
export function addTemplate(cli: Cli): void {
  const { texts, language } = cli;
  cli.add(
    {
      name: 'template',
      says: texts.help.template,
      arguments: [['<path>', texts.argument.template]],
      example: 'millrace template month.xlsx\n  millrace template ./month --lang zh',
    },
    async (_run, [path]) => {
      const place = resolve(path);
      const kind = extname(place).toLowerCase();
      const isWorkbook = kind === '.xlsx';
      if (OTHER_FILES.has(kind)) throw new Trouble('template_must_be_a_workbook_or_folder', { value: kind });
      const isTaken = existsSync(place) && (isWorkbook || (await readdir(place).catch(() => ['a file'])).length > 0);
      if (isTaken) throw new Trouble('template_place_is_taken', { path: place });
      const tables = tablesInWords(texts, language);
      const notes = templateNotes(tables, texts);
      if (isWorkbook) {
        const { writeTemplateWorkbook } = await import('../template/write-template-workbook.js');
        await writeTemplateWorkbook(place, tables, notes, texts);
      } else await writeTemplateFolder(place, tables, notes);
      return {
        exit: EXIT.done,
        json: { template: place, tables: tables.map(({ name }) => name), notes: notes.map(({ name }) => name) },
        print(terminal) {
          terminal.line(texts.template.written(place, tables.length));
          terminal.line(texts.template.next(path));
        },
      };
    },
  );
}

/** What would be a folder by that name, which nobody means. */
const OTHER_FILES: ReadonlySet<string> = new Set(['.csv', '.json', '.ods', '.xls', '.xlsb', '.xlsm', '.txt']);
