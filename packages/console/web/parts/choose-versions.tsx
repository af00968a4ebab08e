import type { MonthAnswer, VersionLine } from '../../src/answers.js';
import { useTexts } from '../language.js';
import { versionTitle } from './title.js';

interface ChooseVersionsProps {
  readonly months: MonthAnswer;
  readonly before: VersionLine | undefined;
  readonly after: VersionLine;
  readonly onChoose: (chosen: { readonly before?: string; readonly after?: string }) => void;
}

/** Which two versions are compared. */
export function ChooseVersions({ months, before, after, onChoose }: ChooseVersionsProps) {
  const { compare: texts } = useTexts();
  return (
    <div class="toolbar">
      <label>
        {texts.from}{' '}
        <select value={before?.version ?? ''} onChange={(event) => onChoose({ before: event.currentTarget.value })}>
          {before === undefined && <option value="" />}
          <Versions months={months} />
        </select>
      </label>
      <label>
        {texts.to}{' '}
        <select value={after.version} onChange={(event) => onChoose({ after: event.currentTarget.value })}>
          <Versions months={months} />
        </select>
      </label>
    </div>
  );
}

function Versions({ months }: Pick<ChooseVersionsProps, 'months'>) {
  const texts = useTexts();
  return (
    <>
      {comparable(months).map((line) => (
        <option key={line.version} value={line.version}>
          {texts.compare.version(versionTitle(texts, line), line.version, texts.state[line.state])}
        </option>
      ))}
    </>
  );
}

function comparable({ periods, rolled }: MonthAnswer): VersionLine[] {
  return [...periods.flatMap(({ versions }) => versions), ...rolled];
}

/**
 * The versions that are meant: those asked for; else the newest published one, and the one that it opened from or else the version
 * that counts in the period before.
 */
export function versionsMeant(
  months: MonthAnswer,
  { before, after }: Readonly<Record<string, string>>,
): { readonly before: VersionLine | undefined; readonly after: VersionLine | undefined } {
  const { periods } = months;
  const all = comparable(months);
  const numbered = (number: string | number | null | undefined) =>
    all.find(({ version }) => String(version) === String(number));
  const is = numbered(after) ?? all.find(({ state }) => state === 'published') ?? all[0];
  const earlier = periods.slice(periods.findIndex(({ period }) => period === is?.period) + 1);
  const counting = earlier
    .map(({ versions }) => versions.find(({ state }) => state === 'published') ?? versions[0])
    .find((version) => version !== undefined);
  return { before: numbered(before) ?? numbered(is?.openedFrom) ?? counting, after: is };
}
