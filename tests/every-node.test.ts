import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GraphNode } from '#graphs/document.ts';
import type { NodeDef } from '#nodes/define.ts';
import { groups } from '#nodes/define.ts';
import { fields, widgets } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';
import { type ValueKind, valueKinds } from '#nodes/ports.ts';
import { layOut, sources, stepsOf } from './nodes/lay-out.ts';

const root = new URL('..', import.meta.url).pathname;
const definitions = [...nodeTypes.values()];
const jargon = /\b(LLM|API|diffusion|latent|inference|checkpoint|ffmpeg|codec|provider|token|GPU|FLF2V|I2V|T2V)\b/i;

/** What is connected to each node (sources of the port's kind, by port), and the steps its example becomes. */
const expected: Record<string, { wired: Record<string, number>; steps: string[] }> = {
  prompt: { wired: {}, steps: [] },
  image: { wired: {}, steps: [] },
  video: { wired: {}, steps: [] },
  audio: { wired: {}, steps: [] },
  'captions-file': { wired: {}, steps: [] },
  list: { wired: {}, steps: [] },
  storyboard: { wired: {}, steps: [] },
  note: { wired: {}, steps: [] },
  planner: { wired: { brief: 1 }, steps: ['it/1/plan-shots'] },
  'enhance-prompt': { wired: { text: 1 }, steps: ['it/1/enhance-text'] },
  keyframe: { wired: { prompt: 1, reference: 1, mask: 1 }, steps: ['it/1/make-image'] },
  'text-to-video': { wired: { prompt: 1 }, steps: ['it/1/make-video'] },
  'image-to-video': { wired: { image: 1, prompt: 1, audio: 1 }, steps: ['it/1/make-video'] },
  flf2v: { wired: { keyframes: 4, shots: 1 }, steps: ['it/bottle/make-video', 'it/storm/make-video', 'it/rescue/make-video'] },
  'i2v-chain': {
    wired: { first: 1, shots: 1 },
    steps: ['bottle', 'storm', 'rescue'].flatMap((key) => [`it/${key}/make-video`, `it/${key}/last-frame`]),
  },
  upscale: { wired: { video: 1 }, steps: ['it/1/upscale'] },
  translate: { wired: { video: 1, captions: 1 }, steps: ['it/1/translate'] },
  speech: { wired: { text: 1 }, steps: ['it/1/speak'] },
  music: { wired: { prompt: 1, video: 1, shots: 1 }, steps: ['it/1/compose-music'] },
  captions: { wired: { video: 1, script: 1 }, steps: ['it/1/transcribe'] },
  mix: { wired: { voice: 2, music: 1, effects: 2 }, steps: ['it/1/mix-audio'] },
  concat: { wired: { clips: 3, audio: 1 }, steps: ['it/1/concat'] },
  'social-pack': { wired: { video: 1, captions: 1 }, steps: ['it/1/renditions'] },
  thumbnail: { wired: { video: 1 }, steps: ['it/1/thumbnail'] },
  compare: { wired: { left: 1, right: 1 }, steps: ['it/1/compare'] },
  review: {
    wired: { text: 1, image: 1, video: 1, audio: 1 },
    steps: ['it/1/review-text', 'it/1/review-image', 'it/1/review-video', 'it/1/review-audio'],
  },
};

/** The file assets of examples are names only; here they stand for files of the test library. */
const exampleAssets: Record<string, string> = { image: 'picture', video: 'clip', audio: 'sound', 'captions-file': 'words' };

function layOutExample(definition: NodeDef) {
  const asset = exampleAssets[definition.type];
  const nodes: Record<string, GraphNode> = {
    it: { type: definition.type, params: asset ? { asset } : definition.example },
  };
  const edges: string[] = [];
  for (const [port, count] of Object.entries(expected[definition.type]?.wired ?? {})) {
    const kind = definition.inputs[port]?.kind as Exclude<ValueKind, 'number'>;
    for (let index = 1; index <= count; index += 1) {
      const id = `${port}${index}`;
      nodes[id] = sources[kind];
      edges.push(`${id}.${kind === 'shot' ? 'shots' : kind} > it.${port}`);
    }
  }
  return layOut(nodes, edges);
}

/** The values a form may offer for a parameter. */
function optionsOf(schema: z.core.JSONSchema._JSONSchema): unknown[] {
  if (typeof schema !== 'object') return [];
  const nested = [...(schema.anyOf ?? []), ...(schema.items && !Array.isArray(schema.items) ? [schema.items] : [])];
  return [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const]), ...nested.flatMap(optionsOf)];
}

function fieldsIn(schema: z.core.$ZodType, path: string): { path: string; schema: z.core.$ZodType }[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return fieldsIn(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return fieldsIn(schema.element, path);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, inner]) => {
    const at = path ? `${path}.${name}` : name;
    return [{ path: at, schema: inner as z.core.$ZodType }, ...fieldsIn(inner as z.core.$ZodType, at)];
  });
}

