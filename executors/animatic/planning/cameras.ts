import type { CameraMove } from '#nodes/values.ts';

/** What the words of a shot ask of the camera, in the order in which they win. */
const asked: readonly (readonly [CameraMove, RegExp])[] = [
  [
    'handheld',
    /\b(storms?|battle|fight\w*|chas\w+|runs?|running|panic|crowd|earthquake|escap\w+|flees?|crash\w*|attack\w*|dance\w*|dancing)\b/i,
  ],
  ['tilt-up', /\b(rises?|rising|climbs?|tower|sky|flies|fly|flying|grows?|launch\w*|lifts?|looks? up|tall|sunrise|stars?)\b/i],
  ['tilt-down', /\b(falls?|falling|sinks?|drops?|descends?|rain|snow|down|dives?|lands?)\b/i],
  [
    'push-in',
    /\b(finds?|discovers?|opens?|reads?|sees?|notices?|face|eyes?|message|letter|secret|close|whispers?|tastes?|smells?|detail)\b/i,
  ],
  ['pan-right', /\b(walks?|travels?|drives?|rides?|sails?|crosses|follows?|journeys?|rolls?|marches|flows?|passes|pass)\b/i],
  ['pull-out', /\b(saved|home|leaves?|leaving|alone|together|farewell|ends?|finally|world|smiles?|reunited?|victory)\b/i],
];
const rhythm: readonly CameraMove[] = [
  'push-in',
  'pan-right',
  'static',
  'pull-out',
  'pan-left',
  'tilt-up',
  'push-in',
  'pan-left',
  'static',
  'pan-right',
];

/** What is told of one shot: its words, and how many shots before it show the same. */
type Told = { readonly text: string; readonly repeat: number };

/**
 * One move a shot: what its words ask for, else the next of a steady rhythm; the film comes in at its beginning and draws
 * back at its end, and no move comes twice in a row. `turn` starts the rhythm elsewhere.
 */
export function camerasOf(shots: readonly Told[], turn: number): CameraMove[] {
  const moves: CameraMove[] = [];
  const wishes = shots.map(({ text, repeat }) => (repeat === 0 ? asked.find(([, test]) => test.test(text))?.[0] : undefined));
  shots.forEach((_, index) => {
    const edge = edgeMove(index, shots.length, wishes);
    const order = [...edge.before, ...[wishes[index] ?? []].flat(), ...edge.after, ...turned(index + turn)];
    moves.push(order.find((move) => move !== moves[index - 1]) ?? 'static');
  });
  return moves;
}

/** The move of the first and the last shot, before or after what its words ask for. */
function edgeMove(
  index: number,
  count: number,
  wishes: readonly (CameraMove | undefined)[],
): { before: CameraMove[]; after: CameraMove[] } {
  if (index === 0) return { before: [], after: [wishes[1] === 'push-in' ? 'pan-right' : 'push-in'] };
  return { before: index === count - 1 ? ['pull-out'] : [], after: [] };
}

function turned(by: number): CameraMove[] {
  const at = by % rhythm.length;
  return [...rhythm.slice(at), ...rhythm.slice(0, at)];
}
