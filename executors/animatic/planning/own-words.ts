import { isUnspaced } from './atoms.ts';

const stop = /[.!?。！？…؟۔।॥;:；：、，,،؛\n]/u;
const japaneseSubject = /^[「『]?([\p{Script=Han}\p{Script=Katakana}ー々]+(?:の[\p{Script=Han}\p{Script=Katakana}ー々]+)?)(?:は|が)/u;

/** An article of Romance and Germanic languages and the noun behind it. */
const article = /^(?:un|una|une|uno|el|la|los|las|le|les|il|lo|i|gli|o|a|os|as|um|uma|ein|eine|der|die|das|een|de|het|en|ett)\s+\p{L}+/iu;

/** Words for places written in Han signs. */
const hanPlace =
  /灯台|灯塔|燈塔|宇宙|太空|砂漠|沙漠|森林|城市|都市|東京|北京|学校|學校|村庄|公園|公园|部屋|大海|海辺|海岸|[海森山街町村城島岛湖川河空店]/u;

/** Cast and setting of a text that is not read: its own first words, never words about it. */
export function ownWords(brief: string): { readonly cast: string; readonly setting: string } {
  const clause =
    brief
      .trim()
      .split(stop)
      .map((part) => part.trim())
      .find(Boolean) ?? brief.trim();
  const subject = japaneseSubject.exec(clause)?.[1];
  const articled = article.exec(clause)?.[0];
  return { cast: subject ?? articled ?? opening(clause, 4, 14), setting: hanPlace.exec(brief)?.[0] ?? opening(clause, 12, 36) };
}

function opening(text: string, words: number, signs: number): string {
  const short = isUnspaced(text) ? text : text.split(/\s+/u).slice(0, words).join(' ');
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(short)]
    .slice(0, isUnspaced(text) ? signs : signs * 4)
    .map(({ segment }) => segment)
    .join('');
}
