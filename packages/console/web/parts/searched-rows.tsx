import type { ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Spoken, useTexts } from '../language.js';
import { address, go } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { type Column, RowsInView } from './rows-in-view.js';
import { useLater } from './use-later.js';
import { usePieces } from './use-pieces.js';

/** What the server answers of a long list, beside some of its rows. */
interface Found<Row> {
  readonly found: number;
  readonly rows: readonly Row[];
}

interface SearchedRowsProps<Row, Answer> {
  /** The page that it is on, and what its address says. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Where the rows come from: an address, and what is asked beside search and order. */
  readonly from: string;
  readonly asked: Readonly<Record<string, string | number | undefined>>;
  readonly sort: string;
  readonly down: string;
  readonly caption: string;
  /** What can be searched for; codes and names unless said otherwise. */
  readonly hint?: string;
  /** Said until there is an answer, where that takes long. */
  readonly waiting?: string;
  /** Beside the field to search in. */
  readonly choices?: (first: Answer | undefined, set: Set) => ComponentChildren;
  readonly counted: (first: Answer) => string;
  /** Where nothing is found. */
  readonly none: (first: Answer) => string;
  readonly columns: (first: Answer) => readonly Column[];
  readonly cells: (row: Row, first: Answer) => readonly ComponentChildren[];
  /** Above it all, once there is an answer. */
  readonly lead?: (first: Answer) => ComponentChildren;
}

type Set = (more: Readonly<Record<string, string>>) => void;

/** A long list, searched and sorted by the server, of whose rows only those in view are here. All of it stands in the address. */
export function SearchedRows<Row, Answer extends Found<Row>>(props: SearchedRowsProps<Row, Answer>) {
  const {
    path,
    query,
    from: source,
    asked,
    sort,
    down,
    caption,
    hint,
    waiting,
    choices,
    counted,
    none,
    columns,
    cells,
    lead,
  } = props;
  const texts = useTexts();
  const lang = useContext(Spoken);
  const [search, setSearch] = useState(query.search ?? '');
  const set: Set = (more) => go(address(path, { ...query, search, ...more }), true);
  useLater(search, (settled) => set({ search: settled }));
  const pieces = usePieces<Row, Answer>((from, count) =>
    address(source, { ...asked, search: query.search, sort, down, lang, from, count }),
  );
  const { first, refusal } = pieces;
  return (
    <>
      {first && lead?.(first)}
      <search class="toolbar">
        <label>
          {texts.unitCosts.search}{' '}
          <input
            type="search"
            value={search}
            placeholder={hint ?? texts.unitCosts.searchHint}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        {choices?.(first, set)}
        <output aria-live="polite">{first && counted(first)}</output>
      </search>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : first === undefined ? (
        <Waiting says={waiting} />
      ) : first.found === 0 ? (
        <p class="card empty">{none(first)}</p>
      ) : (
        <RowsInView
          label={texts.unitCosts.rows}
          caption={caption}
          count={first.found}
          columns={columns(first)}
          sort={sort}
          down={down === 'true'}
          onSort={(column) =>
            set({
              sort: column,
              down: column === sort ? String(down !== 'true') : largestFirst(columns(first), column),
            })
          }
          row={(at) => pieces.row(at)}
          onView={pieces.need}
          cells={(row) => cells(row, first)}
        />
      )}
    </>
  );
}

/** Numbers are looked at from the largest down. */
function largestFirst(columns: readonly Column[], key: string): string {
  return String(columns.find((column) => column.key === key)?.isNumber === true);
}

/** An item by its code and name, as a link. */
export function ItemLink({ code, name, to }: { readonly code: string; readonly name: string; readonly to: string }) {
  return (
    <a class="item" href={to}>
      <span class="code">{code}</span> <span class="soft">{name === code ? '' : name}</span>
    </a>
  );
}
