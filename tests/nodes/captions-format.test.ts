import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptionsFormatError, formatSrt, formatVtt, parseCaptions } from '#nodes/captions-format.ts';
import { type Captions, captionsSchema } from '#nodes/values.ts';

const lineOf = (text: string): number => {
  try {
    parseCaptions(text);
  } catch (error) {
    if (error instanceof CaptionsFormatError) return error.line;
    throw error;
  }
  return 0;
};

describe('parseCaptions', () => {
  it('reads SubRip with byte order mark, CRLF, markup and two lines', () => {
    const text =
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i>\r\n{\\an8}there\r\n\r\n2\r\n00:01:00,000 --> 01:00:00,042\r\n日本語\r\n';
    expect(parseCaptions(text)).toEqual({
      cues: [
        { start: 1, end: 2.5, text: 'Hello\nthere' },
        { start: 60, end: 3600.042, text: '日本語' },
      ],
    });
  });

  it('reads WebVTT with header, notes, styles, names, settings and entities', () => {
    const text =
      'WEBVTT - a film\nLanguage: en\n\nNOTE none of this\nis a cue\n\nSTYLE\n::cue { color: red }\n\nopening\n00:01.000 --> 00:02.000 align:start line:0%\n<v Mary>Hi &amp; <00:01.500>bye &lt;3\n\n00:00:00.500 --> 00:00:00.900\nfirst\n';
    expect(parseCaptions(text)).toEqual({
      cues: [
        { start: 0.5, end: 0.9, text: 'first' },
        { start: 1, end: 2, text: 'Hi & bye <3' },
      ],
      language: 'en',
    });
  });

  it('reads cues without numbers, with points for commas and with empty words', () => {
    const text = '00:00:01.000 --> 00:00:02.000\na\n\n2\n00:00:03,000 --> 00:00:04,000\n\n3\n00:00:05,5 --> 00:00:06,25\nc';
    expect(parseCaptions(text).cues).toEqual([
      { start: 1, end: 2, text: 'a' },
      { start: 3, end: 4, text: '' },
      { start: 5.5, end: 6.25, text: 'c' },
    ]);
  });

  it('keeps words that look like markup or numbers but are neither', () => {
    const text = '1\n00:00:01,000 --> 00:00:02,000\n1984\n2 < 3 & <5>\n';
    expect(parseCaptions(text).cues[0]?.text).toBe('1984\n2 < 3 & <5>');
  });

  it.each([
    ['', 1],
    ['just words', 1],
    ['1\n00:00:01,000 -> 00:00:02,000\nwords\n', 2],
    ['1\n00:00:01,000 --> soon\nwords\n', 2],
    ['1\n00:00:01,000 --> 00:00:02,000\nwords\n\n2\n00:00:09,000 --> 00:00:03,000\nwords\n', 6],
    ['1\n00:00:61,000 --> 00:00:62,000\nwords\n', 2],
    ['WEBVTT\n\nname\nsecond name\n00:01.000 --> 00:02.000\nwords\n', 5],
    ['{"cues":[]}', 1],
  ])('names the line that is wrong in %j', (text, line) => {
    expect(lineOf(text)).toBe(line);
  });

  it('tells cues apart where the empty line between them is missing', () => {
    const text = '1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n';
    expect(parseCaptions(text).cues.map(({ text: words }) => words)).toEqual(['one', 'two']);
  });

  it('accepts WebVTT without a cue', () => {
    expect(parseCaptions('WEBVTT\n')).toEqual({ cues: [] });
  });

  it('throws nothing but CaptionsFormatError on any text, and what it gives is captions', () => {
    const piece = fc.constantFrom(
      'WEBVTT',
      '1',
      '\n',
      '\r\n',
      '00:00:01,000 --> 00:00:02,000',
      '-->',
      '00:01.0',
      'words',
      '<i>',
      ' ',
      '\uFEFF',
      'NOTE',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join('\n')),
        ),
        (text) => {
          try {
            captionsSchema.parse(parseCaptions(text));
          } catch (error) {
            expect(error).toBeInstanceOf(CaptionsFormatError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('formatSrt and formatVtt', () => {
  const word = fc.stringMatching(/^[\p{L}\p{N}!?.,'&<>-]{1,8}$/u).filter((text) => !/-->|<\/?[a-z]/i.test(text));
  const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const cue = fc.tuple(fc.nat(40_000_000), fc.nat(9000), fc.array(line, { maxLength: 2 }));
  const captions = fc.array(cue, { minLength: 1, maxLength: 6 }).map(
    (list): Captions => ({
      cues: list
        .map(([start, length, lines]) => ({ start: start / 1000, end: (start + length) / 1000, text: lines.join('\n') }))
        .sort((a, b) => a.start - b.start || a.end - b.end),
    }),
  );

  it('are read back as they were', () => {
    fc.assert(
      fc.property(captions, (given) => {
        expect(parseCaptions(formatVtt(given))).toEqual(given);
        expect(parseCaptions(formatSrt(given))).toEqual(given);
      }),
    );
  });

  it('close up empty lines, which would end a cue', () => {
    expect(parseCaptions(formatSrt({ cues: [{ start: 0, end: 1, text: 'a\n\n  \nb' }] })).cues[0]?.text).toBe('a\nb');
  });

  it('cannot be broken by words that look like a timing', () => {
    const given = { cues: [{ start: 0, end: 1, text: '00:00:05,000 --> 00:00:06,000' }] };
    expect(parseCaptions(formatSrt(given)).cues).toHaveLength(1);
    expect(parseCaptions(formatVtt(given))).toEqual(given);
  });

  it('write note and language into WebVTT', () => {
    const text = formatVtt({ cues: [{ start: 0, end: 1.5, text: '' }], language: 'de', note: 'Transcript needs a model' });
    expect(text).toBe('WEBVTT\nLanguage: de\n\nNOTE Transcript needs a model\n\n00:00:00.000 --> 00:00:01.500\n\n');
    expect(parseCaptions(text)).toEqual({ cues: [{ start: 0, end: 1.5, text: '' }], language: 'de' });
  });
});
