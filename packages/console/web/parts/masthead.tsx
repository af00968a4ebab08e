import type { LedgersAnswer } from '../../src/answers.js';
import { type Language, useTexts } from '../language.js';
import { address, go, type Place } from '../place.js';

interface MastheadProps {
  readonly place: Place;
  readonly ledger: string;
  readonly ledgers: LedgersAnswer['ledgers'];
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** What stands above every page: where one is, which ledger, which language. */
export function Masthead({ place, ledger, ledgers, language, onLanguage }: MastheadProps) {
  const texts = useTexts();
  const { version, after } = place.query;
  const shown = version ?? after;
  const pages = [
    ['/', texts.pages.month],
    ['/unit-costs', texts.pages.unitCosts],
    ['/tables', texts.pages.tables],
    ['/compare', texts.pages.compare],
  ] as const;
  // An item or a document of this ledger need not be one of another.
  const elsewhere = pages.some(([path]) => path === place.path) ? place.path : '/unit-costs';
  return (
    <header class="masthead">
      <a class="brand" href={address('/', { ledger })}>
        <img src={WHEEL} alt="" width="26" height="26" />
        <span>Millrace</span>
      </a>
      <nav aria-label={texts.console}>
        {pages.map(([path, name]) => (
          <a
            key={path}
            href={address(path, { ledger, [path === '/compare' ? 'after' : 'version']: shown })}
            aria-current={place.path === path ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <div class="tools">
        {ledgers.length > 1 && (
          <label>
            {texts.ledger}{' '}
            <select value={ledger} onChange={(event) => go(address(elsewhere, { ledger: event.currentTarget.value }))}>
              {ledgers.map((one) => (
                <option key={one.ledger} value={one.ledger}>
                  {one.ledger}
                </option>
              ))}
            </select>
          </label>
        )}
        <fieldset class="switch" aria-label={texts.language}>
          {LANGUAGES.map(([code, name]) => (
            <button
              key={code}
              type="button"
              lang={code}
              aria-pressed={code === language}
              onClick={() => onLanguage(code)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </div>
    </header>
  );
}

const LANGUAGES = [
  ['en', 'English'],
  ['zh', '中文'],
] as const;

const WHEEL = new URL('../wheel.svg', import.meta.url).pathname;
