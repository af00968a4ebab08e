import type { ComponentChildren } from 'preact';
import type { VersionLine } from '../../src/answers.js';
import { useTexts } from '../language.js';
import { address } from '../place.js';
import { versionTitle } from './title.js';

interface VersionLeadProps {
  readonly ledger: string;
  readonly version: VersionLine;
  readonly children?: ComponentChildren;
}

/** Which version a page is of, and the way to its month. */
export function VersionLead({ ledger, version: of, children }: VersionLeadProps) {
  const texts = useTexts();
  const { period, version, state } = of;
  return (
    <p class="lead">
      <a href={address('/', { ledger, period, version })}>{versionTitle(texts, of)}</a>, {texts.month.head[0]} {version}{' '}
      <span class={`pill ${state}`}>{texts.state[state]}</span> {children}
    </p>
  );
}
