import type { CategoryLine, VersionAnswer } from '../../src/answers.js';
import { useTexts } from '../language.js';

/** That what came in went out: in one line, by element, and by what it was. */
export function Proof({ proof, currency }: { readonly proof: VersionAnswer['proof']; readonly currency: string }) {
  const { proof: texts } = useTexts();
  return (
    <section>
      <h2>{texts.title}</h2>
      <div class={`equation ${proof.holds ? 'holds' : 'broken'}`}>
        <Figure name={texts.in} value={proof.in} currency={currency} />
        <span class="sign" aria-hidden="true">
          −
        </span>
        <Figure name={texts.out} value={proof.out} currency={currency} />
        <span class="sign" aria-hidden="true">
          =
        </span>
        <div class="difference">
          <Figure name={texts.difference} value={proof.difference} currency={currency} />
        </div>
        <p>{proof.holds ? texts.holds : texts.broken}</p>
      </div>
      <div class="sides">
        <Side name={texts.cameIn} lines={proof.cameIn} total={proof.in} />
        <Side name={texts.wentOut} lines={proof.wentOut} total={proof.out} />
        <table class="card">
          <thead>
            <tr>
              <th scope="col">{texts.element}</th>
              <th scope="col" class="number">
                {texts.in}
              </th>
              <th scope="col" class="number">
                {texts.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {proof.elements.map((element) => (
              <tr key={element.name}>
                <th scope="row">{element.name}</th>
                <td class="number">{element.in}</td>
                <td class="number">{element.difference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Figure({
  name,
  value,
  currency,
}: {
  readonly name: string;
  readonly value: string;
  readonly currency: string;
}) {
  return (
    <div class="figure">
      <span>{name}</span>
      <strong>
        {value} <small>{currency}</small>
      </strong>
    </div>
  );
}

function Side({
  name,
  lines,
  total,
}: {
  readonly name: string;
  readonly lines: readonly CategoryLine[];
  readonly total: string;
}) {
  return (
    <table class="card shares">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col" class="number">
            {total}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <th scope="row">
              {line.name}
              <span class="meter" aria-hidden="true">
                <span style={{ width: `${Math.max(0, Math.min(1, line.share)) * 100}%` }} />
              </span>
            </th>
            <td class="number">{line.amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
