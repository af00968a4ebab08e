import type { ItemHistoryAnswer } from '../../src/answers.js';
import { useTexts } from '../language.js';

/** A unit cost from period to period as a line, broken where a period has none. The table below it says the same in figures. */
export function CostLine({ months, lowest, highest }: ItemHistoryAnswer) {
  const texts = useTexts();
  const [first, last] = [months[0], months[months.length - 1]];
  const points = months.flatMap(({ period, unitCost, height }, m) =>
    height === undefined
      ? []
      : [
          {
            period,
            unitCost,
            m,
            x: EDGE + (m * (WIDTH - 2 * EDGE)) / (months.length - 1),
            y: EDGE + (1 - height) * (HEIGHT - 2 * EDGE),
          },
        ],
  );
  const path = points
    .map(({ x, y, m }, p) => `${p > 0 && points[p - 1].m === m - 1 ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
  const [from, to] = [texts.periodTitle(first.period), texts.periodTitle(last.period)];
  return (
    <figure class="card line">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={texts.item.line(from, to, lowest, highest)}>
        <path d={path} />
        {points.map(({ period, unitCost, x, y }) => (
          <circle key={period} cx={x} cy={y} r="4">
            <title>{`${texts.periodTitle(period)}: ${unitCost}`}</title>
          </circle>
        ))}
      </svg>
      <figcaption aria-hidden="true">
        <span>{from}</span>
        <span>{lowest === highest ? lowest : `${lowest} – ${highest}`}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}

const WIDTH = 900;
const HEIGHT = 150;
/** Room for the points at the edges. */
const EDGE = 10;
