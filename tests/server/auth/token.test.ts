import { expect, it } from 'vitest';
import { createTokenCheck } from '#server/auth/token.ts';
import { openServer } from '../open-server.ts';

const token = 'owner-token-1234';

it('lets everybody in where there is no token', () => {
  expect(createTokenCheck(undefined, 's').allows({})).toBe(true);
});

it('takes the token as a bearer and its cookie, and nothing that is close to them', () => {
  const check = createTokenCheck(token, 'secret');
  expect(check.allows({ authorization: `Bearer ${token}` })).toBe(true);
  expect(check.allows({ cookie: `a=b; filmloom_session=${check.cookieValue()}` })).toBe(true);
  const close = [
    { authorization: `Bearer ${token}x` },
    { authorization: token },
    { cookie: `filmloom_session=${token}` },
    { cookie: 'filmloom_session=' },
    {},
  ];
  for (const headers of close) expect(check.allows(headers)).toBe(false);
  const other = createTokenCheck(token, 'other secret');
  expect(other.allows({ cookie: `filmloom_session=${check.cookieValue()}` })).toBe(false);
});

it('asks for the token at every call but the one for health', async () => {
  const { app } = await openServer({ token });
  expect((await app.inject('/api/v1/health')).statusCode).toBe(200);
  for (const url of ['/api/v1/graphs', '/api/v1/openapi.json', '/api/docs/', '/api/v1/%68ealth', '//api/v1/graphs', '/api/v1/nothing']) {
    expect([url, (await app.inject(url)).statusCode]).toEqual([url, 401]);
  }
  const refused = await app.inject({ method: 'POST', url: '/api/v1/runs', payload: {} });
  expect(refused.json()).toMatchObject({ status: 401, code: 'TOKEN_NEEDED' });
  expect((await app.inject({ url: '/api/v1/graphs', headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(200);
});

it('signs a browser in by form or by link and keeps the token out of the cookie', async () => {
  const { app } = await openServer({ token });
  const page = await app.inject('/graphs/1');
  expect(page.statusCode).toBe(401);
  expect(page.body).toContain('action="/sign-in"');
  const form = { method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' } } as const;
  expect((await app.inject({ ...form, payload: 'token=wrong' })).statusCode).toBe(401);
  const byForm = await app.inject({ ...form, payload: `token=${token}` });
  const byLink = await app.inject(`/graphs/1?token=${token}`);
  for (const answer of [byForm, byLink]) {
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toContain('HttpOnly; SameSite=Lax');
    expect(cookie).not.toContain(token);
    expect((await app.inject({ url: '/api/v1/graphs', headers: { cookie: cookie.split(';')[0] } })).statusCode).toBe(200);
  }
});

it('slows down guessing', async () => {
  const { app } = await openServer({ token });
  const guess = () =>
    app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'token=guess',
    });
  const answers = [];
  for (let tries = 0; tries < 12; tries += 1) answers.push((await guess()).statusCode);
  expect(answers.at(-1)).toBe(429);
});
