import path from 'node:path';
import type { StandardRows } from '../../packages/costing-core/src/standard/index.js';
import { csv } from './csv.js';

/**
 * Business Central's Contoso Coffee as facts. Its own words on the left:
 *
 *     LastDirectCost            item_price of kind purchase; a made item's 0 is no price
 *     version of a BOM          alternative
 *     Type 2 (production BOM)   phantom
 *     Fixed Quantity            fixed line
 *     QtyPerUOM                 conversion: 1 of the other unit is so many base units
 *     routing link code         the operation that carries the same code
 *     routing number            alternative: SP-SCM1009-PARALLEL is the routing PARALLEL of SP-SCM1009
 *     work centre, machine      cost centre and work centre; rates are per minute, times are in minutes
 *     UnitCostPer               subcontract price
 *     lot size (first of tail)  costing lot
 */
export function contoso(folder: string): StandardRows {
  const read = (name: string) => csv(path.join(folder, `${name}.csv`));
  const items = read('items');
  const routingLines = read('routing_lines');
  const machines = read('machine_centers');
  const boms = [...read('bom_headers').map((row) => ({ ...row, VersionCode: '' })), ...read('bom_versions')] as Record<
    string,
    string
  >[];
  const known = new Set(items.map((row) => row.ItemNo));
  const lotOf = (tail: string) => tail.split('|')[0];
  return {
    item: [
      ...items.map((row) => ({
        item: row.ItemNo,
        unit: row.BaseUOM,
        supply: row.tail_resolved.split('|')[1] === 'Purchase' ? ('purchased' as const) : ('made' as const),
        ...(lotOf(row.tail_resolved) === '0' ? {} : { costing_lot: lotOf(row.tail_resolved) }),
      })),
      ...boms.filter((row) => !known.has(row.BOMCode)).map((row) => ({ item: row.BOMCode, unit: row.UOM })),
    ],
    unit_conversion: read('item_uom').map((row) => ({
      item: row.ItemNo,
      from_unit: row.UOM,
      to_unit: items.find(({ ItemNo }) => ItemNo === row.ItemNo)?.BaseUOM ?? '',
      numerator: row.QtyPerUOM,
    })),
    bom: boms.map((row) => ({
      parent: row.BOMCode,
      alternative: row.VersionCode,
      unit: row.UOM,
      active: row.VersionCode === '',
    })),
    bom_line: read('bom_lines').map((row, i) => ({
      parent: row.BOMCode,
      alternative: row.VersionCode,
      line: String(i + 1),
      component: row.No,
      quantity: row.QuantityPer,
      unit: row.UOM,
      kind: row.Type === '2' ? ('phantom' as const) : ('component' as const),
      fixed: row.CalcFormula === 'Fixed Quantity',
      operation: operationOfLink(row.RoutingLinkCode, row.BOMCode, routingLines),
    })),
    routing_operation: routingLines.map((row) => ({
      ...routingOf(row.RoutingNo),
      operation: row.OperationNo,
      position: row.OperationNo,
      work_centre: row.No,
      setup_hours_machine: row.SetupTimeMin,
      run_hours_machine: row.RunTimeMin,
      time_unit: 'minute' as const,
      subcontract_price: row.UnitCostPer,
    })),
    work_centre: [
      ...read('work_centers').map((row) => ({ work_centre: row.No, centre: row.No })),
      ...machines.map((row) => ({ work_centre: row.No, centre: row.WorkCenterNo })),
    ],
    rate: read('work_centers').map((row) => ({
      centre: row.No,
      driver: 'hours_machine' as const,
      element: 'capacity',
      rate: row.DirectUnitCost,
      time_unit: 'minute' as const,
    })),
    item_price: items
      .filter((row) => row.LastDirectCost !== '0')
      .map((row) => ({ item: row.ItemNo, kind: 'purchase', price: row.LastDirectCost })),
  };
}

function routingOf(number: string): { item: string; alternative: string } {
  const [, item, alternative = ''] = /^(SP-[A-Z]+\d+)(?:-(.+))?$/.exec(number) ?? [];
  return { item, alternative };
}

function operationOfLink(link: string, item: string, lines: readonly Record<string, string>[]): string {
  if (link === '') return '';
  return lines.find((row) => row.RoutingLinkCode === link && routingOf(row.RoutingNo).item === item)?.OperationNo ?? '';
}
