import { useContext, useState } from 'preact/hooks';
import type { ItemUsesAnswer } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';

interface OfItem {
  readonly ledger: string;
  readonly version: number;
  readonly plant: string;
  readonly item: string;
}

/** What an item went into: the completions that it is a component of. */
export function ItemUses(of: OfItem) {
  const { item: texts } = useTexts();
  const lang = useContext(Spoken);
  const [pieces, setPieces] = useState(1);
  const { answer, refusal } = useAnswer<ItemUsesAnswer>(address('/api/item-uses', { ...of, lang }));
  return (
    <section>
      <h2 id="uses">
        {texts.uses} <small>{answer !== undefined && answer.count > 0 && texts.usesCount(answer.count)}</small>
      </h2>
      {refusal !== undefined ? (
        <Refusal refusal={refusal} />
      ) : answer === undefined ? (
        <Waiting />
      ) : answer.count === 0 ? (
        <p class="card empty">{texts.noUses}</p>
      ) : (
        <section class="table-frame" aria-labelledby="uses" tabIndex={0}>
          <table>
            <TableHead names={texts.usesHead} isNumber={(c) => c > 1} />
            {Array.from({ length: pieces }, (_, piece) => (
              <Piece key={piece} of={of} from={piece * PIECE} />
            ))}
          </table>
          {answer.count > pieces * PIECE && (
            <button type="button" class="quiet" onClick={() => setPieces(pieces + 1)}>
              {texts.more}
            </button>
          )}
        </section>
      )}
    </section>
  );
}

/** Rows that an answer holds at most. */
const PIECE = 50;

function Piece({ of, from }: { readonly of: OfItem; readonly from: number }) {
  const lang = useContext(Spoken);
  const { ledger, version } = of;
  const { answer, refusal } = useAnswer<ItemUsesAnswer>(
    address('/api/item-uses', { ...of, from: from || undefined, lang }),
  );
  return (
    <tbody>
      {answer?.rows.map(({ plant, item, code, name, amount, percent }) => (
        <tr key={`${plant} ${item}`}>
          <th scope="row">
            <a class="item" href={address('/item', { ledger, version, plant, item })}>
              <span class="code">{code}</span> <span class="soft">{name === code ? '' : name}</span>
            </a>
          </th>
          <td>{plant}</td>
          <td class="number">{amount}</td>
          <td class="number">{percent}</td>
        </tr>
      ))}
      {(answer === undefined || refusal !== undefined) && (
        <tr>
          <td colSpan={4}>{refusal === undefined ? <Waiting /> : <Refusal refusal={refusal} />}</td>
        </tr>
      )}
    </tbody>
  );
}
