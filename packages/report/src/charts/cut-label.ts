/**
 * A name for a place of a limited width, cut in the middle: names of a family begin alike and differ at their ends. A wide character
 * (汉字) takes the room of two.
 *
 * @example
 * cutLabel('PUMP-50 · WX · Centrifugal pump DN50, cast iron', 34) // 'PUMP-50 · WX · C…p DN50, cast iron'
 */
export function cutLabel(text: string, room: number): string {
  const characters = [...text];
  const widthOf = (some: readonly string[]) => some.reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0);
  if (widthOf(characters) <= room) return text;
  const half = Math.floor((room - 1) / 2);
  const fitting = (some: readonly string[], most: number) => {
    let width = 0;
    return some.findIndex((one) => {
      width += WIDE.test(one) ? 2 : 1;
      return width > most;
    });
  };
  const head = characters.slice(0, fitting(characters, half));
  const tail = characters.toReversed().slice(0, fitting(characters.toReversed(), room - 1 - half));
  return `${head.join('')}…${tail.reverse().join('')}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
