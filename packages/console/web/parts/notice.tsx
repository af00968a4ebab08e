import type { ComponentChildren } from 'preact';
import type { RefusalAnswer } from '../../src/answers.js';
import { NO_SERVER } from '../ask.js';
import { useTexts } from '../language.js';

/** What is the matter, and what to do. */
export function Notice({
  texts: [cause, remedy],
}: {
  readonly texts: readonly [ComponentChildren, ComponentChildren] | readonly string[];
}) {
  return (
    <div class="notice" role="alert">
      <p>{cause}</p>
      <p class="remedy">→ {remedy}</p>
    </div>
  );
}

/** Why the server did not answer. */
export function Refusal({ refusal }: { readonly refusal: RefusalAnswer }) {
  const { gone } = useTexts();
  return <Notice texts={refusal.code === NO_SERVER ? gone : [refusal.cause, refusal.remedy]} />;
}

/** @param says where it takes longer than reading: what is done meanwhile. */
export function Waiting({ says }: { readonly says?: string | undefined }) {
  const { waiting } = useTexts();
  return (
    <p class="waiting" role="status">
      {says ?? waiting}
    </p>
  );
}
