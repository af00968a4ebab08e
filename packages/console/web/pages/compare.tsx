import type { MonthAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { useTexts } from '../language.js';
import { ChooseVersions, versionsMeant } from '../parts/choose-versions.js';
import { MovedItems } from '../parts/moved-items.js';
import { Notice, Refusal, Waiting } from '../parts/notice.js';
import { useTitle } from '../parts/title.js';
import { Why } from '../parts/why.js';
import { address, go } from '../place.js';

interface CompareProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Two versions side by side: why cost of sales and stock, or an item, moved, and which items did. */
export function ComparePage({ ledger, query }: CompareProps) {
  const texts = useTexts();
  const { answer, refusal } = useAnswer<MonthAnswer>(address('/api/month', { ledger }));
  const { plant = '', item = '', all } = query;
  useTitle(item === '' ? texts.compare.title : texts.compare.whyItem(item));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting />;
  const { before, after } = versionsMeant(answer, query);
  if (after === undefined) return <Notice texts={[texts.month.noVersion, texts.notHere[1]]} />;
  const choose = (chosen: Readonly<Record<string, string>>) =>
    go(address('/compare', { ...query, ledger, before: before?.version, after: after.version, ...chosen }), true);
  const pair = before && { ledger, before: before.version, after: after.version };
  return (
    <>
      <h1>{texts.compare.title}</h1>
      <ChooseVersions months={answer} before={before} after={after} onChoose={choose} />
      {item !== '' && (
        <p class="lead">
          <a href={address('/item', { ledger, version: after.version, plant, item })}>{texts.compare.page(item)}</a> ·{' '}
          <a href={address('/compare', { ...pair, ledger })}>{texts.compare.whole}</a>
        </p>
      )}
      {pair === undefined ? (
        <p class="card empty">{texts.compare.noneBefore}</p>
      ) : (
        <>
          <Why key={`${plant} ${item}`} {...pair} plant={plant} item={item} all={all} />
          {item === '' && <MovedItems pair={pair} query={query} />}
        </>
      )}
    </>
  );
}
