import type { ComponentChildren } from 'preact';
import type { TableRow } from '../../src/table-answers.js';
import { address } from '../place.js';

interface Of {
  readonly ledger: string;
  readonly version: number;
}

/** The cells of a row; what has a page leads to it. */
export function tableCells({ cells, links }: TableRow, of: Of): ComponentChildren[] {
  return cells.map((cell, at) => {
    const link = links.find(({ column }) => column === at);
    if (link === undefined) return cell;
    return (
      <a class="item" href={address(link.path, { ...of, ...link.query })}>
        {cell}
      </a>
    );
  });
}
