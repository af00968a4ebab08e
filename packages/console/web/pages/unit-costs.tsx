import { useContext } from 'preact/hooks';
import type { UnitCostRow, UnitCostsAnswer } from '../../src/answers.js';
import { Spoken, useTexts } from '../language.js';
import { ItemLink, SearchedRows } from '../parts/searched-rows.js';
import { useTitle, versionTitle } from '../parts/title.js';
import { address } from '../place.js';

interface UnitCostsProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** 产品单位成本表 of a version, filtered by plant and by what was made or bought. */
export function UnitCostsPage({ ledger, query }: UnitCostsProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { version = '', plant = '', basis = 'all', sort = '', down = '' } = query;
  const number = (count: number) => count.toLocaleString(lang);
  useTitle(texts.unitCosts.title);
  return (
    <>
      <h1>{texts.unitCosts.title}</h1>
      <SearchedRows<UnitCostRow, UnitCostsAnswer>
        path="/unit-costs"
        query={{ ...query, ledger }}
        from="/api/unit-costs"
        asked={{ ledger, version: version || undefined, plant, basis }}
        sort={sort}
        down={down}
        caption={texts.unitCosts.caption}
        lead={({ version: of, currency }) => (
          <p class="lead">
            <a href={address('/', { ledger, period: of.period, version: of.version })}>{versionTitle(texts, of)}</a>,{' '}
            {texts.unitCosts.of(of.version, currency)} <span class={`pill ${of.state}`}>{texts.state[of.state]}</span>
          </p>
        )}
        choices={(first, set) => (
          <>
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
          </>
        )}
        counted={({ found, all }) => texts.unitCosts.found(number(found), number(all))}
        none={() => texts.unitCosts.none}
        columns={(first) => columnsOf(first, texts)}
        cells={(row) => cellsOf(row, texts, address('/item', { ledger, version, plant: row.plant, item: row.item }))}
      />
    </>
  );
}

const BASES = ['all', 'produced', 'available'] as const;

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
      <ItemLink code={row.code} name={row.name} to={to} /> {row.of !== '' && <span class="soft">{row.of}</span>}
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
