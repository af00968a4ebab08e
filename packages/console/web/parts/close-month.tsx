import { useContext, useState } from 'preact/hooks';
import type { ClosedNews, CloseNews, MayAnswer, RefusalAnswer, StepNews } from '../../src/answers.js';
import { act, linesOf } from '../act.js';
import { NO_SERVER, Refused } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { FindingList } from './finding-list.js';
import { Refusal } from './notice.js';

interface CloseMonthProps {
  readonly ledger: string;
  readonly period: string;
  readonly may: MayAnswer;
  /** Whether it has a version already. */
  readonly again: boolean;
  /** Told of the draft. */
  readonly onClosed: (version: number) => void;
}

/** Closes the month, and shows each step as it goes on; where nothing was written, why. */
export function CloseMonth({ ledger, period, may, again, onClosed }: CloseMonthProps) {
  const { acts: texts } = useTexts();
  const lang = useContext(Spoken);
  const [steps, setSteps] = useState<readonly StepNews[]>();
  const [ended, setEnded] = useState<ClosedNews | { readonly refusal: RefusalAnswer }>();
  const isRunning = steps !== undefined && ended === undefined;

  async function close() {
    setSteps([]);
    setEnded(undefined);
    try {
      const { token } = may;
      let last: CloseNews | undefined;
      for await (const news of linesOf<CloseNews>(await act('close', { ledger, period }, { token, lang }))) {
        last = news;
        if ('step' in news) setSteps((before = []) => [...before.filter(({ step }) => step !== news.step), news]);
      }
      if (last === undefined || 'step' in last) throw new Refused({ code: NO_SERVER, cause: '', remedy: '' });
      setEnded(last);
      if ('version' in last && last.version !== null) onClosed(last.version);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setEnded({ refusal: error.refusal });
    }
  }

  return (
    <div class="act">
      <button type="button" class="go" disabled={isRunning} onClick={close}>
        {again ? texts.closeAgain : texts.close}
      </button>
      {isRunning && <progress aria-label={texts.closing} />}
      {isRunning && (
        <ol class="progress" aria-label={texts.closing}>
          {steps.slice(-SHOWN).map(({ step, rows }) => (
            <li key={step}>
              {step} {rows > 0 && <span class="soft">{texts.rows(rows.toLocaleString(lang))}</span>}
            </li>
          ))}
        </ol>
      )}
      <div role="status">
        {ended !== undefined && 'refusal' in ended && <Refusal refusal={ended.refusal} />}
        {ended !== undefined && 'version' in ended && ended.version !== null && (
          <p>{texts.closed(ended.version, ended.errors, ended.warnings)}</p>
        )}
        {ended !== undefined && 'version' in ended && ended.version === null && (
          <>
            <p>{texts.nothingWritten(ended.fatal)}</p>
            <FindingList findings={ended.findings} />
          </>
        )}
      </div>
    </div>
  );
}

/** Steps that are shown, the newest last. */
const SHOWN = 6;
