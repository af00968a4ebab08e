import { useContext } from 'preact/hooks';
import type { DocumentAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { Explained } from '../parts/explained.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { useTitle, versionTitle } from '../parts/title.js';
import { address } from '../place.js';

interface DocumentProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** A document of a month: what it says, what it brought, and what its cost consists of. */
export function DocumentPage({ ledger, query }: DocumentProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { version, movement = '', all } = query;
  const { answer, refusal } = useAnswer<DocumentAnswer>(
    address('/api/document', { ledger, version, movement, all, lang }),
  );
  useTitle(texts.document.title(answer?.movement ?? movement));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting says={texts.explain.computing} />;
  const { version: of, place, fields, amounts, currency, lines, amount, quantity, unit, unitCost } = answer;
  const isNothing = !/[1-9]/.test(amount) && !/[1-9]/.test(quantity);
  return (
    <>
      <h1>{texts.document.title(answer.movement)}</h1>
      <p class="lead">
        {place !== undefined && (
          <>
            <a href={address('/item', { ledger, version: of.version, ...place })}>{texts.document.item(answer.code)}</a>{' '}
            ·{' '}
          </>
        )}
        {versionTitle(texts, of)}, {texts.unitCosts.of(of.version, currency)} ·{' '}
        {isNothing ? texts.explain.nothing : texts.explain.total(quantity, unit, amount, currency, unitCost)}
      </p>
      <div class="sides">
        <Pairs title={texts.document.says} pairs={fields.map(({ name, value }) => [name, value])} />
        {amounts.length > 0 && (
          <Pairs title={texts.document.amounts} isNumber pairs={amounts.map((one) => [one.element, one.amount])} />
        )}
      </div>
      {lines.length > 0 ? (
        <Explained ledger={ledger} answer={answer} />
      ) : (
        !isNothing && <p class="card empty">{texts.explain.own}</p>
      )}
    </>
  );
}

interface PairsProps {
  readonly title: string;
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly isNumber?: boolean;
}

function Pairs({ title, pairs, isNumber = false }: PairsProps) {
  return (
    <table class="card pairs">
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {title}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" class="soft">
              {name}
            </th>
            <td class={isNumber ? 'number' : undefined}>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
