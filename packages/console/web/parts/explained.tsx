import { useState } from 'preact/hooks';
import type { ExplainedAnswer, ExplainedLine } from '../../src/answers.js';
import { useTexts } from '../language.js';
import { address, showAll } from '../place.js';
import { TableHead } from './table-head.js';

interface ExplainedProps {
  readonly ledger: string;
  readonly answer: ExplainedAnswer;
}

/** What a cost consists of, as a tree: each line opens to those that add up to it, and a document leads to what it says. */
export function Explained({ ledger, answer }: ExplainedProps) {
  const { explain: texts } = useTexts();
  const { elements, lines } = answer;
  // Lines are known by their way from the root: 0.2.1.
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set());
  const toggle = (way: string) =>
    setOpen((before) =>
      before.has(way) ? new Set([...before].filter((one) => one !== way)) : new Set([...before, way]),
    );
  const rows = visibleLines(lines, open);
  return (
    <section>
      <h2 id="consists">{texts.consists}</h2>
      <p class="ways">
        <button type="button" class="quiet" onClick={() => setOpen(new Set(waysOf(lines)))}>
          {texts.unfoldAll}
        </button>
        <button type="button" class="quiet" onClick={() => setOpen(new Set())}>
          {texts.foldAll}
        </button>
        {new URLSearchParams(location.search).get('all') === null && (
          <span class="soft">
            {texts.small}{' '}
            <button type="button" class="quiet" onClick={showAll}>
              {texts.showSmall}
            </button>
          </span>
        )}
      </p>
      <section class="table-frame" aria-labelledby="consists" tabIndex={0}>
        <table>
          <TableHead names={[...texts.head, ...elements.map(({ name }) => name)]} isNumber={(c) => c > 0} />
          <tbody>
            {rows.map(({ line, way, level }) => (
              <tr key={way}>
                <th scope="row" style={{ paddingLeft: `${10 + level * INDENT}px` }}>
                  {line.lines.length > 0 ? (
                    <button
                      type="button"
                      class="unfold"
                      aria-expanded={open.has(way)}
                      aria-label={texts.unfold(line.text)}
                      onClick={() => toggle(way)}
                    />
                  ) : (
                    <span class="leaf" />
                  )}{' '}
                  <Named line={line} ledger={ledger} version={answer.version.version} />
                </th>
                {[line.quantity, line.amount, line.unitCost, ...line.parts].map((figure, c) => (
                  <td key={c < 3 ? texts.head[c + 1] : elements[c - 3].code} class="number">
                    {figure}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Named({
  line: { text, movement, place },
  ledger,
  version,
}: {
  readonly line: ExplainedLine;
  readonly ledger: string;
  readonly version: number;
}) {
  if (movement !== '') return <a href={address('/document', { ledger, version, movement })}>{text}</a>;
  if (place === undefined) return <>{text}</>;
  return (
    <a class="item" href={address('/item', { ledger, version, ...place })}>
      {text}
    </a>
  );
}

interface VisibleLine {
  readonly line: ExplainedLine;
  readonly way: string;
  readonly level: number;
}

function visibleLines(
  lines: readonly ExplainedLine[],
  open: ReadonlySet<string>,
  above = '',
  level = 0,
): VisibleLine[] {
  return lines.flatMap((line, at) => {
    const way = `${above}${at}`;
    const below = open.has(way) ? visibleLines(line.lines, open, `${way}.`, level + 1) : [];
    return [{ line, way, level }, ...below];
  });
}

/** The ways to all lines that can be opened. */
function waysOf(lines: readonly ExplainedLine[], above = ''): string[] {
  return lines.flatMap((line, at) =>
    line.lines.length === 0 ? [] : [`${above}${at}`, ...waysOf(line.lines, `${above}${at}.`)],
  );
}

/** In pixels a level. */
const INDENT = 20;
