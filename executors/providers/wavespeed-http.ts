import { type Access, type JsonObject, UnclearError } from './contract.ts';
import { ask as askOf, type Call, objectOf, type Service, submit as submitOf } from './service.ts';
import { envelopeOf, refusalOf } from './wavespeed-answer.ts';

export const service: Service = {
  title: 'WaveSpeed',
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  refusal: refusalOf,
};

/** A free request, safe to repeat: gives the `data` of the answer, else throws StepError. */
export async function ask(call: Call, access: Access): Promise<unknown> {
  const answer = await askOf(service, call, access);
  const { data } = envelopeOf(answer);
  if (data === undefined || data === null) throw refusalOf(answer);
  return data;
}

/** The one request that costs money, sent once: gives the `data` of the answer. Throws as `submit` of every service does. */
export async function submit(call: Call, access: Access): Promise<JsonObject> {
  const body = await submitOf(service, call, access);
  const data = objectOf(body.data);
  if (!data) throw new UnclearError('WaveSpeed answered a paid request with something that cannot be read.', body);
  return data;
}
