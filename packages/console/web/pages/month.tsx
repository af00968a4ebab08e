import { useContext, useState } from 'preact/hooks';
import type { MayAnswer, MonthAnswer, PeriodLine, VersionAnswer, VersionLine } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { Checks } from '../parts/checks.js';
import { CloseMonth } from '../parts/close-month.js';
import { Findings } from '../parts/findings.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { Postings } from '../parts/postings.js';
import { Proof } from '../parts/proof.js';
import { PublishVersion } from '../parts/publish-version.js';
import { TableHead } from '../parts/table-head.js';
import { useTitle } from '../parts/title.js';
import { address, go } from '../place.js';

interface MonthProps {
  readonly ledger: string;
  readonly period: string | undefined;
  readonly version: string | undefined;
}

/** The month as a cockpit: the periods, the versions of the one chosen, and of one of these its proof and findings. */
export function MonthPage({ ledger, period, version }: MonthProps) {
  const texts = useTexts();
  // Asked again after each act.
  const [acts, setActs] = useState(0);
  const acted = () => setActs((before) => before + 1);
  const { answer, refusal } = useAnswer<MonthAnswer>(address('/api/month', { ledger, acts: acts || undefined }));
  const { answer: may } = useAnswer<MayAnswer>('/api/may');
  const chosen = answer && choose(answer, period, version);
  useTitle(chosen === undefined ? texts.month.title : texts.periodTitle(chosen.period));
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined || chosen === undefined) return <Waiting />;
  const shown = chosen.versions.find((line) => String(line.version) === version) ?? preferred(chosen);
  const former = chosen.versions.find(({ state }) => state === 'published');
  const closed = (draft: number) => {
    acted();
    go(address('/', { ledger, period: chosen.period, version: draft }));
  };
  return (
    <div class="with-side">
      <nav class="periods" aria-label={texts.month.periods}>
        <ul>
          {answer.periods.map((line) => (
            <li key={line.period}>
              <a
                href={address('/', { ledger, period: line.period })}
                aria-current={line === chosen ? 'true' : undefined}
              >
                <span>{texts.periodTitle(line.period)}</span>
                <PeriodState period={line} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <h1>{texts.periodTitle(chosen.period)}</h1>
        <p class="lead">
          {ledger} · {texts.month.days(chosen.firstDay, chosen.lastDay)} · {answer.timeZone}
        </p>
        {may?.close && (
          <CloseMonth
            key={chosen.period}
            ledger={ledger}
            period={chosen.period}
            may={may}
            again={shown !== undefined}
            onClosed={closed}
          />
        )}
        {may?.publish && shown?.state === 'draft' && (
          <PublishVersion
            key={`publish ${shown.version}`}
            ledger={ledger}
            draft={shown}
            former={former}
            may={may}
            onPublished={acted}
          />
        )}
        {shown === undefined ? (
          <div class="card empty">
            <p>{texts.month.noVersion}</p>
            {may?.close !== true && <code>{texts.month.closeWith(chosen.period)}</code>}
          </div>
        ) : (
          <>
            <VersionView key={shown.version} ledger={ledger} shown={shown} />
            <Versions ledger={ledger} versions={chosen.versions} shown={shown} />
            {chosen.postings.length > 0 && <Postings postings={chosen.postings} />}
          </>
        )}
      </div>
    </div>
  );
}

/** The period that is asked for, by itself or by one of its versions; else the newest that has a version. */
function choose(
  { periods }: MonthAnswer,
  period: string | undefined,
  version: string | undefined,
): PeriodLine | undefined {
  return (
    periods.find((line) => line.period === period) ??
    periods.find(({ versions }) => versions.some((line) => String(line.version) === version)) ??
    periods.find(({ versions }) => versions.length > 0) ??
    periods[0]
  );
}

/** What counts is shown first: the published version, else the newest. */
function preferred({ versions }: PeriodLine): VersionLine | undefined {
  return versions.find(({ state }) => state === 'published') ?? versions[0];
}

function PeriodState({ period }: { readonly period: PeriodLine }) {
  const texts = useTexts();
  const line = preferred(period);
  if (line === undefined) return <span class="pill">{texts.month.notClosed}</span>;
  return <span class={`pill ${line.state}`}>{texts.state[line.state]}</span>;
}

function VersionView({ ledger, shown }: { readonly ledger: string; readonly shown: VersionLine }) {
  const texts = useTexts();
  const lang = useContext(Spoken);
  const { version, state, openedFrom } = shown;
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const setOpenOf = (code: string, isOpen: boolean) =>
    setOpen((before) => new Set([...before].filter((one) => one !== code).concat(isOpen ? [code] : [])));
  const show = (code: string) => {
    setOpenOf(code, true);
    document.querySelector<HTMLElement>(`#finding-${CSS.escape(code)} .opener`)?.focus();
  };
  const { answer, refusal } = useAnswer<VersionAnswer>(address('/api/version', { ledger, version, lang }));
  return (
    <>
      <p class="version-line">
        <strong>
          {texts.month.head[0]} {version}
        </strong>{' '}
        <span class={`pill ${state}`}>{texts.state[state]}</span>{' '}
        {shown.outdated && <span class="pill error">{texts.month.outdated}</span>}{' '}
        <span class="soft">{openedFrom === null ? texts.month.openedFresh : texts.month.openedFrom(openedFrom)}</span>
        <span class="action ways">
          <a href={address('/unit-costs', { ledger, version })}>{texts.month.costs}</a>
          <a href={address('/tables', { ledger, version })}>{texts.month.tables}</a>
        </span>
      </p>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : answer === undefined || answer.version.version !== version ? (
        <Waiting />
      ) : (
        <>
          <Proof proof={answer.proof} currency={answer.currency} />
          <Findings ledger={ledger} version={version} findings={answer.findings} open={open} onOpen={setOpenOf} />
          <Checks ledger={ledger} version={version} onCode={show} />
        </>
      )}
    </>
  );
}

function Versions({
  ledger,
  versions,
  shown,
}: {
  readonly ledger: string;
  readonly versions: readonly VersionLine[];
  readonly shown: VersionLine;
}) {
  const texts = useTexts();
  const { head } = texts.month;
  return (
    <section>
      <h2 id="versions">{texts.month.versions}</h2>
      <section class="table-frame" aria-labelledby="versions" tabIndex={0}>
        <table>
          <TableHead names={head} isNumber={(c) => c === 2 || c === 3} />
          <tbody>
            {versions.map((line) => (
              <tr key={line.version} class={line.version === shown.version ? 'chosen' : undefined}>
                <th scope="row">
                  <a
                    href={address('/', { ledger, period: line.period, version: line.version })}
                    aria-current={line.version === shown.version ? 'true' : undefined}
                  >
                    {line.version}
                  </a>
                </th>
                <td>
                  <span class={`pill ${line.state}`}>{texts.state[line.state]}</span>{' '}
                  {line.outdated && <span class="pill error">{texts.month.outdated}</span>}
                </td>
                <td class="number">{line.errors}</td>
                <td class="number">{line.warnings}</td>
                <td>{line.createdAt}</td>
                <td>{line.createdBy}</td>
                <td>{line.publishedAt}</td>
                <td>
                  <code title={line.hash}>{line.hash.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
