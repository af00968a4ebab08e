/** Styles by their place in `styles.xml`; after them one for each number of decimals. */
export const STYLES = { plain: 0, head: 1, text: 2, day: 3, longNumber: 4 } as const;

/** `#,##0.00` for 2. Unit costs have at most 9. */
export function styleOfDecimals(decimals: number): number {
  return FIRST_NUMBER + Math.min(decimals, MOST_DECIMALS);
}

const FIRST_NUMBER = Object.keys(STYLES).length;
const MOST_DECIMALS = 15;

/** Excel's own format of texts, and its first number for formats of others. */
const [TEXT_FORMAT, OWN_FORMATS] = [49, 164];

export function stylesXml(): string {
  const decimals = Array.from({ length: MOST_DECIMALS + 1 }, (_, count) => count);
  const codes = ['yyyy\\-mm\\-dd', ...decimals.map((count) => (count === 0 ? '#,##0' : `#,##0.${'0'.repeat(count)}`))];
  const formats = codes.map((code, at) => `<numFmt numFmtId="${OWN_FORMATS + at}" formatCode="${code}"/>`);
  const xf = (format: number, more = '', inner = '') =>
    `<xf numFmtId="${format}" borderId="0" xfId="0" applyNumberFormat="1"${more || ' fontId="0" fillId="0"'}>${inner}</xf>`;
  const cells = [
    xf(0),
    xf(
      TEXT_FORMAT,
      ' fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"',
      '<alignment vertical="top" wrapText="1"/>',
    ),
    xf(TEXT_FORMAT),
    xf(OWN_FORMATS),
    xf(TEXT_FORMAT, ' fontId="0" fillId="3" applyFill="1" applyAlignment="1"', '<alignment horizontal="right"/>'),
    ...decimals.map((count) => xf(OWN_FORMATS + 1 + count)),
  ];
  const font = '<sz val="11"/><name val="Calibri"/>';
  const solid = (color: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/></patternFill></fill>`;
  return `<styleSheet xmlns="${MAIN}">\
<numFmts count="${formats.length}">${formats.join('')}</numFmts>\
<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>\
<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
${solid('FFDDE6EE')}${solid('FFFFF2CC')}</fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** The names of what stands in a workbook. */
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
