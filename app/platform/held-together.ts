import type * as z from 'zod';

/** What parsed by itself; a field that failed is left out, as one that was left empty. */
type Standing<Schema extends z.ZodType> = { [Field in keyof z.output<Schema>]?: z.output<Schema>[Field] | undefined };
type Refuse<Schema extends z.ZodType> = (field: keyof z.output<Schema> & string, error: string) => void;

/**
 * The schema with a rule about several of its fields. Zod runs such rules only once every field is right, and who filled the form
 * in would be told in rounds; this one runs always. `refuse` takes an error key of the namespace `errors`, and is not heard about
 * a field that failed by itself. `othersStand`: no field has failed, nor did an earlier rule.
 */
export function heldTogether<Schema extends z.ZodObject>(
  schema: Schema,
  rule: (answers: Standing<Schema>, refuse: Refuse<Schema>, othersStand: boolean) => void,
): Schema {
  return schema.superRefine(
    (value, context) => {
      if (typeof value !== 'object' || value === null) return;
      const failed = new Set(context.issues.map(({ path }) => path?.[0]));
      const answers = Object.fromEntries(Object.entries(value).filter(([field]) => !failed.has(field)));
      const refuse: Refuse<Schema> = (field, message) => {
        if (!failed.has(field)) context.addIssue({ code: 'custom', path: [field], message });
      };
      rule(answers as Standing<Schema>, refuse, failed.size === 0);
    },
    { when: () => true },
  );
}
