/** What a map holds under a key that it must have. */
export function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${key} is not there`);
  return value;
}
