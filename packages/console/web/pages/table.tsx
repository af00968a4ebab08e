import { Fragment } from 'preact';
import { useContext } from 'preact/hooks';
import type { TableAnswer, TableRow } from '../../src/table-answers.js';
import { Spoken, useTexts } from '../language.js';
import { SearchedRows } from '../parts/searched-rows.js';
import { tableCells } from '../parts/table-cells.js';
import { useTitle } from '../parts/title.js';
import { VersionLead } from '../parts/version-lead.js';
import { address } from '../place.js';

interface TableProps {
  readonly ledger: string;
  readonly query: Readonly<Record<string, string>>;
}

/** A table or view of a version, of whatever length: searched, sorted, filtered by the address, and as a file. */
export function TablePage({ ledger, query }: TableProps) {
  const { tables: texts } = useTexts();
  const lang = useContext(Spoken);
  const { version, name = '', search: _, sort = '', down = '', ledger: _ledger, ...where } = query;
  const of = { ledger, version, name };
  const number = (count: number) => count.toLocaleString(lang);
  return (
    <SearchedRows<TableRow, TableAnswer>
      path="/table"
      query={{ ...query, ledger }}
      from="/api/table"
      asked={{ ...of, ...where }}
      sort={sort}
      down={down}
      caption={texts.caption(name)}
      hint={texts.search}
      waiting={texts.computing}
      lead={(first) => (
        <>
          <Title title={first.title} />
          <VersionLead ledger={ledger} version={first.version}>
            {first.filters.map(({ column, name: title, value }) => (
              <Fragment key={column}>
                <span class="pill">{texts.filter(title, value)}</span>{' '}
              </Fragment>
            ))}
          </VersionLead>
          <nav class="ways" aria-label={texts.title}>
            {first.filters.length > 0 && <a href={address('/table', of)}>{texts.whole}</a>}
            {first.isThere && (
              <a href={address('/api/file/table', { ...of, ...where, lang })} download>
                {texts.csv}
              </a>
            )}
            <a href={address('/tables', { ledger, version })}>{texts.title}</a>
          </nav>
        </>
      )}
      counted={({ found, all }) => `${number(found)} / ${number(all)}`}
      none={({ isThere, all }) => (!isThere ? texts.notThere : all === 0 ? texts.empty : texts.none)}
      columns={(first) => first.columns}
      cells={(row, first) => tableCells(row, { ledger, version: first.version.version })}
    />
  );
}

function Title({ title }: { readonly title: string }) {
  useTitle(title);
  return <h1>{title}</h1>;
}
