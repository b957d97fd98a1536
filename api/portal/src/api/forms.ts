/** What a form needs to know of one value; made from the schemas of the OpenAPI document. */
export type ValueForm = {
  /** The name of the schema, such as `ResourceId`, which tells where choices come from. */
  name?: string;
  nullable?: boolean;
} & (
  | ({ kind: 'text'; format?: string; pattern?: string } & Bounds)
  | ({ kind: 'number'; type: string } & Bounds)
  | { kind: 'choice'; choices: string[] }
  | { kind: 'constant'; value: string }
  | { kind: 'flag' }
  | { kind: 'list'; of: ValueForm; max?: number }
  | { kind: 'record'; fields: FieldForm[] }
  | { kind: 'variants'; variants: ValueForm[] }
);

interface Bounds {
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** One field of a record or a command. */
export interface FieldForm {
  field: string;
  required: boolean;
  hint?: string;
  form: ValueForm;
}

/** One command: what it does, who may, and its fields. */
export interface CommandForm {
  operation: string;
  summary: string;
  roles: string[] | string | null;
  fields: FieldForm[];
}

export type CommandForms = Record<string, CommandForm>;
