// The program of the launcher's tests. `counts` says each SIGINT and stops a second after the first; `waits` has no
// handler; anything else is an exit code.
const [mode, ...rest] = process.argv.slice(2);

if (mode === 'counts') {
  const stop = (signal: string) => {
    console.log(`got ${signal}`);
    setTimeout(() => process.exit(130), 1000);
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}
if (mode === 'counts' || mode === 'waits') setInterval(() => {}, 1000);
else process.exitCode = Number(mode);

console.log(['ready', ...rest].join(' '));
