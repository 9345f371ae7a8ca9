import { innerBoxes } from './mp4-boxes.ts';

/** The type of a value that is text in UTF-8. */
const utf8 = 1;

/**
 * The named texts in the index (`moov`) of an MP4 as the house format writes them: a list of names and a list of values.
 * Empty where there are none or they are written in another way. Throws RangeError where the index is damaged.
 */
export function tagsIn(moov: Buffer): Record<string, string> {
  const meta = find(find(moov, 'udta'), 'meta')?.subarray(4);
  const [keys, values] = [find(meta, 'keys'), find(meta, 'ilst')];
  if (!keys || !values) return {};
  const names = innerBoxes(keys.subarray(8)).map(({ content }) => content.toString('utf8'));
  const tags = innerBoxes(values).flatMap(({ name, content }) => {
    const key = names[Buffer.from(name, 'latin1').readUInt32BE(0) - 1];
    const data = find(content, 'data');
    return key !== undefined && data && data.readUInt32BE(0) === utf8 ? [[key, data.toString('utf8', 8)]] : [];
  });
  return Object.fromEntries(tags);
}

function find(parent: Buffer | undefined, name: string): Buffer | undefined {
  return parent && innerBoxes(parent).find((box) => box.name === name)?.content;
}
