import type { FactRows, Row, StandardRows } from '@millrace/costing-core';

/**
 * Rows of a structure as facts of one plant: what facts must say and the rows may leave out is filled in, so that a case
 * can go through files, the database and the command like anybody's data.
 */
export function asFacts(rows: StandardRows, classes: Readonly<Record<string, string>> = {}): FactRows {
  const plant = 'P1';
  const ALWAYS = '2000-01-01';
  const codes = new Map<string, string>();
  const see = (item: string, unit: string | undefined) => {
    if (!codes.has(item) || codes.get(item) === '') codes.set(item, unit ?? '');
  };
  for (const row of rows.item ?? []) see(row.item, row.unit);
  for (const row of rows.bom ?? []) see(row.parent, row.unit);
  for (const line of rows.bom_line) see(line.parent, undefined);
  for (const line of rows.bom_line) see(line.component, line.unit);
  const masters = new Map((rows.item ?? []).map((row) => [row.item, row]));
  const headers =
    rows.bom ?? [...new Set(rows.bom_line.map(({ parent }) => parent))].map((parent) => ({ parent, alternative: '' }));
  const elements = new Set([
    'material',
    ...(rows.rate ?? []).map(({ element }) => element),
    ...(rows.routing_operation?.some((row) => (row.subcontract_price ?? '') !== '') ? ['subcontract'] : []),
  ]);
  const centres = new Set((rows.work_centre ?? []).map(({ centre }) => centre));
  return {
    ledger: [{ ledger: 'L', currency: 'USD', amount_scale: '2', time_zone: 'UTC' }],
    ledger_plant: [{ ledger: 'L', plant }],
    plant: [{ plant }],
    cost_element: [...elements].map((element, i) => ({
      element,
      class: classes[element] ?? 'material',
      position: String(i + 1),
    })),
    cost_centre: [...centres].map((centre) => ({ centre, plant, kind: 'production' })),
    work_centre: (rows.work_centre ?? []).map(({ work_centre, centre }) => ({ work_centre, centre })),
    item: [...codes].map(([item, unit]) => ({
      item,
      unit: unit === '' ? 'EA' : unit,
      supply: masters.get(item)?.supply || 'both',
      valued: 'true',
      costing_lot: masters.get(item)?.costing_lot ?? '',
    })),
    unit_conversion: (rows.unit_conversion ?? []).map(
      (row) => ({ denominator: '1', ...row }) as Row<'unit_conversion'>,
    ),
    bom: headers.map((row) => ({
      plant,
      parent: row.parent,
      alternative: row.alternative ?? '',
      valid_from: ALWAYS,
      base_quantity: '1',
      unit: 'unit' in row ? (row.unit ?? '') : '',
      active: 'active' in row ? row.active !== false : true,
    })),
    bom_line: rows.bom_line.map((line) => ({
      plant,
      parent: line.parent,
      alternative: line.alternative ?? '',
      valid_from: ALWAYS,
      line: line.line ?? '',
      component: line.component,
      quantity: line.quantity,
      unit: line.unit ?? '',
      kind: line.kind || 'component',
      fixed: line.fixed === true,
      operation: line.operation ?? '',
      starts_on: line.starts_on ?? '',
      ends_on: line.ends_on ?? '',
    })),
    routing_operation: (rows.routing_operation ?? []).map((row) => ({ plant, ...row }) as Row<'routing_operation'>),
    rate: (rows.rate ?? []).map((row) => ({ plant, valid_from: ALWAYS, ...row }) as Row<'rate'>),
    item_price: (rows.item_price ?? []).map(
      (row) => ({ plant, valid_from: ALWAYS, element: 'material', per_quantity: '1', ...row }) as Row<'item_price'>,
    ),
  };
}
