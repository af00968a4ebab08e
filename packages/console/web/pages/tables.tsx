import { useContext } from 'preact/hooks';
import type { TablesAnswer } from '../../src/table-answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { Refusal, Waiting } from '../parts/notice.js';
import { useTitle } from '../parts/title.js';
import { VersionLead } from '../parts/version-lead.js';
import { address } from '../place.js';

interface TablesProps {
  readonly ledger: string;
  readonly version: string | undefined;
}

/** Every table and view of a version, each as a page and as a file, and the whole version as one file. */
export function TablesPage({ ledger, version }: TablesProps) {
  const { tables: texts } = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<TablesAnswer>(address('/api/tables', { ledger, version, lang }));
  useTitle(texts.title);
  if (refusal !== undefined) return <Refusal refusal={refusal} />;
  if (answer === undefined) return <Waiting />;
  const of = { ledger, version: answer.version.version };
  return (
    <>
      <h1>{texts.title}</h1>
      <VersionLead ledger={ledger} version={answer.version} />
      <p class="ways">
        {texts.files}:{' '}
        <a href={address('/api/file/workbook', { ...of, lang })} download>
          {texts.workbook}
        </a>
        <a href={address('/api/file/report', { ...of, lang })} download>
          {texts.report}
        </a>
      </p>
      <div class="groups">
        {answer.groups.map(({ group, tables }) => (
          <section key={group}>
            <h2>{texts.groups[group]}</h2>
            <ul class="card links">
              {tables.map(({ name, title }) => (
                <li key={name}>
                  <a href={address('/table', { ...of, name })}>{title}</a>
                  <a
                    class="soft"
                    href={address('/api/file/table', { ...of, name, lang })}
                    aria-label={texts.csvOf(title)}
                    download
                  >
                    CSV
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
