import { useEffect } from 'preact/hooks';

/** The title of the page, as a tab and a screen reader tell it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Millrace`;
  }, [title]);
}
