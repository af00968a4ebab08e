import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RefusalAnswer } from '../../src/answers.js';
import { ask, inSameLanguage, Refused } from '../ask.js';

/** Rows of a long list, fetched as they come into view. */
export interface Pieces<Row, Answer> {
  /** The answer for the first rows: what is told of the whole list. */
  readonly first: Answer | undefined;
  readonly refusal: RefusalAnswer | undefined;
  row(at: number): Row | undefined;
  /** The rows that are in view now. */
  readonly need: (from: number, to: number) => void;
}

/** @param to the address of some of the rows; when it changes, the list is another one. */
export function usePieces<Row, Answer extends { readonly rows: readonly Row[] }>(
  to: (from: number, count: number) => string,
): Pieces<Row, Answer> {
  const list = to(0, PIECE);
  const [loaded, setLoaded] = useState<{ readonly list: string; readonly pieces: ReadonlyMap<number, Answer> }>();
  const [refusal, setRefusal] = useState<RefusalAnswer>();
  const addresses = useRef(to);
  addresses.current = to;
  const asking = useRef({ list: '', asked: new Set<number>(), gone: new AbortController() });

  const fetchPiece = useCallback(
    (piece: number) => {
      const { asked, gone } = asking.current;
      if (asked.has(piece)) return;
      asked.add(piece);
      ask<Answer>(addresses.current(piece * PIECE, PIECE), gone.signal).then(
        (answer) => {
          setRefusal(undefined);
          setLoaded((before) => ({
            list,
            pieces: new Map([...(before?.list === list ? before.pieces : []), [piece, answer]]),
          }));
        },
        (error: unknown) => {
          if (gone.signal.aborted) return;
          if (!(error instanceof Refused)) throw error;
          setRefusal(error.refusal);
        },
      );
    },
    [list],
  );

  useEffect(() => {
    asking.current = { list, asked: new Set(), gone: new AbortController() };
    const { gone } = asking.current;
    fetchPiece(0);
    return () => gone.abort();
  }, [list, fetchPiece]);

  const need = useCallback(
    (from: number, to: number) => {
      if (asking.current.list !== list) return;
      for (let piece = Math.floor(from / PIECE); piece <= Math.floor(to / PIECE); piece++) fetchPiece(piece);
    },
    [list, fetchPiece],
  );

  // While another list is on its way, the one before stays in view.
  const shown = inSameLanguage(loaded?.list, list) ? loaded : undefined;
  return {
    first: shown?.pieces.get(0),
    refusal,
    row: (at) => shown?.pieces.get(Math.floor(at / PIECE))?.rows[at % PIECE],
    need,
  };
}

const PIECE = 100;
