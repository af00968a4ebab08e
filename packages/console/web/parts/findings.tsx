import { useContext, useState } from 'preact/hooks';
import type { FindingLine, FindingsAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';

interface Of {
  readonly ledger: string;
  readonly version: number;
}

interface FindingsProps extends Of {
  readonly findings: readonly FindingLine[];
  /** The rules whose rows are shown. */
  readonly open: ReadonlySet<string>;
  readonly onOpen: (code: string, isOpen: boolean) => void;
}

/** What the checks found, by rule; one that is opened shows its rows. */
export function Findings({ findings, open, onOpen, ...of }: FindingsProps) {
  const { findings: texts } = useTexts();
  const counted = (wanted: boolean) =>
    findings.reduce((sum, { severity, count }) => sum + ((severity === 'warning') === wanted ? count : 0), 0);
  return (
    <section>
      <h2>
        {texts.title} <small>{texts.count(counted(false), counted(true))}</small>
      </h2>
      {findings.length === 0 && <p class="card empty">{texts.none}</p>}
      <ul class="findings">
        {findings.map((finding) => (
          <li key={finding.code} id={`finding-${finding.code}`} class={finding.severity}>
            <FindingOfRule
              finding={finding}
              isOpen={open.has(finding.code)}
              onOpen={(isOpen) => onOpen(finding.code, isOpen)}
              {...of}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FindingOfRuleProps extends Of {
  readonly finding: FindingLine;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function FindingOfRule({ finding, isOpen, onOpen, ...of }: FindingOfRuleProps) {
  const texts = useTexts();
  return (
    <>
      <button type="button" class="opener" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        <span class={`pill ${finding.severity}`}>{texts.severity[finding.severity] ?? finding.severity}</span>
        <span class="wrong">{finding.wrong}</span>
        <span class="soft">
          {texts.findings.rows(finding.count)}
          {finding.waived > 0 && `, ${texts.findings.waived(finding.waived)}`}
        </span>
      </button>
      <p class="remedy">→ {finding.remedy}</p>
      {isOpen && <Rows code={finding.code} {...of} />}
    </>
  );
}

function Rows({ code, ledger, version }: Of & { readonly code: string }) {
  const { findings: texts } = useTexts();
  const lang = useContext(Spoken);
  const [count, setCount] = useState(1);
  return (
    <section class="table-frame" aria-label={texts.caption(code)} tabIndex={0}>
      <table>
        <TableHead names={texts.head} />
        {Array.from({ length: count }, (_, piece) => (
          <Piece
            key={piece}
            to={address('/api/findings', { ledger, version, code, lang, from: piece * 50 })}
            onMore={piece === count - 1 ? () => setCount(count + 1) : undefined}
            end={(piece + 1) * 50}
          />
        ))}
      </table>
    </section>
  );
}

interface PieceProps {
  readonly to: string;
  readonly end: number;
  readonly onMore: (() => void) | undefined;
}

/** Some of the rows, and the way to the next. */
function Piece({ to, end, onMore }: PieceProps) {
  const { findings: texts } = useTexts();
  const { answer, refusal } = useAnswer<FindingsAnswer>(to);
  return (
    <tbody>
      {answer?.rows.map((row) => (
        <tr key={`${row.table} ${row.key} ${row.wrong}`}>
          <td>{row.table}</td>
          <th scope="row">
            <code>{row.key}</code>
          </th>
          <td>
            {row.wrong}
            {row.waived !== '' && <div class="soft">{row.waived}</div>}
          </td>
          <td>{row.remedy}</td>
        </tr>
      ))}
      {(answer === undefined || (onMore && end < answer.count)) && (
        <tr>
          <td colSpan={4}>
            {refusal !== undefined ? (
              <Refusal refusal={refusal} />
            ) : answer === undefined ? (
              <Waiting />
            ) : (
              <button type="button" class="quiet" onClick={onMore}>
                {texts.more}
              </button>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}
