import { useContext, useState } from 'preact/hooks';
import type { ChecksAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';

interface ChecksProps {
  readonly ledger: string;
  readonly version: number;
  /** Opens the rows that a rule found. */
  readonly onCode: (code: string) => void;
}

/** Every check, what passed like what did not, with the rows that it looked at; counted when it is opened. */
export function Checks({ ledger, version, onCode }: ChecksProps) {
  const { checks: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <h2 id="checks">{texts.title}</h2>
      <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? texts.hide : texts.show}
      </button>
      {isOpen && <AllChecks ledger={ledger} version={version} onCode={onCode} />}
    </section>
  );
}

function AllChecks({ ledger, version, onCode }: ChecksProps) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<ChecksAnswer>(address('/api/checks', { ledger, version, lang }));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting says={texts.explain.computing} />;
  const { head, result, counts } = texts.checks;
  const count = (...wanted: string[]) => answer.checks.filter((one) => wanted.includes(one.result)).length;
  return (
    <>
      <p class="lead">{counts(count('passed'), count('fatal', 'error', 'warning'), count('not_examined'))}</p>
      <section class="table-frame checks" aria-labelledby="checks" tabIndex={0}>
        <table>
          <TableHead names={head} isNumber={(c) => c === 2 || c === 3} />
          <tbody>
            {answer.checks.map((one) => (
              <tr key={one.check}>
                <th scope="row">
                  <code>{one.check}</code>
                </th>
                <td>{one.looksAt}</td>
                <td class="number">{one.rows}</td>
                <td class="number">
                  {one.codes.length === 0
                    ? one.findings || ''
                    : one.codes.map((code) => (
                        <button key={code} type="button" class="quiet" onClick={() => onCode(code)}>
                          {one.codes.length === 1 && one.findings} {code}
                        </button>
                      ))}
                </td>
                <td>
                  <span class={`pill ${one.result}`}>{result[one.result]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
