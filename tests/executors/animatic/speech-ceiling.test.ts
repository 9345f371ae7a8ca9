import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spokenClauses } from '#executors/animatic/speech/clauses.ts';
import { speakClauses } from '#executors/animatic/speech/espeak.ts';
import { plainWords, readable } from '#executors/animatic/speech/readable.ts';
import { spokenSeconds } from '#executors/animatic/speech/timeline.ts';
import { voiceOf } from '#executors/animatic/speech/voices.ts';
import { ceilingOf, mostSpoken } from '#nodes/speaking.ts';

const folder = mkdtempSync(join(tmpdir(), 'filmloom-ceiling-'));

/** Seconds that the slowest of the system's voices takes for a text. */
async function spoken(text: string, language: string, speed: number): Promise<number> {
  const words = plainWords(text);
  const voice = voiceOf(words, { voice: 'old', language, speed });
  const clauses = spokenClauses(words);
  const texts = clauses.map((clause) => readable(clause.text, voice.language).text);
  const sounds = await speakClauses(texts, { voice, faster: 1, folder, signal: new AbortController().signal });
  return spokenSeconds(clauses.map((clause, index) => ({ ...clause, seconds: lengthOf(sounds[index]) })));
}

const lengthOf = (sound: { samples: { length: number }; rate: number } | undefined): number =>
  sound ? sound.samples.length / sound.rate : 0;

const auto = [
  'A lighthouse keeper finds a message in a bottle; a storm; a ship is saved.',
  'Go up, do it: I am. So. No. Yes! Now? We go on and on, to and fro.',
  'a b c d e f g h w x y z',
  'BBC NHS USA FBI PhD mRNA xkcd grrr hmm brr',
  'In 1984 and 777777777777 and 12/05/2026 and 3.14159 for $45 or 30%',
  'Ask user@example.com or https://x.io/a_b?q=1&r=2#top (really) * now',
  '🚀🏴‍☠️🧖🏽 👨‍👩‍👧‍👦 ☃★→∞√≠',
  'Der Leuchtturmwärter findet eine Flasche, und der Sturm bricht los; die Schlacht schlägt 1777 Schiffe.',
  'Le gardien du phare trouve une bouteille, puis la tempête éclate : 99 bateaux, 1777 vagues.',
  'El guardián del faro encuentra una botella y estalla la tormenta en 1777.',
  'Latarnik znajduje butelkę, a potem nadchodzi sztorm i nie ma już nic do zrobienia w 1777.',
  'Смотритель маяка находит бутылку, и начинается шторм.',
  'Ο φαροφύλακας βρίσκει ένα μπουκάλι.',
  'يجد حارس المنارة رسالة في زجاجة.',
  'שומר המגדלור מוצא בקבוק.',
  'प्रकाशस्तंभ का रखवाला एक बोतल पाता है।',
  'கலங்கரை விளக்கக் காவலர் ஒரு பாட்டிலைக் காண்கிறார்.',
  'ผู้ดูแลประภาคารพบขวด',
  'የመብራት ቤት ጠባቂው ጠርሙስ አገኘ',
  '등대지기는 병에서 편지를 발견한다.',
  'とうだいもりはびんをみつける。カメラ。灯台の光。',
  '灯塔看守人在瓶子里发现了一封信。然后暴风雨来了，船得救了。',
];
const asked: readonly (readonly [string, string])[] = [
  ['The keeper finds a message in a bottle.', 'ja'],
  ['The keeper finds a message in a bottle.', 'be'],
  ['The keeper finds a message in 1777 bottles.', 'lt'],
  ['The keeper finds a message in a bottle.', 'hi'],
  ['ผู้ดูแล', 'de'],
  ['とうだい', 'de'],
  ['灯塔看守人', 'ru'],
  ['Смотритель маяка', 'zh'],
  ['يجد حارس', 'fr'],
  ['灯塔看守人在瓶子里发现了一封信。', 'yue'],
];

describe('the ceiling of a narration', () => {
  it.each(auto)('holds for the slowest voice: %s', async (text) => {
    const most = mostSpoken(ceilingOf(text), { language: 'auto', speed: 1 });
    expect(await spoken(text, 'auto', 1)).toBeLessThanOrEqual(most);
    expect(await spoken(text, 'auto', 0.5)).toBeLessThanOrEqual(mostSpoken(ceilingOf(text), { language: 'auto', speed: 0.5 }));
  });

  it.each(asked)('holds for a voice of another language: %s in %s', async (text, language) => {
    expect(await spoken(text, language, 1)).toBeLessThanOrEqual(mostSpoken(ceilingOf(text), { language, speed: 1 }));
  });

  it('is not much more than plain words take, so that few lengths are in doubt', async () => {
    const plain = 'Twice a day, the sea leaves this bay and comes back.';
    expect(ceilingOf(plain).spoken).toBeLessThan(2 * (await spoken(plain, 'auto', 1)));
  });

  it('is nothing where there are no words', () => {
    expect(ceilingOf(' \n')).toEqual({ spoken: 0, spelt: 0 });
  });
});
