/** What the command says of tables that it writes as files. */
export const sheetsEn = {
  option: {
    xlsx: 'write every table and view as a sheet of this workbook',
    csv: 'write every table and view as a CSV file in this folder',
    compared: 'write it as a workbook',
  },
  workbook: (file: string, sheets: number) => `workbook: ${file} (${sheets} sheets)`,
  folder: (folder: string, files: number) => `CSV: ${folder} (${files} files)`,
} as const;
