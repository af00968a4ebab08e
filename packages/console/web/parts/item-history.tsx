import { useContext } from 'preact/hooks';
import type { ItemHistoryAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { CostLine } from './cost-line.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';

interface OfItem {
  readonly ledger: string;
  /** The version that the page shows. */
  readonly version: number;
  readonly plant: string;
  readonly item: string;
}

/** What an item cost in each published period: a line, and the figures. */
export function ItemHistory({ ledger, version, plant, item }: OfItem) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<ItemHistoryAnswer>(address('/api/item-history', { ledger, plant, item, lang }));
  return (
    <section>
      <h2 id="history">
        {texts.item.history} <small>{texts.item.historyOf}</small>
      </h2>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : answer === undefined ? (
        <Waiting />
      ) : answer.lowest === '' ? (
        <p class="card empty">{texts.item.noHistory}</p>
      ) : (
        <>
          {answer.months.filter(({ height }) => height !== undefined).length > 1 && <CostLine {...answer} />}
          <Months ledger={ledger} version={version} place={{ plant, item }} answer={answer} />
        </>
      )}
    </section>
  );
}

interface MonthsProps extends Pick<OfItem, 'ledger' | 'version'> {
  readonly place: Pick<OfItem, 'plant' | 'item'>;
  readonly answer: ItemHistoryAnswer;
}

function Months({ ledger, version, place, answer: { months, elements } }: MonthsProps) {
  const texts = useTexts();
  const { unitCosts, item, month } = texts;
  const numbers = [
    unitCosts.head.quantity,
    unitCosts.head.unit_cost,
    item.change,
    '%',
    ...elements.map(({ name }) => name),
  ];
  return (
    <section class="table-frame" aria-labelledby="history" tabIndex={0}>
      <table>
        <TableHead names={[item.period, month.head[0], unitCosts.head.basis, ...numbers]} isNumber={(c) => c > 2} />
        <tbody>
          {months.toReversed().map((line) => (
            <tr key={line.period} class={line.version === version ? 'chosen' : undefined}>
              <th scope="row">
                {line.unitCost === '' ? (
                  texts.periodTitle(line.period)
                ) : (
                  <a
                    href={address('/item', { ledger, version: line.version, ...place })}
                    aria-current={line.version === version ? 'true' : undefined}
                  >
                    {texts.periodTitle(line.period)}
                  </a>
                )}
              </th>
              <td>
                {line.version} {line.outdated && <span class="pill error">{month.outdated}</span>}
              </td>
              <td>
                {line.basis === '' ? (
                  <span class="soft">{item.noCost}</span>
                ) : (
                  <span class={`pill ${line.basis}`}>{unitCosts.bases[line.basis]}</span>
                )}
              </td>
              <td class="number">{line.quantity}</td>
              <td class="number">
                <strong>{line.unitCost}</strong>
              </td>
              <td class="number">{line.change}</td>
              <td class="number">{line.percent}</td>
              {line.costs.map((cost, e) => (
                <td key={elements[e].code} class="number">
                  {cost}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
