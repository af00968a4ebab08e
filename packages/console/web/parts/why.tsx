import { useContext } from 'preact/hooks';
import type { CauseStep, CausesAnswer, ExplainedChange, VersionLine } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address, showAll } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';
import { versionTitle } from './title.js';

interface WhyProps {
  readonly ledger: string;
  readonly before: number;
  readonly after: number;
  /** Empty for cost of sales and closing stock. */
  readonly plant: string;
  readonly item: string;
  readonly all: string | undefined;
}

/** Why costs moved: for each change the steps that lead from one version to the other. */
export function Why({ all, ...of }: WhyProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<CausesAnswer>(address('/api/causes', { ...of, all, lang }));
  const title = of.item === '' ? texts.compare.why : texts.compare.whyItem(answer?.code ?? of.item);
  return (
    <section>
      <h2 id="why">
        {title}{' '}
        {answer !== undefined && answer.code !== '' && (
          <small>
            {[answer.name === answer.code ? '' : answer.name, texts.item.per(answer.unit)].filter(Boolean).join(' · ')}
          </small>
        )}
      </h2>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : answer === undefined ? (
        <Waiting says={texts.compare.computing} />
      ) : (
        answer.changes.map((change) => <Change key={change.of} change={change} answer={answer} ledger={of.ledger} />)
      )}
    </section>
  );
}

interface ChangeProps {
  readonly change: ExplainedChange;
  readonly answer: CausesAnswer;
  readonly ledger: string;
}

function Change({ change, answer, ledger }: ChangeProps) {
  const { compare: texts } = useTexts();
  const { of, before, after, causes } = change;
  const name = texts.of[of];
  return (
    <section class="change">
      <h3 id={`why-${of}`}>
        {name}
        {before !== '' && after !== '' && (
          <>
            {' '}
            {before} → {after} <strong>{change.change}</strong> {change.percent}
          </>
        )}
      </h3>
      {before === '' || after === '' ? (
        <p class="card empty">{before === '' ? texts.isNew(after) : texts.isGone(before)}</p>
      ) : causes.length === 0 ? (
        <p class="card empty">{texts.same}</p>
      ) : (
        <Steps change={change} answer={answer} ledger={ledger} />
      )}
    </section>
  );
}

/** A waterfall as a table: each cause with its step from what was before to what is after, and its part by element. */
function Steps({ change, answer, ledger }: ChangeProps) {
  const texts = useTexts();
  const { head } = texts.compare;
  const { elements, before, after } = answer;
  const { of, causes } = change;
  const has = causes.some(({ kind }) => kind === 'others');
  return (
    <section class="table-frame" aria-labelledby={`why-${of}`} tabIndex={0}>
      <table class="steps">
        <TableHead
          names={[head.cause, head.step, head.part, head.share, ...elements.map(({ name }) => name)]}
          isNumber={(c) => c > 1}
        />
        <tbody>
          <End version={before} cost={change.before} at={change.beforeAt} columns={elements.length + 1} />
          {causes.map((step, at) => (
            <Step key={at} step={step} ledger={ledger} answer={answer} />
          ))}
          <End version={after} cost={change.after} at={change.afterAt} columns={elements.length + 1} />
        </tbody>
      </table>
      {has && (
        <button type="button" class="quiet" onClick={showAll}>
          {texts.compare.all}
        </button>
      )}
    </section>
  );
}

interface EndProps {
  readonly version: VersionLine;
  readonly cost: string;
  readonly at: number;
  readonly columns: number;
}

function End({ version, cost, at, columns }: EndProps) {
  const texts = useTexts();
  return (
    <tr class="end">
      <th scope="row">
        {versionTitle(texts, version)} <span class="soft">{`${texts.month.head[0]} ${version.version}`}</span>
      </th>
      <td>
        <span class="step" aria-hidden="true">
          <i class="mark" style={{ left: `${onScale(at) * 100}%` }} />
        </span>
      </td>
      <td class="number">
        <strong>{cost}</strong>
      </td>
      <td colSpan={columns} />
    </tr>
  );
}

function Step({ step, ledger, answer }: { readonly step: CauseStep } & Pick<ChangeProps, 'ledger' | 'answer'>) {
  const { compare: texts } = useTexts();
  const { kind, text, count, place, part, percent, parts, from, to } = step;
  const says = kind === 'cause' ? text : kind === 'others' ? texts.others(count) : texts.quantities;
  const [left, right] = [onScale(Math.min(from, to)), onScale(Math.max(from, to))];
  const isCut = left !== Math.min(from, to) || right !== Math.max(from, to);
  return (
    <tr>
      <th scope="row">
        {place === undefined ? (
          says
        ) : (
          <a class="item" href={address('/item', { ledger, version: answer.after.version, ...place })}>
            {says}
          </a>
        )}
      </th>
      <td>
        <span class="step" aria-hidden="true">
          <i
            class={`${to < from ? 'fall' : 'rise'} ${isCut ? 'cut' : ''}`}
            style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
          />
        </span>
      </td>
      <td class="number">{part}</td>
      <td class="number">{percent}</td>
      {parts.map((of, e) => (
        <td key={answer.elements[e].code} class="number">
          {of}
        </td>
      ))}
    </tr>
  );
}

/** What goes beyond the scale ends at its edge. */
function onScale(at: number): number {
  return Math.max(0, Math.min(1, at));
}
