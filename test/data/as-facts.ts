import type { FactRows, Row, StandardRows, TableName } from '@millrace/costing-core';

const PLANT = 'P1';
const ALWAYS = '2000-01-01';

/**
 * Rows of a structure as facts of one plant: what facts must say and the rows may leave out is filled in, so that a case can
 * go through files, the database and the command like anybody's data.
 */
export function asFacts(rows: StandardRows): FactRows {
  const units = unitsOf(rows);
  const masters = new Map((rows.item ?? []).map((row) => [row.item, row]));
  const headers = rows.bom ?? [...new Set(rows.bom_line.map(({ parent }) => parent))].map((parent) => ({ parent }));
  const named = [...(rows.routing_operation ?? []), ...(rows.rate ?? [])].map(({ work_centre = '' }) => work_centre);
  const centres =
    rows.work_centre ??
    [...new Set(named)].filter((code) => code !== '').map((code) => ({ work_centre: code, centre: 'C' }));
  return {
    ledger: [{ ledger: 'L', currency: 'USD', amount_scale: '2', time_zone: 'UTC' }],
    ledger_plant: [{ ledger: 'L', plant: PLANT }],
    plant: [{ plant: PLANT }],
    cost_element: rows.cost_element === undefined ? elementsOf(rows) : filled('cost_element', rows.cost_element, {}),
    cost_centre: [...new Set(centres.map(({ centre }) => centre))].map((centre) => ({
      centre,
      plant: PLANT,
      kind: 'production',
    })),
    work_centre: filled('work_centre', centres, {}),
    item: [...units].map(([item, unit]) => ({
      item,
      unit: unit === '' ? 'EA' : unit,
      supply: masters.get(item)?.supply || 'both',
      valued: 'true',
      costing_lot: masters.get(item)?.costing_lot ?? '',
    })),
    unit_conversion: filled('unit_conversion', rows.unit_conversion, { denominator: '1' }),
    bom: filled('bom', headers, { plant: PLANT, valid_from: ALWAYS, base_quantity: '1', active: 'true' }),
    bom_line: filled('bom_line', rows.bom_line, {
      plant: PLANT,
      valid_from: ALWAYS,
      kind: 'component',
      fixed: 'false',
    }),
    routing_operation: filled('routing_operation', rows.routing_operation, { plant: PLANT }),
    rate: filled('rate', rows.rate, { plant: PLANT, valid_from: ALWAYS }),
    item_price: filled('item_price', rows.item_price, {
      plant: PLANT,
      valid_from: ALWAYS,
      element: 'material',
      per_quantity: '1',
    }),
  };
}

function filled<T extends TableName>(_: T, rows: readonly object[] | undefined, blanks: Partial<Row<T>>): Row<T>[] {
  return (rows ?? []).map((row) => {
    const said = Object.entries(row).filter(([, cell]) => cell !== undefined && cell !== '');
    return { ...blanks, ...Object.fromEntries(said) } as unknown as Row<T>;
  });
}

/** Every item with its unit: its own, else its BOM's, else that of the first line that uses it. */
function unitsOf(rows: StandardRows): Map<string, string> {
  const units = new Map<string, string>();
  const see = (item: string, unit = '') => {
    if ((units.get(item) ?? '') === '') units.set(item, unit);
  };
  for (const row of rows.item ?? []) see(row.item, row.unit);
  for (const row of rows.bom ?? []) see(row.parent, row.unit);
  for (const line of rows.bom_line) see(line.parent);
  for (const line of rows.bom_line) see(line.component, line.unit);
  return units;
}

function elementsOf({ rate = [], routing_operation = [] }: StandardRows): Row<'cost_element'>[] {
  const isSubcontracted = routing_operation.some((row) => (row.subcontract_price ?? '') !== '');
  const codes = ['material', ...rate.map(({ element }) => element), ...(isSubcontracted ? ['subcontract'] : [])];
  return [...new Set(codes)].map((element, i) => ({ element, class: 'material', position: String(i + 1) }));
}
