import { useContext, useState } from 'preact/hooks';
import type { UnitCostRow, UnitCostsAnswer } from '../../src/answers.js';
import { Spoken, useTexts } from '../language.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { RowsInView } from '../parts/rows-in-view.js';
import { useTitle } from '../parts/title.js';
import { useLater } from '../parts/use-later.js';
import { usePieces } from '../parts/use-pieces.js';
import { address, go } from '../place.js';

interface UnitCostsProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** 产品单位成本表 of a version: searched, filtered and sorted by the server, of whose rows only those in view are here. */
export function UnitCostsPage({ ledger, query }: UnitCostsProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { version = '', plant = '', basis = 'all', sort = '', down = '' } = query;
  const [search, setSearch] = useState(query.search ?? '');
  const set = (more: Readonly<Record<string, string>>) =>
    go(address('/unit-costs', { ...query, ledger, search, ...more }), true);
  useLater(search, (settled) => set({ search: settled }));
  const asked = { ledger, version: version || undefined, search: query.search, plant, basis, sort, down, lang };
  const pieces = usePieces<UnitCostRow, UnitCostsAnswer>((from, count) =>
    address('/api/unit-costs', { ...asked, from, count }),
  );
  const { first, refusal } = pieces;
  useTitle(texts.unitCosts.title);
  return (
    <>
      <h1>{texts.unitCosts.title}</h1>
      {first && (
        <p class="lead">
          <a href={address('/', { ledger, period: first.version.period, version: first.version.version })}>
            {texts.periodTitle(first.version.period)}
          </a>
          , {texts.unitCosts.of(first.version.version, first.currency)}{' '}
          <span class={`pill ${first.version.state}`}>{texts.state[first.version.state]}</span>
        </p>
      )}
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
        {first && first.plants.length > 1 && (
          <label>
            {texts.unitCosts.plant}{' '}
            <select value={plant} onChange={(event) => set({ plant: event.currentTarget.value })}>
              <option value="">{texts.unitCosts.all}</option>
              {first.plants.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {texts.unitCosts.basis}{' '}
          <select value={basis} onChange={(event) => set({ basis: event.currentTarget.value })}>
            {BASES.map((one) => (
              <option key={one} value={one}>
                {texts.unitCosts.bases[one]}
              </option>
            ))}
          </select>
        </label>
        <output aria-live="polite">
          {first && texts.unitCosts.found(first.found.toLocaleString(lang), first.all.toLocaleString(lang))}
        </output>
      </search>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : first === undefined ? (
        <Waiting />
      ) : first.found === 0 ? (
        <p class="card empty">{texts.unitCosts.none}</p>
      ) : (
        <RowsInView
          label={texts.unitCosts.rows}
          caption={texts.unitCosts.caption}
          count={first.found}
          columns={columnsOf(first, texts)}
          sort={sort}
          down={down === 'true'}
          onSort={(column) => set({ sort: column, down: column === sort ? String(down !== 'true') : isNumber(column) })}
          row={(at) => pieces.row(at)}
          onView={pieces.need}
          cells={(row) => cellsOf(row, texts, address('/item', { ledger, version, plant: row.plant, item: row.item }))}
        />
      )}
    </>
  );
}

const BASES = ['all', 'produced', 'available'] as const;

/** Numbers are looked at from the largest down. */
function isNumber(column: string): string {
  return String(column !== 'item' && column !== 'plant');
}

type PageTexts = ReturnType<typeof useTexts>;

function columnsOf({ elements }: UnitCostsAnswer, { unitCosts: { head } }: PageTexts) {
  return [
    { key: 'item', name: head.item },
    { key: 'plant', name: head.plant },
    { key: '', name: head.basis },
    ...(['quantity', 'amount', 'unit_cost'] as const).map((key) => ({ key, name: head[key], isNumber: true })),
    ...elements.map(({ code, name }) => ({ key: `element ${code}`, name, isNumber: true })),
  ];
}

function cellsOf(row: UnitCostRow, { unitCosts: { bases } }: PageTexts, to: string) {
  return [
    <>
      <a class="item" href={to}>
        <span class="code">{row.code}</span> <span class="soft">{row.name === row.code ? '' : row.name}</span>
      </a>{' '}
      {row.of !== '' && <span class="soft">{row.of}</span>}
    </>,
    row.plant,
    <span class={`pill ${row.basis}`}>{bases[row.basis]}</span>,
    <>
      {row.quantity} <span class="soft">{row.unit}</span>
    </>,
    row.amount,
    <strong>{row.unitCost}</strong>,
    ...row.elements,
  ];
}
