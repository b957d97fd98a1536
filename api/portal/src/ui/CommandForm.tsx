import {
  Alert,
  Button,
  Checkbox,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { isStale, useCommand, type CommandName } from '../api/commands';
import type { FieldForm, ValueForm } from '../api/forms';
import { useForms } from '../api/may';
import { useStaffRows, type ListRead } from '../api/rows';
import { useI18n } from '../i18n';
import { GradeValue } from './GradeValue';
import { Loading } from './Page';
import { ProblemAlert } from './Problem';
import { instantAt, wallTime } from './zoned';

/** Where the choices for an id come from: a list of staff, and the columns that tell a row. */
export const SOURCES: Record<string, [list: ListRead, ...columns: string[]]> = {
  AccessLevelId: ['access_levels', 'name'],
  AccountId: ['accounts', 'name'],
  ContactId: ['contacts', 'name'],
  MilestoneId: ['staff_milestones', 'name'],
  OrderItemId: ['staff_order_items', 'number'],
  ParticipantId: ['staff_participants', 'person', 'role'],
  PartnerUserId: ['partner_users', 'display_name', 'user_name'],
  PersonId: ['persons', 'name'],
  PhaseId: ['staff_phases', 'name'],
  ProductionOrderId: ['staff_orders', 'number'],
  ProjectId: ['staff_projects', 'name'],
  RaidItemId: ['staff_raid', 'title'],
  ResourceId: ['resources', 'name', 'group'],
  StaffUserId: ['staff_users', 'display_name'],
  TaskId: ['staff_tasks', 'title'],
  WorkStepId: ['staff_work_steps', 'order', 'name'],
};

type Fields = Record<string, unknown>;

/** One of the things that a field may name. */
export interface Choice {
  value: string;
  label: string;
}

/** A row as it is told in one line. */
export const toldOf = (cells: Fields, columns: string[]): string =>
  columns
    .map((column) => cells[column])
    .filter(Boolean)
    .join(' · ');

export interface CommandFormProps {
  command: CommandName;
  /** Values that stand already; those of `fixed` are not shown. */
  initial?: Fields;
  /** Fields that are known, and are not asked for. */
  fixed?: Fields;
  /** Only these fields are asked for, in this order; all of them when absent. */
  only?: string[];
  ifMatch?: string;
  /** Sends only what differs from `initial`; what was emptied is taken away. */
  changes?: boolean;
  /** What an id may be, by field: for partners, who have none of the lists of staff. */
  choices?: Record<string, Choice[]>;
  /** Of fields that are one of several kinds, which kind is meant. */
  parts?: Record<string, string>;
  /** Asks for a reason, which stays in the log. */
  reasoned?: boolean;
  submit?: string;
  /** Shown below the fields as soon as nothing is lacking: what the command would come to. */
  preview?(body: Fields): ReactNode;
  onDone(records: string[]): void;
  onCancel?(): void;
}

/** A form for a command, made of what the OpenAPI document says of its fields. */
export function CommandForm(props: CommandFormProps) {
  const { command, initial = {}, fixed = {}, only, ifMatch, reasoned, onDone, onCancel } = props;
  const i18n = useI18n();
  const sending = useCommand(command);
  // The record as it was when the form was opened; after a conflict, as it is by now. What is sent
  // is what was changed since then, so what somebody else changed meanwhile stays.
  const [opened] = useState({ ifMatch, initial });
  const condition = isStale(sending.error) ? ifMatch : opened.ifMatch;
  const [values, setValues] = useState<Fields>(initial);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<string[]>([]);
  const form = useForms()?.[command];
  if (!form) return <Loading lines={3} />;
  const asked = form.fields.filter(({ field }) => !(field in fixed));
  const fields = (
    only ? only.flatMap((name) => asked.filter(({ field }) => field === name)) : asked
  ).map((field) => ofKind(field, props.parts?.[field.field]));

  const send = (event: FormEvent) => {
    event.preventDefault();
    const lacking = fields.filter((field) => lacks(field, values[field.field]));
    setMissing(lacking.map(({ field }) => field));
    if (lacking.length) return;
    const told = cleaned(fields, values, initial);
    const body = { ...(props.changes ? changed(fields, told, opened.initial) : told), ...fixed };
    sending.mutate(
      { body, ifMatch: condition, reason },
      { onSuccess: (done) => onDone(done.records) },
    );
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {fields.map((field) => (
          <Value
            key={field.field}
            label={i18n.name(field.field)}
            form={field.form}
            choices={props.choices?.[field.field]}
            hint={i18n.locale === 'en' ? field.hint : undefined}
            required={field.required && !field.form.nullable}
            error={missing.includes(field.field) ? i18n.t('form.required') : undefined}
            value={values[field.field]}
            onChange={(value) => {
              setValues((before) => ({ ...before, [field.field]: value }));
              if (!lacks(field, value)) {
                setMissing((before) => before.filter((name) => name !== field.field));
              }
            }}
          />
        ))}
        {reasoned && (
          <TextInput
            label={i18n.t('form.reason')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {props.preview &&
          !fields.some((field) => lacks(field, values[field.field])) &&
          props.preview({ ...cleaned(fields, values), ...fixed })}
        {sending.error && <ProblemAlert error={sending.error} />}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {i18n.t('form.cancel')}
            </Button>
          )}
          <Button type="submit" loading={sending.isPending}>
            {props.submit ?? i18n.t('form.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || Number.isNaN(value);

/** A field of several kinds, as the one kind that is meant. */
function ofKind(field: FieldForm, kind?: string): FieldForm {
  if (kind === undefined || field.form.kind !== 'variants') return field;
  const meant = field.form.variants.find((variant) => variantName(variant) === kind);
  return meant ? { ...field, form: meant } : field;
}

function lacks({ required, form }: FieldForm, value: unknown): boolean {
  if (form.kind === 'record' && !isEmpty(value)) {
    return form.fields.some((field) => lacks(field, (value as Fields)[field.field]));
  }
  if (!required || form.nullable) return false;
  // A flag that nobody touched is off, and a list may be empty.
  if (form.kind === 'flag' || form.kind === 'list' || form.kind === 'constant') return false;
  return isEmpty(value);
}

/**
 * The values without what nobody filled in; what must be there and is empty is told as such, and so
 * is what stood there and was taken out.
 */
function cleaned(fields: FieldForm[], values: Fields, initial: Fields = {}): Fields {
  const told = fields.map(({ field, form, required }): [string, unknown] => {
    const value = values[field];
    if (form.kind === 'record' && typeof value === 'object' && value !== null) {
      return [field, cleaned(form.fields, value as Fields)];
    }
    if (form.kind === 'constant') return [field, form.value];
    if (!isEmpty(value)) return [field, value];
    if (!required) return [field, form.nullable && !isEmpty(initial[field]) ? null : undefined];
    return [field, form.kind === 'flag' ? false : form.kind === 'list' ? [] : null];
  });
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}

/** What was changed; what was there and is empty now is taken away. */
function changed(fields: FieldForm[], told: Fields, before: Fields): Fields {
  const differs = fields.flatMap(({ field }): [string, unknown][] => {
    const now = told[field] ?? null;
    const same = JSON.stringify(now) === JSON.stringify(before[field] ?? null);
    return same ? [] : [[field, now]];
  });
  return Object.fromEntries(differs);
}

export interface ValueProps {
  label: string;
  form: ValueForm;
  choices?: Choice[];
  hint?: string;
  required?: boolean;
  error?: string;
  value: unknown;
  onChange(value: unknown): void;
}

/** One value, whatever its kind. */
export function Value(props: ValueProps) {
  const { label, form, hint, required = false, error, value, onChange } = props;
  const i18n = useI18n();
  const common = { label, description: hint, withAsterisk: required, error };
  if (props.choices) return <Chosen {...props} choices={props.choices} />;
  if (form.name && SOURCES[form.name]) return <Reference {...props} source={form.name} />;
  if (form.name === 'Grade') return <GradeValue {...props} />;
  switch (form.kind) {
    case 'constant':
      return null;
    case 'flag':
      return (
        <Switch
          label={label}
          description={hint}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          placeholder={i18n.t('form.choose')}
          data={form.choices.map((choice) => ({ value: choice, label: i18n.name(choice) }))}
          value={(value as string | undefined) ?? null}
          onChange={(next) => onChange(next ?? undefined)}
          clearable={!required}
          searchable={form.choices.length > 8}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          min={form.minimum}
          max={form.maximum}
          allowDecimal={form.type === 'number'}
          value={(value as number | undefined) ?? ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      );
    case 'text':
      return <TextValue {...props} form={form} />;
    case 'record': {
      const [inner, ...others] = form.fields;
      // A record of nothing but a record, such as `{"risk": {..}}`, is shown as what is in it.
      if (inner?.form.kind === 'record' && !others.length && !form.nullable) {
        return (
          <Value
            label={i18n.name(inner.field)}
            form={inner.form}
            error={error}
            value={(value as Fields | undefined)?.[inner.field]}
            onChange={(next) => onChange({ [inner.field]: next })}
          />
        );
      }
      return (
        <Fieldset legend={label}>
          <Stack gap="xs">
            {form.nullable && (
              <Checkbox
                label={i18n.t('value.none')}
                checked={isEmpty(value)}
                onChange={(event) => onChange(event.currentTarget.checked ? null : {})}
              />
            )}
            {(!form.nullable || !isEmpty(value)) &&
              form.fields.map((field) => (
                <Value
                  key={field.field}
                  label={i18n.name(field.field)}
                  hint={i18n.locale === 'en' ? field.hint : undefined}
                  form={field.form}
                  required={field.required && !field.form.nullable}
                  error={
                    error && lacks(field, (value as Fields | undefined)?.[field.field])
                      ? error
                      : undefined
                  }
                  value={(value as Fields | undefined)?.[field.field]}
                  onChange={(next) => onChange({ ...(value as Fields), [field.field]: next })}
                />
              ))}
          </Stack>
        </Fieldset>
      );
    }
    case 'list':
      return <ListValue {...props} form={form} />;
    case 'variants':
      return <VariantValue {...props} form={form} />;
  }
}

type Of<K extends ValueForm['kind']> = ValueProps & { form: Extract<ValueForm, { kind: K }> };

/** Texts of this length and more are written in several lines. */
const LONG_TEXT_CHARS = 500;

function TextValue({ label, form, hint, required, error, value, onChange }: Of<'text'>) {
  const text = (value as string | undefined) ?? '';
  const common = { label, description: hint, withAsterisk: required, error, value: text };
  const set = (next: string) => onChange(next === '' ? undefined : next);
  if (form.format === 'date') {
    return <TextInput {...common} type="date" onChange={(e) => set(e.currentTarget.value)} />;
  }
  if (form.format === 'date-time') {
    return <InstantInput {...common} onChange={set} />;
  }
  if ((form.maxLength ?? 0) >= LONG_TEXT_CHARS) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxLength={form.maxLength}
        onChange={(e) => set(e.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={form.format === 'email' ? 'email' : form.format === 'password' ? 'password' : 'text'}
      maxLength={form.maxLength}
      onChange={(e) => set(e.currentTarget.value)}
    />
  );
}

interface InstantInputProps {
  label: string;
  description?: string;
  withAsterisk?: boolean;
  error?: string;
  value: string;
  onChange(value: string): void;
}

/** A moment, written as clocks of `zone` show it, or those of the browser. */
export function InstantInput({
  value,
  onChange,
  zone,
  ...rest
}: InstantInputProps & { zone?: string | null }) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={value ? wallTime(value, zone) : ''}
      onChange={(event) => {
        const { value: written } = event.currentTarget;
        onChange(written ? instantAt(written, zone) : '');
      }}
    />
  );
}

/** One of some given things, or several. */
function Chosen(props: ValueProps & { choices: Choice[] }) {
  const { label, form, hint, required = false, error, value, onChange, choices } = props;
  const { t } = useI18n();
  const common = { label, description: hint, withAsterisk: required, error, data: choices };
  if (form.kind === 'list') {
    const told = (value as string[] | undefined) ?? [];
    return <MultiSelect {...common} value={told} onChange={onChange} searchable />;
  }
  return (
    <Select
      {...common}
      placeholder={t('form.choose')}
      value={(value as string | undefined) ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable={!required}
      searchable
    />
  );
}

function Reference({
  label,
  form,
  hint,
  required = false,
  error,
  value,
  onChange,
  source,
}: ValueProps & { source: string }) {
  const i18n = useI18n();
  const [list, ...columns] = SOURCES[source] ?? (['projects'] as [ListRead]);
  const rows = useStaffRows(list);
  if (rows.error) return <ProblemAlert error={rows.error} />;
  const data = (rows.data?.rows ?? []).map((row) => {
    const cells = row as Record<string, unknown>;
    return { value: String(cells.id), label: toldOf(cells, columns) || String(cells.id) };
  });
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={required}
      error={error}
      placeholder={i18n.t('form.choose')}
      data={data}
      value={(value as string | undefined) ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable={!required || form.nullable}
      searchable
      limit={100}
    />
  );
}

function ListValue({ label, form, hint, error, value, onChange }: Of<'list'>) {
  const { t, name } = useI18n();
  const id = useId();
  const items = (value as unknown[] | undefined) ?? [];
  if (form.of.kind === 'choice') {
    return (
      <MultiSelect
        label={label}
        description={hint}
        error={error}
        data={form.of.choices.map((choice) => ({ value: choice, label: name(choice) }))}
        value={items as string[]}
        onChange={onChange}
        searchable
      />
    );
  }
  const set = (at: number, next: unknown) =>
    onChange(items.map((item, other) => (other === at ? next : item)));
  return (
    <Fieldset legend={label} aria-describedby={hint && id}>
      <Stack gap="xs">
        {hint && (
          <Text id={id} size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {items.map((item, at) => (
          <Group key={at} align="end" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <Value
                label={`${label} ${at + 1}`}
                form={form.of}
                value={item}
                onChange={(next) => set(at, next)}
              />
            </div>
            <Button
              variant="default"
              aria-label={t('form.removeItem', { number: at + 1 })}
              onClick={() => onChange(items.filter((_, other) => other !== at))}
            >
              ×
            </Button>
          </Group>
        ))}
        {error && <Alert color="red">{error}</Alert>}
        <Button
          variant="default"
          disabled={form.max !== undefined && items.length >= form.max}
          onClick={() => onChange([...items, form.of.kind === 'record' ? {} : undefined])}
        >
          {t('form.add')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

/** A variant that is an object with its name as the only key, or a plain name. */
const variantName = (form: ValueForm): string =>
  form.kind === 'constant'
    ? form.value
    : form.kind === 'choice'
      ? form.choices.join('|')
      : form.kind === 'record'
        ? ((form.fields.find(({ form: f }) => f.kind === 'constant')?.form as { value: string })
            ?.value ??
          form.fields[0]?.field ??
          '')
        : form.kind;

function VariantValue({ label, form, hint, required, error, value, onChange }: Of<'variants'>) {
  const { t, name } = useI18n();
  const options = form.variants.flatMap((variant, at) =>
    variant.kind === 'choice'
      ? variant.choices.map((choice) => ({ value: `${at}:${choice}`, label: name(choice) }))
      : [{ value: `${at}:`, label: name(variantName(variant)) }],
  );
  const [chosen, choose] = useState<string | null>(() => chosenOf(form.variants, value));
  const at = Number(chosen?.split(':')[0] ?? NaN);
  const variant = form.variants[at];
  return (
    <Stack gap="xs">
      <Select
        label={label}
        description={hint}
        withAsterisk={required}
        error={error}
        placeholder={t('form.choose')}
        data={options}
        value={chosen}
        onChange={(next) => {
          choose(next);
          const [index, choice] = next?.split(':') ?? [];
          const taken = form.variants[Number(index)];
          if (!next || !taken) onChange(undefined);
          else if (taken.kind === 'choice') onChange(choice);
          else if (taken.kind === 'constant') onChange(taken.value);
          else if (taken.kind === 'record') onChange(constantsOf(taken.fields));
          else onChange(undefined);
        }}
        clearable={!required}
      />
      {variant && variant.kind !== 'choice' && variant.kind !== 'constant' && (
        <Value
          label={name(variantName(variant))}
          form={variant}
          value={value}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}

/** The fields of a record that have one value only. */
const constantsOf = (fields: FieldForm[]) =>
  Object.fromEntries(
    fields.flatMap(({ field, form }) => (form.kind === 'constant' ? [[field, form.value]] : [])),
  );

function chosenOf(variants: ValueForm[], value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const at = variants.findIndex((variant) =>
    variant.kind === 'choice'
      ? variant.choices.includes(value as string)
      : variant.kind === 'constant'
        ? variant.value === value
        : variant.kind === 'record'
          ? typeof value === 'object' &&
            variant.fields.every(({ field, required }) => !required || field in value)
          : true,
  );
  if (at < 0) return null;
  return `${at}:${variants[at]?.kind === 'choice' ? String(value) : ''}`;
}
