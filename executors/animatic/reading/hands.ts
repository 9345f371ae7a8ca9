import type { Subject } from '../scene.ts';
import type { Token } from './tokens.ts';

export const inHand = ({ silhouette, place, metres, figure }: Subject): boolean =>
  !figure && (place === 'thing' || silhouette === 'icon:umbrella' || silhouette === 'icon:flowers') && metres < 1.3;

/** "With a lantern", "under an umbrella", "carrying a suitcase". */
export function carried(tokens: readonly Token[], from: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - 3); at--) {
    const token = tokens[at] as Token;
    if (/^(?:with|under|carrying|holding|wielding|clutching)$/.test(token.word)) return true;
    if (!token.tags.has('Determiner') && !token.tags.has('Adjective') && !token.tags.has('Possessive') && token.word !== 'a') return false;
  }
  return false;
}
