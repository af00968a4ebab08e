import type { FindingLine } from '../../src/answers.js';
import { useTexts } from '../language.js';

/** Findings that stand in the way, with what to do. */
export function FindingList({ findings }: { readonly findings: readonly FindingLine[] }) {
  const texts = useTexts();
  return (
    <ul class="findings">
      {findings.map(({ code, severity, wrong, remedy }) => (
        <li key={`${code} ${wrong}`} class={severity}>
          <span class={`pill ${severity}`}>{texts.severity[severity] ?? severity}</span> {wrong}
          <p class="remedy">→ {remedy}</p>
        </li>
      ))}
    </ul>
  );
}
