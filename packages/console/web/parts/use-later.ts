import { useEffect, useRef } from 'preact/hooks';

/** Hands on what a reader types when the typing rests, so that not every letter asks the server. */
export function useLater(value: string, settle: (value: string) => void): void {
  const settled = useRef(value);
  const latest = useRef(settle);
  latest.current = settle;
  useEffect(() => {
    if (settled.current === value) return;
    const timer = setTimeout(() => {
      settled.current = value;
      latest.current(value);
    }, REST);
    return () => clearTimeout(timer);
  }, [value]);
}

/** In milliseconds. */
const REST = 120;
