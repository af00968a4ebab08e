import { useContext, useState } from 'preact/hooks';
import type { ComparedRow, ComparisonAnswer } from '../../src/answers.js';
import { Spoken, useTexts } from '../language.js';
import { address, go } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { RowsInView } from './rows-in-view.js';
import { useLater } from './use-later.js';
import { usePieces } from './use-pieces.js';

interface MovedItemsProps {
  readonly pair: { readonly ledger: string; readonly before: number; readonly after: number };
  readonly query: Readonly<Record<string, string>>;
}

/** The items whose unit cost moved by more than rounding, searched and sorted by the server; each leads to why it moved. */
export function MovedItems({ pair, query }: MovedItemsProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { sort = 'effect', down = 'true' } = query;
  const [search, setSearch] = useState(query.search ?? '');
  const set = (more: Readonly<Record<string, string>>) =>
    go(address('/compare', { ...query, ...pair, search, ...more }), true);
  useLater(search, (settled) => set({ search: settled }));
  const pieces = usePieces<ComparedRow, ComparisonAnswer>((from, count) =>
    address('/api/comparison', { ...pair, search: query.search, sort, down, lang, from, count }),
  );
  const { first, refusal } = pieces;
  const number = (count: number) => count.toLocaleString(lang);
  return (
    <section>
      <h2 id="items">{texts.compare.items}</h2>
      <search class="toolbar">
        <label>
          {texts.unitCosts.search}{' '}
          <input
            type="search"
            value={search}
            placeholder={texts.unitCosts.searchHint}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <span class="soft">{texts.compare.effectHint}</span>
        <output aria-live="polite">
          {first && texts.compare.found(number(first.found), number(first.moved), number(first.all))}
        </output>
      </search>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : first === undefined ? (
        <Waiting />
      ) : first.found === 0 ? (
        <p class="card empty">{first.moved === 0 ? texts.compare.none : texts.unitCosts.none}</p>
      ) : (
        <RowsInView
          label={texts.unitCosts.rows}
          caption={texts.compare.caption}
          count={first.found}
          columns={columnsOf(first, texts)}
          sort={sort}
          down={down === 'true'}
          onSort={(column) => set({ sort: column, down: column === sort ? String(down !== 'true') : isNumber(column) })}
          row={(at) => pieces.row(at)}
          onView={pieces.need}
          cells={(row) => cellsOf(row, address('/compare', { ...pair, plant: row.plant, item: row.item }))}
        />
      )}
    </section>
  );
}

/** Numbers are looked at from the largest down. */
function isNumber(column: string): string {
  return String(column !== 'item' && column !== 'plant');
}

function columnsOf({ elements }: ComparisonAnswer, { compare: { itemHead } }: ReturnType<typeof useTexts>) {
  return [
    { key: 'item', name: itemHead.item },
    { key: 'plant', name: itemHead.plant },
    ...(['before', 'after', 'change', 'percent', 'effect'] as const).map((key) => ({
      key,
      name: itemHead[key],
      isNumber: true,
    })),
    ...elements.map(({ code, name }) => ({ key: `element ${code}`, name, isNumber: true })),
  ];
}

function cellsOf({ code, name, plant, ...row }: ComparedRow, to: string) {
  return [
    <a class="item" href={to}>
      <span class="code">{code}</span> <span class="soft">{name === code ? '' : name}</span>
    </a>,
    plant,
    row.before,
    row.after,
    <strong>{row.change}</strong>,
    row.percent,
    row.effect,
    ...row.changes,
  ];
}
