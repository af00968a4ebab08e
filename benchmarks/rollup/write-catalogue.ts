import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { generate } from './workload.js';

export const LEDGER = 'L1';
export const DAY = '2026-10-31';

/** Writes the catalogue of the roll-up as a folder of CSV files, one a table of facts; returns how many rows each has. */
export function writeCatalogue(folder: string, items: number): Map<string, number> {
  mkdirSync(folder, { recursive: true });
  const { parent, component, quantity, price } = generate(items);
  const name = (item: number) => `I${String(item).padStart(7, '0')}`;
  const isMade = (item: number) => Number.isNaN(price[item]);
  const all = Array.from({ length: items }, (_, item) => item);
  const counts = new Map<string, number>();
  const write = (table: string, columns: string, lines: Iterable<string>) => {
    const file = openSync(path.join(folder, `${table}.csv`), 'w');
    let text = `${columns}\n`;
    let count = 0;
    for (const line of lines) {
      text += `${line}\n`;
      count++;
      if (text.length < PIECE) continue;
      writeSync(file, text);
      text = '';
    }
    writeSync(file, text);
    closeSync(file);
    counts.set(table, count);
  };
  write('ledger', 'ledger,name,currency,amount_scale,time_zone', [`${LEDGER},Catalogue,CNY,2,Asia/Shanghai`]);
  write('plant', 'plant,name', ['P1,One']);
  write('ledger_plant', 'ledger,plant', [`${LEDGER},P1`]);
  write('cost_element', 'element,name,class,position', ['MAT,Material,material,1']);
  const supply = (item: number) => (isMade(item) ? 'made' : 'purchased');
  const itemLines = all.values().map((item) => `${name(item)},Item ${item},pc,${supply(item)},MAT,true`);
  write('item', 'item,name,unit,supply,element,valued', itemLines);
  const priced = all.values().filter((item) => !isMade(item));
  const prices = priced.map((item) => `P1,${name(item)},standard,MAT,${FROM},${(price[item] / 1e6).toFixed(6)},1`);
  write('item_price', 'plant,item,kind,element,valid_from,price,per_quantity', prices);
  const headers = all.values().filter(isMade);
  const bom = 'plant,parent,valid_from,base_quantity,active';
  write(
    'bom',
    bom,
    headers.map((item) => `P1,${name(item)},${FROM},1,true`),
  );
  write('bom_line', 'plant,parent,valid_from,line,component,quantity,kind,fixed', lines());
  return counts;

  function* lines(): Iterable<string> {
    for (let k = 0, line = 0; k < parent.length; k++) {
      line = k > 0 && parent[k] === parent[k - 1] ? line + 1 : 1;
      const thousandths = (quantity[k] / 1000).toFixed(3);
      yield `P1,${name(parent[k])},${FROM},${line},${name(component[k])},${thousandths},component,false`;
    }
  }
}

const FROM = '2020-01-01';
const PIECE = 1 << 20;
