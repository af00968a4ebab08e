import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyStandsTwice, parseJson } from './parse-json.js';

test.each([
  ['{"plant": [], "plant": []}', 'plant'],
  ['{"movement": [{"quantity": "1"}, {"quantity": "2", "quantity": "3"}]}', 'movement.quantity'],
  ['{"a": {"b": {}}, "c": 1, "a": 2}', 'a'],
  ['{"a": 1, "\\u0061": 2}', 'a'],
  ['{"a\\"": 1, "a\\"" : 2}', 'a"'],
])('%s has a key twice', (text, key) => {
  expect(() => parseJson(text)).toThrow(new KeyStandsTwice(key));
});

test.each([
  '{"a": "a", "b": ["a", "a"], "c": {"a": 1, "b": {"a": 2}}}',
  '[{"a": 1}, {"a": 1}]',
  '{"a": "{\\"a\\": 1, \\"a\\": 2}"}',
  '{"a\\\\": "}", "b": "{", "a": 3}',
])('%s has none', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test('what is no JSON is told as JSON.parse does', () => {
  expect(() => parseJson('{"a": 1,}')).toThrow(SyntaxError);
});

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});
