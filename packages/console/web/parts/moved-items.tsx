import { useContext } from 'preact/hooks';
import type { ComparedRow, ComparisonAnswer } from '../../src/answers.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { ItemLink, SearchedRows } from './searched-rows.js';

interface MovedItemsProps {
  readonly pair: { readonly ledger: string; readonly before: number; readonly after: number };
  readonly query: Readonly<Record<string, string>>;
}

/** The items whose unit cost moved by more than rounding; each leads to why it moved. */
export function MovedItems({ pair, query }: MovedItemsProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const number = (count: number) => count.toLocaleString(lang);
  return (
    <section>
      <h2 id="items">{texts.compare.items}</h2>
      <SearchedRows<ComparedRow, ComparisonAnswer>
        path="/compare"
        query={{ ...query, ledger: pair.ledger, before: String(pair.before), after: String(pair.after) }}
        from="/api/comparison"
        asked={pair}
        sort={query.sort ?? 'effect'}
        down={query.down ?? 'true'}
        caption={texts.compare.caption}
        choices={() => <span class="soft">{texts.compare.effectHint}</span>}
        counted={({ found, moved, all }) => texts.compare.found(number(found), number(moved), number(all))}
        none={({ moved }) => (moved === 0 ? texts.compare.none : texts.unitCosts.none)}
        columns={(first) => columnsOf(first, texts)}
        cells={(row) => cellsOf(row, address('/compare', { ...pair, plant: row.plant, item: row.item }))}
      />
    </section>
  );
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
    <ItemLink code={code} name={name} to={to} />,
    plant,
    row.before,
    row.after,
    <strong>{row.change}</strong>,
    row.percent,
    row.effect,
    ...row.changes,
  ];
}
