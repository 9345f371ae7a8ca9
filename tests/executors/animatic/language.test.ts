import { describe, expect, it } from 'vitest';
import { languageOf, readsAsEnglish } from '#executors/animatic/language.ts';
import { spokenTag } from '#executors/animatic/speech/voices.ts';

const table: readonly (readonly [string, string])[] = [
  ['A lighthouse keeper finds a message in a bottle.', 'en'],
  ['Lighthouse', 'en'],
  ['123 …', 'en'],
  ['Un farero encuentra un mensaje en la botella.', 'es'],
  ['Le gardien trouve un message dans une bouteille.', 'fr'],
  ['Der Wärter findet eine Flasche mit einem Brief.', 'de'],
  ['Il guardiano trova un messaggio nella bottiglia.', 'it'],
  ['O faroleiro encontra uma mensagem em uma garrafa.', 'pt'],
  ['De vuurtorenwachter vindt een fles met het bericht.', 'nl'],
  ['灯台守が瓶の中の手紙を見つける。', 'ja'],
  ['灯塔看守人发现了一封信。', 'zh'],
  ['등대지기가 병을 찾는다.', 'ko'],
  ['حارس المنارة يجد رسالة.', 'ar'],
  ['نگهبان فانوس دریایی پیامی پیدا می‌کند', 'fa'],
  ['Смотритель маяка находит письмо.', 'ru'],
  ['Доглядач маяка знаходить лист у пляшці, її', 'uk'],
  ['प्रकाशस्तंभ का रखवाला', 'hi'],
  ['שומר המגדלור', 'he'],
  ['Ο φύλακας του φάρου', 'el'],
  ['ผู้ดูแลประภาคาร', 'th'],
];

describe('languageOf', () => {
  it.each(table)('takes "%s" for %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
    expect(spokenTag(language)).toBeDefined();
  });

  it('lets the English rules read English only', () => {
    expect(table.filter(([text]) => readsAsEnglish(text)).map(([text]) => text)).toEqual([table[0]?.[0], 'Lighthouse']);
  });
});

describe('spokenTag', () => {
  it('finds the voice of regional tags and refuses what nobody speaks', () => {
    expect([spokenTag('en-GB'), spokenTag('pt-BR'), spokenTag('zh-HK'), spokenTag('fr'), spokenTag('es-MX'), spokenTag('de-CH')]).toEqual([
      'en-gb-x-rp',
      'pt-br',
      'yue',
      'fr-fr',
      'es-419',
      'de',
    ]);
    expect(spokenTag('xx')).toBeUndefined();
    expect(spokenTag('--help')).toBeUndefined();
  });
});
