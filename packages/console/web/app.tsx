import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LedgersAnswer } from '../src/answers.js';
import { useAnswer } from './ask.js';
import { chooseLanguage, chosenLanguage, type Language, Spoken, TEXTS } from './language.js';
import { ComparePage } from './pages/compare.js';
import { DocumentPage } from './pages/document.js';
import { ExplainPage } from './pages/explain.js';
import { ItemPage } from './pages/item.js';
import { MonthPage } from './pages/month.js';
import { OrderPage } from './pages/order.js';
import { TablePage } from './pages/table.js';
import { TablesPage } from './pages/tables.js';
import { UnitCostsPage } from './pages/unit-costs.js';
import { Masthead } from './parts/masthead.js';
import { Notice, Refusal, Waiting } from './parts/notice.js';
import { type Place, usePlace } from './place.js';

/** The console: what stands above every page, and the page. */
export function App() {
  const place = usePlace();
  const [chosen, setChosen] = useState(chosenLanguage);
  const { answer, refusal } = useAnswer<LedgersAnswer>('/api/ledgers');
  const language = chosen ?? answer?.language ?? 'en';
  const texts = TEXTS[language];
  const ledger = place.query.ledger ?? answer?.first ?? '';
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useFocusOnArrival(place, main);
  const choose = (next: Language) => {
    chooseLanguage(next);
    setChosen(next);
  };
  return (
    <Spoken.Provider value={language}>
      <a class="skip" href="#page">
        {texts.skip}
      </a>
      <Masthead place={place} ledger={ledger} ledgers={answer?.ledgers ?? []} language={language} onLanguage={choose} />
      <main id="page" ref={main} tabIndex={-1}>
        {refusal !== undefined ? (
          <Refusal refusal={refusal} />
        ) : answer === undefined ? (
          <Waiting />
        ) : ledger === '' ? (
          <Notice texts={texts.noLedger} />
        ) : (
          <Page place={place} ledger={ledger} />
        )}
      </main>
    </Spoken.Provider>
  );
}

function Page({ place, ledger }: { readonly place: Place; readonly ledger: string }) {
  const { query } = place;
  switch (place.path) {
    case '/':
      return <MonthPage ledger={ledger} period={query.period} version={query.version} />;
    case '/unit-costs':
      return <UnitCostsPage key={`${ledger} ${query.version}`} ledger={ledger} query={query} />;
    case '/compare':
      return <ComparePage ledger={ledger} query={query} />;
    case '/explain':
      return <ExplainPage ledger={ledger} query={query} />;
    case '/document':
      return <DocumentPage ledger={ledger} query={query} />;
    case '/tables':
      return <TablesPage ledger={ledger} version={query.version} />;
    case '/table': {
      const { from: _, search: _search, sort: _sort, down: _down, ...table } = query;
      return <TablePage key={JSON.stringify([ledger, table])} ledger={ledger} query={query} />;
    }
    case '/order':
      return <OrderPage ledger={ledger} version={query.version} order={query.order ?? ''} />;
    case '/item': {
      const { version, plant = '', item = '' } = query;
      const key = JSON.stringify([ledger, version, plant, item]);
      return <ItemPage key={key} ledger={ledger} version={version} plant={plant} item={item} />;
    }
    default:
      return <NotHere />;
  }
}

function NotHere() {
  return (
    <Spoken.Consumer>
      {(language) => {
        const [cause, remedy] = TEXTS[language].notHere;
        return (
          <>
            <h1>{cause}</h1>
            <p>
              <a href="/">{remedy}</a>
            </p>
          </>
        );
      }}
    </Spoken.Consumer>
  );
}

/** Who comes to another page by the keyboard, or hears it, goes on at its beginning. */
function useFocusOnArrival({ path, query }: Place, main: { readonly current: HTMLElement | null }): void {
  // Each item and document has a page of its own; on the others the query says what of the page is shown.
  const one = query.item ?? query.movement ?? query.order ?? query.name;
  const page = one === undefined ? path : JSON.stringify([path, query.plant, one]);
  const before = useRef(page);
  useLayoutEffect(() => {
    if (before.current === page) return;
    before.current = page;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [page, main]);
}
