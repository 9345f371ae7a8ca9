/** How one language is told from others and which system voice speaks it. */
type Script = { readonly test: RegExp; readonly language: string };

/** Scripts in the order in which they decide: kana make a text Japanese even where most of its signs are Han. */
const scripts: readonly Script[] = [
  { test: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, language: 'ja' },
  { test: /\p{Script=Hangul}/gu, language: 'ko' },
  { test: /\p{Script=Han}/gu, language: 'zh' },
  { test: /\p{Script=Arabic}/gu, language: 'ar' },
  { test: /\p{Script=Cyrillic}/gu, language: 'ru' },
  { test: /\p{Script=Devanagari}/gu, language: 'hi' },
  { test: /\p{Script=Hebrew}/gu, language: 'he' },
  { test: /\p{Script=Greek}/gu, language: 'el' },
  { test: /\p{Script=Thai}/gu, language: 'th' },
  { test: /\p{Script=Bengali}/gu, language: 'bn' },
  { test: /\p{Script=Tamil}/gu, language: 'ta' },
  { test: /\p{Script=Telugu}/gu, language: 'te' },
  { test: /\p{Script=Kannada}/gu, language: 'kn' },
  { test: /\p{Script=Malayalam}/gu, language: 'ml' },
  { test: /\p{Script=Gujarati}/gu, language: 'gu' },
  { test: /\p{Script=Gurmukhi}/gu, language: 'pa' },
  { test: /\p{Script=Sinhala}/gu, language: 'si' },
  { test: /\p{Script=Myanmar}/gu, language: 'my' },
  { test: /\p{Script=Georgian}/gu, language: 'ka' },
  { test: /\p{Script=Armenian}/gu, language: 'hy' },
  { test: /\p{Script=Ethiopic}/gu, language: 'am' },
  { test: /\p{Script=Latin}/gu, language: 'en' },
];

/** Letters that only one of the languages of a script uses. */
const marks: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  ar: [
    [/[ٹڈڑںے]/u, 'ur'],
    [/[پچژگ]/u, 'fa'],
  ],
  ru: [
    [/[іїєґ]/iu, 'uk'],
    [/[ђћџљњј]/iu, 'sr'],
  ],
};

/** Small words that a text in the language can hardly do without. English comes last and wins a tie. */
const smallWords: Readonly<Record<string, readonly string[]>> = {
  es: 'el la los las un una unos unas de del en y que con por para se su al es una está son como pero más'.split(' '),
  fr: 'le la les un une des du de et en que qui dans sur avec pour au aux est sont il elle son sa ses une ce mais plus'.split(' '),
  de: 'der die das den dem des ein eine einen einem einer und ist im in mit auf von zu für nicht sie er sich wird am ins aus'.split(' '),
  it: 'il lo la gli le un uno una di del della dei nel nella e che con per su è sono si al alla ma più'.split(' '),
  pt: 'o a os as um uma de do da dos das em no na nos nas e que com por para se seu sua ao é são mas mais'.split(' '),
  nl: 'de het een van en in op met voor is zijn dat die niet naar aan uit maar ook wordt'.split(' '),
  sv: 'en ett och i på av som med för är att det den de till inte från men hittar'.split(' '),
  pl: 'i w na z do się że jest nie to po od za przez ale jak czy dla'.split(' '),
  tr: 've bir bu da de için ile çok ama gibi olan kadar sonra'.split(' '),
  id: 'yang dan di ke dari untuk dengan ini itu sebuah seorang adalah pada tidak'.split(' '),
  vi: 'và của là một những các trong cho với được không người này đó'.split(' '),
  en: 'the a an and of in on is are to with at by from for his her their its it he she they that this into as but then we you be'.split(
    ' ',
  ),
};

function count(text: string, test: RegExp): number {
  return text.match(test)?.length ?? 0;
}

const wins = (one: { language: string; score: number }, best: { score: number }): boolean =>
  one.score > best.score || (one.score === best.score && one.score > 0 && one.language === 'en');

function latinLanguage(text: string): string {
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu));
  const scores = Object.entries(smallWords).map(([language, list]) => ({ language, score: list.filter((word) => words.has(word)).length }));
  return scores.reduce((best, one) => (wins(one, best) ? one : best), { language: 'en', score: 0 }).language;
}

/**
 * The language of a text as a BCP 47 tag, told by its script and, within a script, by its small words or own letters.
 * A text without letters, and a Latin text without small words, counts as English (`en`).
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, 4000);
  const counts = scripts.map(({ test, language }) => ({ language, letters: count(sample, test) }));
  const all = counts.reduce((sum, { letters }) => sum + letters, 0);
  const kana = counts[0]?.letters ?? 0;
  if (kana > 0 && kana * 10 >= all) return 'ja';
  const first = counts.reduce((best, one) => (one.letters > best.letters ? one : best), { language: 'en', letters: 0 }).language;
  if (first === 'en') return latinLanguage(sample);
  return marks[first]?.find(([letter]) => letter.test(sample))?.[1] ?? first;
}

/** Whether the English rules of the offline planner may read this text. */
export function readsAsEnglish(text: string): boolean {
  return /\p{Script=Latin}/u.test(text) && languageOf(text) === 'en';
}
