import { useContext } from 'preact/hooks';
import type { ItemAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { ItemHistory } from '../parts/item-history.js';
import { ItemUses } from '../parts/item-uses.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { Parts } from '../parts/parts.js';
import { TableHead } from '../parts/table-head.js';
import { useTitle } from '../parts/title.js';
import { address } from '../place.js';

interface ItemProps {
  readonly ledger: string;
  readonly version: string | undefined;
  readonly plant: string;
  readonly item: string;
}

/** An item in a plant: what it cost, what that consists of and where it went, and what it cost in other months. */
export function ItemPage({ ledger, version, plant, item }: ItemProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<ItemAnswer>(address('/api/item', { ledger, version, plant, item, lang }));
  useTitle(answer?.code ?? texts.item.title);
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting />;
  const { period, version: number, state } = answer.version;
  const of = { ledger, plant, item, version: number };
  return (
    <>
      <h1>
        <span class="code">{answer.code}</span> {answer.name !== answer.code && answer.name}
      </h1>
      <p class="lead">
        {answer.plant} ·{' '}
        <a href={address('/unit-costs', { ledger, version: number })}>
          {texts.unitCosts.title} {texts.periodTitle(period)}
        </a>
        , {texts.unitCosts.of(number, answer.currency)} <span class={`pill ${state}`}>{texts.state[state]}</span>
      </p>
      <nav class="ways" aria-label={texts.item.ways}>
        <a href={address('/compare', { ledger, after: number, plant, item })}>{texts.compare.why}</a>
        <a href={address('/explain', of)}>{texts.explain.link}</a>
        {(['stock_ledger', 'layer'] as const).map((name) => (
          <a key={name} href={address('/table', { ...of, name })}>
            {texts.item.tables[name]}
          </a>
        ))}
      </nav>
      <UnitCosts answer={answer} />
      <section>
        <h2 id="parts">
          {texts.item.parts} <small>{answer.made !== '' && texts.item.made(`${answer.made} ${answer.unit}`)}</small>
        </h2>
        {answer.parts.length === 0 ? (
          <p class="card empty">{texts.item.notMade}</p>
        ) : (
          <Parts ledger={ledger} answer={answer} />
        )}
      </section>
      <ItemUses {...of} />
      <ItemHistory {...of} />
    </>
  );
}

/** Its unit cost by element, a row for each of its lots and projects. */
function UnitCosts({ answer }: { readonly answer: ItemAnswer }) {
  const { item: texts, unitCosts } = useTexts();
  const { head, bases } = unitCosts;
  const { elements, rows, unit } = answer;
  const hasLots = rows.some(({ of }) => of !== '');
  const lots = hasLots ? [texts.lot] : [];
  return (
    <section>
      <h2 id="cost">
        {head.unit_cost} <small>{texts.per(unit)}</small>
      </h2>
      <section class="table-frame" aria-labelledby="cost" tabIndex={0}>
        <table>
          <TableHead
            names={[
              ...lots,
              head.basis,
              head.unit_cost,
              ...elements.map(({ name }) => name),
              head.quantity,
              head.amount,
            ]}
            isNumber={(c) => c > lots.length}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.of} ${row.basis}`}>
                {hasLots && <td>{row.of}</td>}
                <th scope="row">
                  <span class={`pill ${row.basis}`}>{bases[row.basis]}</span>
                </th>
                <td class="number">
                  <strong>{row.unitCost}</strong>
                </td>
                {row.elements.map((cost, e) => (
                  <td key={elements[e].code} class="number">
                    {cost}
                  </td>
                ))}
                <td class="number">{row.quantity}</td>
                <td class="number">{row.amount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
