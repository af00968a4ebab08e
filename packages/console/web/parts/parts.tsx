import { useContext, useState } from 'preact/hooks';
import type { ItemAnswer, PartLine } from '../../src/answers.js';
import { useAnswer } from '../ask.js';
import { Spoken, useTexts } from '../language.js';
import { address } from '../place.js';
import { Refusal, Waiting } from './notice.js';
import { TableHead } from './table-head.js';

interface PartsProps {
  readonly ledger: string;
  readonly answer: ItemAnswer;
}

/** What an item's completions consist of; a component that is opened shows the same of its own, below it. */
export function Parts({ ledger, answer }: PartsProps) {
  const { item: texts } = useTexts();
  return (
    <section class="table-frame" aria-labelledby="parts" tabIndex={0}>
      <table>
        <TableHead names={texts.partsHead} isNumber={(c) => c > 0} />
        <tbody>
          <PartRows ledger={ledger} answer={answer} level={0} />
        </tbody>
      </table>
    </section>
  );
}

interface Level extends PartsProps {
  readonly level: number;
}

function PartRows({ answer, ...of }: Level) {
  return (
    <>
      {answer.parts.map((part) => (
        <PartRow
          key={`${part.source} ${part.place?.plant} ${part.code}`}
          part={part}
          version={answer.version.version}
          {...of}
        />
      ))}
    </>
  );
}

interface PartRowProps extends Omit<Level, 'answer'> {
  readonly part: PartLine;
  readonly version: number;
}

function PartRow({ part, ledger, version, level }: PartRowProps) {
  const { item: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { place, source, code, name } = part;
  const named = (
    <>
      {code !== '' && <span class="code">{code}</span>} <span class="soft">{name === code ? '' : name}</span>
    </>
  );
  return (
    <>
      <tr>
        <th scope="row" style={{ paddingLeft: `${10 + level * INDENT}px` }}>
          {place !== undefined && (
            <button
              type="button"
              class="unfold"
              aria-expanded={isOpen}
              aria-label={texts.unfold(code)}
              onClick={() => setOpen(!isOpen)}
            />
          )}{' '}
          {source}{' '}
          {place === undefined ? (
            named
          ) : (
            <a class="item" href={address('/item', { ledger, version, ...place })}>
              {named}
            </a>
          )}
        </th>
        <td class="number">{part.perUnit}</td>
        <td class="number">{part.amount}</td>
        <td class="number">{part.percent}</td>
      </tr>
      {isOpen && place !== undefined && <Unfolded place={place} ledger={ledger} version={version} level={level + 1} />}
    </>
  );
}

interface UnfoldedProps extends Omit<PartRowProps, 'part'> {
  readonly place: { readonly plant: string; readonly item: string };
}

/** The next level: what the component itself consists of, in the month. */
function Unfolded({ place, ledger, version, level }: UnfoldedProps) {
  const { item: texts } = useTexts();
  const lang = useContext(Spoken);
  const { answer, refusal } = useAnswer<ItemAnswer>(address('/api/item', { ledger, version, ...place, lang }));
  const says =
    refusal !== undefined ? (
      <Refusal refusal={refusal} />
    ) : answer === undefined ? (
      <Waiting />
    ) : answer.parts.length === 0 ? (
      texts.notMade
    ) : (
      texts.ofMade(answer.code, `${answer.made} ${answer.unit}`)
    );
  return (
    <>
      <tr class="between">
        <td colSpan={4} style={{ paddingLeft: `${10 + level * INDENT}px` }}>
          {says}
        </td>
      </tr>
      {answer !== undefined && <PartRows ledger={ledger} answer={answer} level={level} />}
    </>
  );
}

/** In pixels a level. */
const INDENT = 22;
