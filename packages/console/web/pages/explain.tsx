import { useContext } from 'preact/hooks';
import type { ExplainedAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { Explained } from '../parts/explained.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { useTitle, versionTitle } from '../parts/title.js';
import { address } from '../place.js';

interface ExplainProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** What an item's unit cost consists of, through all levels down to documents. */
export function ExplainPage({ ledger, query }: ExplainProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { version, plant = '', item = '', all } = query;
  const to = address('/api/explained', { ledger, version, plant, item, all, lang });
  const { answer, refusal } = useAnswer<ExplainedAnswer>(to);
  useTitle(texts.explain.title(answer?.code ?? item));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting says={texts.explain.computing} />;
  const { version: of, code, name, quantity, unit, amount, currency, unitCost } = answer;
  return (
    <>
      <h1>
        <span class="code">{code}</span> {name !== code && name}
      </h1>
      <p class="lead">
        <a href={address('/item', { ledger, version: of.version, plant, item })}>{texts.document.item(code)}</a> ·{' '}
        {versionTitle(texts, of)}, {texts.unitCosts.of(of.version, currency)} ·{' '}
        {texts.explain.total(quantity, unit, amount, currency, unitCost)}
      </p>
      <Explained ledger={ledger} answer={answer} />
    </>
  );
}
