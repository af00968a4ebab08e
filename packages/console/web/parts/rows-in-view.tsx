import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Column {
  /** What it is sorted by; empty where it isn't. */
  readonly key: string;
  readonly name: string;
  readonly isNumber?: boolean;
}

interface RowsInViewProps<Row> {
  readonly label: string;
  readonly caption: string;
  readonly count: number;
  readonly columns: readonly Column[];
  readonly sort: string;
  readonly down: boolean;
  readonly onSort: (key: string) => void;
  readonly row: (at: number) => Row | undefined;
  /** Told whenever other rows come into view. */
  readonly onView: (from: number, to: number) => void;
  readonly cells: (row: Row) => readonly ComponentChildren[];
}

/**
 * A table of any length, of which only the rows in view are there: those above and below are room of their height. Who
 * hears the page is told how many there are, and which each is.
 */
export function RowsInView<Row>(props: RowsInViewProps<Row>) {
  const { label, caption, count, columns, sort, down, onSort, row, onView, cells } = props;
  const frame = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(ROOM);
  useLayoutEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(([entry]) => setHeight(entry.contentRect.height));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  // Another order or search begins at its first row.
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0;
  }, [sort, down, count]);
  const from = Math.max(0, Math.min(Math.floor(top / ROW) - BEYOND, count - 1));
  const to = Math.min(count - 1, Math.ceil((top + height) / ROW) + BEYOND);
  useEffect(() => onView(from, to), [from, to, onView]);
  return (
    <section
      class="table-frame long"
      ref={frame}
      aria-label={label}
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={count + 1}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ key, name, isNumber }) => (
              <th
                key={keyOf({ key, name })}
                scope="col"
                class={isNumber ? 'number' : undefined}
                aria-sort={key !== '' && key === sort ? (down ? 'descending' : 'ascending') : undefined}
              >
                {key === '' ? (
                  name
                ) : (
                  <button type="button" onClick={() => onSort(key)}>
                    {name}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Room height={from * ROW} columns={columns.length} />
          {Array.from({ length: to - from + 1 }, (_, i) => {
            const at = from + i;
            const present = row(at);
            return (
              <tr key={at} class="row" aria-rowindex={at + 2}>
                {present === undefined ? (
                  <td colSpan={columns.length}>…</td>
                ) : (
                  cells(present).map((cell, c) =>
                    c === 0 ? (
                      <th key={keyOf(columns[c])} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={keyOf(columns[c])} class={columns[c].isNumber ? 'number' : undefined}>
                        {cell}
                      </td>
                    ),
                  )
                )}
              </tr>
            );
          })}
          <Room height={(count - 1 - to) * ROW} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

function Room({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr class="room">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}

/** Two columns may have one name, and one key where they aren't sorted by. */
function keyOf({ key, name }: Column): string {
  return `${key} ${name}`;
}

/** Height of a row, as style.css gives it. */
const ROW = 34;
/** Rows that are there beyond the edges. */
const BEYOND = 8;
/** Until the frame is measured. */
const ROOM = 600;
