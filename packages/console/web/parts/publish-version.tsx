import { useContext, useState } from 'preact/hooks';
import type { MayAnswer, PublishAnswer, RefusalAnswer, VersionLine } from '../../src/answers.js';
import { act } from '../act.js';
import { Refused } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { FindingList } from './finding-list.js';
import { Refusal } from './notice.js';

interface PublishVersionProps {
  readonly ledger: string;
  readonly draft: VersionLine;
  /** The version of the period that is published now. */
  readonly former: VersionLine | undefined;
  readonly may: MayAnswer;
  readonly onPublished: () => void;
}

/** Approves a draft and publishes it: with a reason, and with leave to take the place of another where there is one. */
export function PublishVersion({ ledger, draft: { version }, former, may, onPublished }: PublishVersionProps) {
  const { acts: texts } = useTexts();
  const lang = useContext(Spoken);
  const [reason, setReason] = useState('');
  const [replace, setReplace] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [answer, setAnswer] = useState<PublishAnswer>();
  const [refusal, setRefusal] = useState<RefusalAnswer>();

  async function publish() {
    setRunning(true);
    setRefusal(undefined);
    setAnswer(undefined);
    try {
      const { token } = may;
      const response = await act('publish', { ledger, version, reason, replace }, { token, lang });
      const said = (await response.json()) as PublishAnswer;
      setAnswer(said);
      if (said.isPublished) onPublished();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefusal(error.refusal);
    } finally {
      setRunning(false);
    }
  }

  const isReady = reason.trim() !== '' && (former === undefined || replace);
  return (
    <form
      class="act"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isRunning) void publish();
      }}
    >
      <label>
        {texts.reason}{' '}
        <input
          required
          maxLength={500}
          value={reason}
          placeholder={texts.reasonHint}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      {former !== undefined && (
        <label>
          <input
            type="checkbox"
            required
            checked={replace}
            onChange={(event) => setReplace(event.currentTarget.checked)}
          />{' '}
          {texts.replace(former.version)}
        </label>
      )}
      <button type="submit" class="go" disabled={isRunning}>
        {texts.publish(version)}
      </button>
      <div role="status">
        {refusal !== undefined && <Refusal refusal={refusal} />}
        {answer !== undefined && !answer.isPublished && (
          <>
            <p>{texts.notPublished}</p>
            <FindingList findings={answer.findings} />
          </>
        )}
      </div>
    </form>
  );
}
