import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lackSentence } from '../../../bin/setup/system-packages.mjs';
import { missingTools, tools } from '../../../bin/setup/tools.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'filmloom-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function names(command: 'start' | 'test') {
  return missingTools(command, { path: folder, fontFolders: [folder], moduleFolder: folder }).map((tool) => tool.name);
}

describe('missingTools', () => {
  it('names everything on a bare machine, the browser and the servers only for the tests', () => {
    expect(names('test')).toEqual(tools.map((tool) => tool.name));
    expect(names('start')).toEqual(
      tools
        .filter((tool) => !['chromium', 'PostgreSQL’s server', 'redis-server', 'OpenStack Swift'].includes(tool.name))
        .map((tool) => tool.name),
    );
  });

  it('wants both programs of ffmpeg', () => {
    writeFileSync(join(folder, 'ffmpeg'), '');
    expect(names('start')).toContain('ffmpeg with ffprobe');
    writeFileSync(join(folder, 'ffprobe'), '');
    expect(names('start')).not.toContain('ffmpeg with ffprobe');
  });

  it('is content with any one of the browsers', () => {
    writeFileSync(join(folder, 'google-chrome'), '');
    expect(names('test')).not.toContain('chromium');
  });

  it('finds fonts in folders of folders', () => {
    const fonts = join(folder, 'truetype/noto');
    mkdirSync(fonts, { recursive: true });
    writeFileSync(join(fonts, 'NotoSans-Regular.ttf'), '');
    expect(names('start')).toContain('the Noto fonts for Latin and Arabic');
    writeFileSync(join(fonts, 'NotoSansArabic-Regular.ttf'), '');
    writeFileSync(join(fonts, 'NotoSansCJK-Regular.ttc'), '');
    writeFileSync(join(fonts, 'NotoColorEmoji.ttf'), '');
    expect(names('start')).toEqual(['ffmpeg with ffprobe', 'espeak-ng']);
  });
});

describe('the sentence about a missing tool', () => {
  it.each(tools)('says of $name what it is for and how each system installs it', (tool) => {
    const sentence = lackSentence(tool);
    expect(sentence).toContain(`Not found: ${tool.name}, for ${tool.use}.`);
    expect(sentence).toContain(`apt-get install ${tool.packages.apt}`);
    const { dnf, brew } = tool.packages;
    expect(sentence.includes('Fedora')).toBe(dnf !== undefined);
    if (dnf) expect(sentence).toContain(`dnf install ${dnf}`);
    if (brew) expect(sentence).toContain(`brew install ${brew}`);
  });
});
