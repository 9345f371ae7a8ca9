import { type Lots, lotsOf } from '../drawing/lots.ts';
import { type Mood, moodIn } from './moods.ts';
import { asSentence } from './wording.ts';

/** One side of a picture that a prompt can settle: words that show it is settled, and what to say where it is not. */
type Side = { readonly settled: RegExp; say(text: string, lots: Lots): string };

const people =
  /\b(man|woman|girl|boy|child(?:ren)?|people|person|keeper|chef|dancer|face|hero|king|queen|soldier|friend|mother|father|he|she|they)\b/i;
const small = /\b(bottle|ring|letter|watch|flower|cup|shoe|sneaker|product|food|dish|jewel\w*|phone|book|coin|key|insect|hand)\b/i;
const vast = /\b(city|mountains?|sea|ocean|forest|desert|valley|space|planet|storm|sky|skyline|landscape|battle|crowd|castle|canyon)\b/i;
const moving = /\b(runs?|running|chas\w+|drives?|driving|flies|flying|rides?|races?|racing|dances?|dancing|falls?|storm|fights?|sails?)\b/i;

const light: Readonly<Record<Mood, readonly [string, ...string[]]>> = {
  dawn: ['pale light of dawn from the side, long soft shadows', 'first sunlight low over the horizon, thin mist'],
  day: ['clear daylight, soft shadows', 'bright overcast light, even and gentle'],
  dusk: ['low warm light of dusk, blue shadows', 'last sun behind the subject, glowing edges'],
  night: ['moonlight and one warm lamp, deep shadows', 'cool night light, small bright points in the dark'],
  storm: ['dark broken light, flashes of lightning, wet surfaces', 'grey storm light, spray and rain in the air'],
  rain: ['grey light, rain in the air, reflections on wet ground', 'soft light through rain, glistening surfaces'],
  snow: ['cold white light, snow in the air', 'blue winter light, breath visible in the cold'],
  fog: ['soft light swallowed by fog, shapes fading with distance', 'pale hazy light, muted colours'],
  fire: ['flickering firelight, deep orange and black', 'glow of flames from below, drifting sparks'],
};

const sides: readonly Side[] = [
  {
    settled:
      /\b(close-?up|(?:wide|medium|long|full|full-length|detail|establishing|tracking|aerial|macro)[ -]?(?:shot|view|angle)|shot of|view of|panorama|framing)\b/i,
    say(text, lots) {
      if (vast.test(text) && !small.test(text)) return lots.pick(['wide shot', 'wide establishing shot']);
      if (small.test(text)) return lots.pick(['close-up', 'detail shot']);
      return people.test(text) ? lots.pick(['medium shot', 'full-length shot']) : 'medium wide shot';
    },
  },
  {
    settled: /\b(lens|mm\b|camera|dolly|push-?in|pull-?out|pan(?:s|ning)?|tilt\w*|handheld|tracking|drone|steadicam|zoom\w*)\b/i,
    say(text, lots) {
      if (moving.test(text)) return lots.pick(['camera moving along at the same pace, 28 mm lens', 'handheld camera, 35 mm lens']);
      return small.test(text)
        ? 'slow push-in, 85 mm lens'
        : lots.pick(['slow push-in, 35 mm lens', 'still camera, 40 mm lens', 'slow drift to the side, 35 mm lens']);
    },
  },
  {
    settled: /\b(\w*light(?:ing|s)?|lit|backlit|glow\w*|shadows?|neon|golden hour|candle\w*|silhouette)\b/i,
    say: (text, lots) => lots.pick(light[moodIn(text) ?? 'day']),
  },
  {
    settled:
      /\b(composition|foreground|background|symmetr\w+|rule of thirds|depth of field|off[- ]?cent(?:re|er)|space around|depth|centred|centered|bokeh)\b/i,
    say(text, lots) {
      if (small.test(text)) return 'subject sharp against a soft background';
      return lots.pick([
        'subject off centre, clear foreground and background',
        'strong shapes, much space around the subject',
        'layered depth from foreground to horizon',
      ]);
    },
  },
];

/**
 * An English prompt with what it leaves open settled by rules: size of shot, camera, light, composition. The user's words
 * come first and unchanged; what they settle themselves, or an earlier pass did, is not said again.
 */
export function enhanced(source: string, style: string, seed: number): { readonly text: string; readonly added: number } {
  const text = source.trim();
  const lots = lotsOf(seed, text);
  const additions = sides.filter(({ settled }) => !settled.test(text)).map((side) => side.say(text, lots));
  const look = style.trim();
  const wanted = look !== '' && !text.toLowerCase().includes(look.toLowerCase()) ? [look] : [];
  const said = [...additions, ...wanted];
  if (said.length === 0) return { text, added: 0 };
  const opening = /[.!?…]["'”’)]*$/u.test(text) ? text : `${text}.`;
  return { text: `${opening} ${asSentence(said.join(', '))}`, added: said.length };
}
