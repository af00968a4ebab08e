import { useLayoutEffect } from 'preact/hooks';
import type { VersionLine } from '../../src/answers.js';
import type { Texts } from '../text/texts.js';

/** The title of the page, as a tab and a screen reader tell it; it is there as soon as the page is. */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title} · Millrace`;
  }, [title]);
}

/** A month, or what a rolled-up version is and from which day it holds. */
export function versionTitle(texts: Texts, { kind, period, effectiveOn }: VersionLine): string {
  return kind === 'actual' ? texts.periodTitle(period) : texts.rolledTitle(kind, effectiveOn);
}
