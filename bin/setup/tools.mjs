import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A program or a set of fonts that the system's package manager installs; `packages` names it there.
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} use what it is for, said when it is missing
 * @property {'start' | 'test'} from the first command that wants it; `test` wants those of `start` too
 * @property {boolean} [required] nothing works without it
 * @property {string[][]} [commands] programs on the PATH: one of each list
 * @property {string[]} [modules] packages of the system's own Python, all of them
 * @property {RegExp[]} [fonts] patterns of file names in the font folders, all of them
 * @property {{ apt: string, dnf?: string, brew?: string }} packages
 */

/** Where Debian and Ubuntu keep the packages of their own Python. */
const pythonFolder = '/usr/lib/python3/dist-packages';

/** @type {Tool[]} */
export const tools = [
  {
    name: 'ffmpeg with ffprobe',
    use: 'making, joining and converting films',
    from: 'start',
    required: true,
    commands: [['ffmpeg'], ['ffprobe']],
    packages: { apt: 'ffmpeg', dnf: 'ffmpeg-free', brew: 'ffmpeg' },
  },
  {
    name: 'espeak-ng',
    use: 'speaking the narration of animatics',
    from: 'start',
    commands: [['espeak-ng']],
    packages: { apt: 'espeak-ng', dnf: 'espeak-ng', brew: 'espeak-ng' },
  },
  {
    name: 'the Noto fonts for Latin and Arabic',
    use: 'drawing captions and slates',
    from: 'start',
    fonts: [/^NotoSans[-[].*\.[ot]tf$/, /^NotoSansArabic.*\.[ot]tf$/],
    packages: {
      apt: 'fonts-noto-core',
      dnf: 'google-noto-sans-fonts google-noto-sans-arabic-fonts',
      brew: 'font-noto-sans font-noto-sans-arabic',
    },
  },
  {
    name: 'the Noto fonts for Chinese, Japanese and Korean',
    use: 'drawing captions in those languages',
    from: 'start',
    fonts: [/^NotoSansCJK.*\.(ttc|otf)$/],
    packages: { apt: 'fonts-noto-cjk', dnf: 'google-noto-sans-cjk-fonts', brew: 'font-noto-sans-cjk' },
  },
  {
    name: 'the Noto font for emoji',
    use: 'drawing emoji in captions',
    from: 'start',
    fonts: [/^NotoColorEmoji.*\.ttf$/],
    packages: { apt: 'fonts-noto-color-emoji', dnf: 'google-noto-color-emoji-fonts', brew: 'font-noto-color-emoji' },
  },
  {
    name: 'chromium',
    use: 'the browser tests',
    from: 'test',
    commands: [['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']],
    packages: { apt: 'chromium', dnf: 'chromium', brew: 'chromium' },
  },
  {
    name: 'PostgreSQL’s server',
    use: 'the tests of a fleet’s database',
    from: 'test',
    commands: [['postgres'], ['initdb']],
    packages: { apt: 'postgresql', dnf: 'postgresql-server', brew: 'postgresql@17' },
  },
  {
    name: 'redis-server',
    use: 'the tests of a fleet’s queue',
    from: 'test',
    commands: [['redis-server', 'valkey-server']],
    packages: { apt: 'redis-server', dnf: 'valkey', brew: 'redis' },
  },
  {
    name: 'OpenStack Swift',
    use: 'the tests of files on S3',
    from: 'test',
    modules: ['swift'],
    packages: { apt: 'python3-swift' },
  },
];

/**
 * The tools a command wants that are not there.
 * @param {'start' | 'test'} command
 * @param {{ path?: string, fontFolders?: string[], moduleFolder?: string }} [where] searched instead of this machine's folders
 */
export function missingTools(command, { path = programPath(), fontFolders = systemFontFolders(), moduleFolder = pythonFolder } = {}) {
  const fontFiles = fontFolders.flatMap(fileNames);
  const isOnPath = (/** @type {string} */ name) => findProgram(name, path) !== undefined;
  const isInstalled = (/** @type {RegExp} */ pattern) => fontFiles.some((file) => pattern.test(file));
  return tools
    .filter((tool) => tool.from === 'start' || command === 'test')
    .filter(({ commands = [], fonts = [], modules = [] }) => {
      const isThere = commands.every((names) => names.some(isOnPath)) && fonts.every(isInstalled);
      return !isThere || !modules.every((name) => existsSync(join(moduleFolder, name)));
    });
}

/**
 * The file of a program, or undefined where it is not installed.
 * @param {string} name
 * @param {string} [path] folders to search, as in PATH
 */
export function findProgram(name, path = programPath()) {
  const folders = path.split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** The PATH and the folders off it where systems install PostgreSQL's server, the newest version first. */
function programPath() {
  const versions = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^(postgresql@)?\d+$/.test(name)) : [];
    const newestFirst = names.sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')));
    return newestFirst.map((name) => join(folder, name, 'bin'));
  });
  return [process.env.PATH ?? '', ...versions].join(delimiter);
}

function systemFontFolders() {
  const home = homedir();
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(home, '.local/share/fonts'),
    join(home, '.fonts'),
    '/Library/Fonts',
    join(home, 'Library/Fonts'),
  ];
}

/** @param {string} folder */
function fileNames(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((path) => String(path).replace(/^.*[\\/]/, ''));
}
