type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
};

/** Why a strict schema would be refused: every object names all its fields as required and allows no others. */
export function whyNotStrict(schema: Schema, at = '()'): string | undefined {
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {});
    if (schema.additionalProperties !== false)
      return `In context=${at}, 'additionalProperties' is required to be supplied and to be false.`;
    const missing = names.find((name) => !schema.required?.includes(name));
    if (missing) return `In context=${at}, 'required' is required to include every key. Missing '${missing}'.`;
    for (const name of names) {
      const problem = whyNotStrict(schema.properties?.[name] as Schema, `${at}.${name}`);
      if (problem) return problem;
    }
  }
  return schema.items ? whyNotStrict(schema.items, `${at}[]`) : undefined;
}

const cameras = ['push-in', 'static', 'pan-left', 'tilt-up', 'pull-out', 'pan-right', 'tilt-down', 'handheld'];

/** What a model that does as it is told answers to a film plan, and what one that does not. */
export function emulatedPlan(schema: Schema, input: string, fault: string | undefined): string {
  const list = schema.properties?.shots;
  const least = list?.minItems ?? 1;
  const asked = least === (list?.maxItems ?? least) ? least : Math.min(5, list?.maxItems ?? 5);
  const count = fault === 'too-few-shots' ? asked - 2 : fault === 'too-many-shots' ? asked + 1 : asked;
  const parts = input.split('\n').filter((line) => /^\d+\. /.test(line)).length;
  const shots = Array.from({ length: count }, (_, index) => {
    const number = fault === 'same-shots' ? 1 : index + 1;
    const spoken = Array.from({ length: parts }, (_, part) => part + 1).filter(
      (part) => Math.floor(((part - 1) * count) / parts) === index,
    );
    return {
      title: `Moment ${number}`,
      action: `Moment ${number}: the keeper climbs to landing ${number} of the tower.`,
      ending: `The keeper stands on landing ${number}.`,
      framing: index % 2 ? 'close-up' : 'wide shot',
      camera: fault === 'wrong-enum' ? 'zoom-crazy' : cameras[index % cameras.length],
      mood: 'storm',
      seconds: fault === 'wild-lengths' ? 400 : 4,
      parts: fault === 'wild-parts' ? [1, 1, 2.5, -3, 999, ...Array.from({ length: parts }, (_, part) => part + 1)] : spoken,
    };
  });
  const plan = {
    style: 'Oil painting, deep blues.',
    characters: 'Mara, 60, a yellow coat.',
    setting: 'A lighthouse on a rock.',
    opening: fault === 'empty-opening' ? ' ' : 'The dark sea, before the light goes on.',
    shots,
  };
  return JSON.stringify(plan);
}
