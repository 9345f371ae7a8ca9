/** Ways to frame the first showing of a moment, from the most telling on. */
const showings = ['wide view', 'medium view', 'full-length view', 'close view', 'three-quarter view', 'distant view'];
/** What another showing of the same moment adds: no new plot, only another look at it. */
const returns = [
  'approach, medium view drawing nearer',
  'detail, close view of one thing',
  'response, close view of what it changes',
  'counter-view, seen from the other side',
  'overview, seen from high above',
  'low view, seen from near the ground',
  'passage, seen in passing from the left',
  'passage, seen in passing from the right',
  'stillness, distant view with much empty space',
  'depth, seen past something near',
];
const sizes = ['wide', 'medium', 'close', 'very close', 'distant', 'full-length'];
const angles = [
  'straight on',
  'from the left',
  'from the right',
  'from slightly above',
  'from slightly below',
  'off centre',
  'backlit',
  'in profile',
];
const combined = sizes.flatMap((size) => angles.map((angle) => `${size} view, ${angle}`));

/** The framing of one shot; `turn` moves the choice on for another seed. */
type Place = { readonly text: string; readonly index: number; readonly count: number; readonly repeat: number; readonly turn: number };

const vast =
  /\b(storms?|sky|sea|ocean|city|cities|forest|desert|mountains?|army|crowd|world|years?|waves?|space|valley|ships?|landscape)\b/i;
const small =
  /\b(messages?|letters?|bottles?|faces?|eyes?|hands?|ring|key|flowers?|watch|book|notes?|tastes?|smells?|whispers?|buttons?|photo\w*|tears?|eggs?)\b/i;

function wishes({ text, index, count, repeat, turn }: Place): string[] {
  if (index === 0) return ['wide establishing view'];
  if (repeat > 0) return returns.slice(repeat - 1);
  if (index === count - 1) return ['wide view, resolving', 'medium view, resolving'];
  if (small.test(text)) return ['close view'];
  if (vast.test(text)) return ['wide view'];
  return [showings[(index + turn) % showings.length] ?? 'medium view'];
}

/** Picks the best framing that this moment has not been shown in yet, and notes it in `used`. */
export function framingOf(place: Place, used: Set<string>): string {
  const all = [...wishes(place), ...returns, ...combined, ...showings];
  const framing = all.find((one) => !used.has(one)) ?? `view ${place.index + 1}`;
  used.add(framing);
  return framing;
}
