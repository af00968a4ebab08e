import type { PostingLine } from '../../src/answers.js';
import { useTexts } from '../language.js';
import { TableHead } from './table-head.js';

/** The journals of a month that the general ledger has: who posted them, when, as what. */
export function Postings({ postings }: { readonly postings: readonly PostingLine[] }) {
  const { postings: texts } = useTexts();
  return (
    <section>
      <h2 id="postings">{texts.title}</h2>
      <section class="table-frame" aria-labelledby="postings" tabIndex={0}>
        <table>
          <TableHead names={texts.head} isNumber={(c) => c === 3 || c === 4} />
          <tbody>
            {postings.map((line) => (
              <tr key={line.number}>
                <th scope="row">{line.number}</th>
                <td>{line.version}</td>
                <td>{line.against ?? texts.whole}</td>
                <td class="number">{line.lines}</td>
                <td class="number">{line.amount}</td>
                <td>{line.document}</td>
                <td>{line.by}</td>
                <td>{line.at}</td>
                <td>{line.reversed && texts.reversed(line.reversed.by, line.reversed.at, line.reversed.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
