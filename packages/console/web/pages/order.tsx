import { useContext } from 'preact/hooks';
import type { OrderAnswer, SmallTable } from '../../src/table-answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { tableCells } from '../parts/table-cells.js';
import { TableHead } from '../parts/table-head.js';
import { useTitle } from '../parts/title.js';
import { VersionLead } from '../parts/version-lead.js';
import { address } from '../place.js';

interface OrderProps {
  readonly ledger: string;
  readonly version: string | undefined;
  readonly order: string;
}

/** 成本计算单 of an order, and what else the version says of it. */
export function OrderPage({ ledger, version, order }: OrderProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<OrderAnswer>(address('/api/order', { ledger, version, order, lang }));
  useTitle(texts.order.title(answer?.order ?? order));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting says={texts.explain.computing} />;
  const of = { ledger, version: answer.version.version };
  const { code, name, place } = answer;
  const item = (
    <>
      <span class="code">{code}</span> {name !== code && name}
    </>
  );
  return (
    <>
      <h1>{texts.order.title(answer.order)}</h1>
      <VersionLead ledger={ledger} version={answer.version}>
        {answer.currency}
      </VersionLead>
      <p class="ways">
        {place === undefined ? (
          item
        ) : (
          <a class="item" href={address('/item', { ...of, ...place })}>
            {item}
          </a>
        )}
        <span>{texts.order.received(answer.received)}</span>
        <a href={address('/table', { ...of, name: 'stock_ledger', order })}>{texts.order.ledger}</a>
      </p>
      {answer.tables.map((table) => (
        <Small key={table.name} table={table} of={of} />
      ))}
    </>
  );
}

interface SmallProps {
  readonly table: SmallTable;
  readonly of: { readonly ledger: string; readonly version: number };
}

function Small({ table: { name, title, columns, rows, total }, of }: SmallProps) {
  const texts = useTexts();
  const kind = (at: number) => (columns[at].isNumber ? 'number' : undefined);
  return (
    <section>
      <h2 id={name}>{title}</h2>
      <section class="table-frame" aria-labelledby={name} tabIndex={0}>
        <table>
          <TableHead names={columns.map((column) => column.name)} isNumber={(at) => columns[at].isNumber} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.cells.join('\n')}>
                {tableCells(row, of).map((cell, at) =>
                  at === 0 ? (
                    <th key={columns[at].key} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={columns[at].key} class={kind(at)}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
            {total.length > 0 && (
              <tr class="end">
                <th scope="row">{texts.order.total}</th>
                {total.slice(1).map((cell, at) => (
                  <td key={columns[at + 1].key} class={kind(at + 1)}>
                    <strong>{cell}</strong>
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </section>
    </section>
  );
}
