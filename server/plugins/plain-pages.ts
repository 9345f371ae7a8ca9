/** The page that asks for the owner's token. */
export function signInPage({ wrong }: { wrong: boolean }): string {
  return page(
    'Sign in',
    `<h1>Filmloom</h1>
<p>${wrong ? 'That is not the token of this server.' : 'This server asks for its token.'} It is the value of <code>FILMLOOM_TOKEN</code> on the machine it runs on.</p>
<form method="post" action="/sign-in"><input name="token" type="password" aria-label="Token" autocomplete="current-password" autofocus required> <button>Sign in</button></form>`,
  );
}

/** The page in place of an editor that was not built. */
export function noEditorPage(): string {
  return page(
    'Editor missing',
    `<h1>The editor is not built</h1>
<p>Stop this server and run <code>npm start</code>: it builds the editor and starts again. The API works meanwhile: see <a href="/api/docs/">its reference</a>.</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Filmloom</title>
<style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}input,button{font:inherit;padding:.4rem .6rem}</style>
</head><body>${body}</body></html>
`;
}
