import { useEffect, useState } from 'preact/hooks';

/** Where a reader is: a page, and what it shows. All of it stands in the address, so that it can be kept and gone back to. */
export interface Place {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const moved = () => setPlace(read());
    const clicked = (event: MouseEvent) => {
      const link = (event.target as Element).closest('a');
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (link === null || !isPlain || link.origin !== location.origin || link.hash !== '' || link.download !== '')
        return;
      event.preventDefault();
      go(link.href);
    };
    addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }, []);
  return place;
}

function read(): Place {
  return { path: location.pathname, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

/** The address of a page; what is empty is left out. */
export function address(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return words.length === 0 ? path : `${path}?${new URLSearchParams(words)}`;
}

/** Goes there; with `replace` the way back leads past where the reader is now. */
export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Shows on the same page what was left out as small. */
export function showAll(): void {
  const { path, query } = read();
  go(address(path, { ...query, all: 'true' }), true);
}