describe('the list of node types', () => {
  it('has every node type that has a file, and each under the name of its file', async () => {
    const found: string[] = [];
    for (const file of readdirSync(`${root}nodes`)) {
      if (!file.endsWith('.ts') || file === 'index.ts') continue;
      const name = file.slice(0, -'.ts'.length);
      const module = (await import(`../nodes/${name}.ts`)) as Record<string, unknown>;
      for (const value of Object.values(module)) {
        if (typeof value !== 'object' || value === null || !('layout' in value) || !('type' in value)) continue;
        expect(value.type).toBe(name);
        expect(nodeTypes.get(String(value.type))).toBe(value);
        found.push(String(value.type));
      }
    }
    expect(found.sort()).toEqual([...nodeTypes.keys()].sort());
    expect(found.sort()).toEqual(Object.keys(expected).sort());
  });

  it('gives each a title of its own', () => {
    expect(new Set(definitions.map(({ title }) => title.toLowerCase())).size).toBe(definitions.length);
  });

  it('keeps the port names that scripts may use', () => {
    const ports = (type: string) => {
      const definition = nodeTypes.get(type) as NodeDef;
      const side = (list: NodeDef['inputs']) => Object.entries(list).map(([name, { kind, count }]) => `${name}:${kind}:${count}`);
      return [side(definition.inputs).join(' '), side(definition.outputs).join(' ')];
    };
    expect(ports('prompt')).toEqual(['', 'text:text:one']);
    expect(ports('planner')).toEqual(['brief:text:one', 'shots:shot:many keyframes:text:many']);
    expect(ports('keyframe')).toEqual(['prompt:text:one reference:image:maybe mask:image:maybe', 'image:image:one']);
    expect(ports('flf2v')).toEqual(['keyframes:image:many shots:shot:many', 'clips:video:many']);
    expect(ports('i2v-chain')).toEqual(['first:image:one shots:shot:many', 'clips:video:many']);
    expect(ports('upscale')).toEqual(['video:video:one', 'video:video:one']);
    expect(ports('translate')).toEqual(['video:video:one captions:captions:maybe', 'video:video:one captions:captions:one']);
    expect(ports('concat')).toEqual(['clips:video:many audio:audio:maybe', 'video:video:one']);
    expect(ports('social-pack')).toEqual(['video:video:one captions:captions:maybe', 'videos:video:many thumbnails:image:many']);
    for (const media of ['image', 'video', 'audio']) {
      expect(ports(media)).toEqual(['', `${media}:${media}:one`]);
      expect(nodeTypes.get(media)?.params.shape).toHaveProperty('asset');
    }
  });
});

describe.each(definitions.map((definition) => [definition.type, definition] as const))('%s', (_, definition) => {
  const shape = Object.entries(definition.params.shape) as [string, z.core.$ZodType][];
  const properties = (z.toJSONSchema(definition.params, { io: 'input' }).properties ?? {}) as Record<string, z.core.JSONSchema._JSONSchema>;

  it('explains itself to people in one or two plain sentences', () => {
    expect(definition.docs).toMatch(/^[A-Z].*\.$/);
    expect(definition.docs.length).toBeLessThanOrEqual(300);
    expect(definition.docs).not.toMatch(jargon);
    expect(definition.docs.split(/\.(?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(2);
    expect(definition.title).toMatch(/^[A-Z][a-z-]+( [a-z-]+)*$/);
    expect(groups).toContain(definition.group);
    expect(definition.version).toBeGreaterThanOrEqual(1);
  });

  it('has an icon that exists', () => {
    expect(existsSync(`${root}node_modules/lucide-react/dist/esm/icons/${definition.icon}.mjs`)).toBe(true);
  });

  it('names its ports', () => {
    for (const [name, port] of Object.entries({ ...definition.inputs, ...definition.outputs })) {
      expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
      expect(port.title).toMatch(/^[A-Z]/);
      expect(valueKinds).toContain(port.kind);
    }
  });

  it('takes its example, and nothing at all', () => {
    expect(definition.params.safeParse(definition.example).error).toBeUndefined();
    expect(definition.params.safeParse({}).error).toBeUndefined();
    expect(definition.params.safeParse({ nonsense: 1 }).success).toBe(false);
  });

  it('has words for each parameter and each choice', () => {
    for (const { path, schema } of fieldsIn(definition.params, '')) {
      expect(fields.get(schema)?.label, path).toMatch(/^[A-Z0-9]/);
      expect(`${fields.get(schema)?.label} ${fields.get(schema)?.help}`, path).not.toMatch(jargon);
    }
    for (const [name, schema] of shape) {
      const field = fields.get(schema);
      expect(widgets, name).toContain(field?.widget);
      const titles = field?.titles ?? {};
      for (const option of optionsOf(properties[name] ?? {})) {
        if (field?.widget === 'choice' || field?.widget === 'choices' || option === 'auto')
          expect(titles[String(option)], `${name}: ${option}`).toBeTruthy();
      }
    }
  });

  it('shows at most four parameters on its card, and at least one where it has any', () => {
    const inline = shape.filter(([, schema]) => fields.get(schema)?.inline).length;
    expect(inline).toBeLessThanOrEqual(4);
    if (shape.length > 0) expect(inline).toBeGreaterThanOrEqual(1);
  });

  it('becomes a JSON Schema that refuses unknown parameters', () => {
    const schema = z.toJSONSchema(definition.params, { io: 'input' });
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(properties)).toEqual(shape.map(([name]) => name));
    expect(schema.required ?? []).toEqual([]);
  });

  it('lays out its example as the steps it should become, and fills every output', () => {
    const expansion = layOutExample(definition);
    expect(expansion.problems).toEqual([]);
    expect(stepsOf(expansion, 'it')).toEqual(expected[definition.type]?.steps);
    for (const [name, port] of Object.entries(definition.outputs)) {
      const value = expansion.outputs.get(`it.${name}`);
      const least = port.count === 'maybe' && !expected[definition.type]?.wired[name] ? 0 : 1;
      expect(value?.items.length, name).toBeGreaterThanOrEqual(least);
      for (const element of value?.items ?? []) expect(element.kind).toBe(port.kind);
    }
  });
});
