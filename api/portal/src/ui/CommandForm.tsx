import { Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { isStale, useCommand, type CommandName } from '../api/commands';
import { useForms } from '../api/may';
import { useI18n } from '../i18n';
import { changed, cleaned, lacks, ofKind, type Fields } from './command/filling';
import type { Choice } from './command/sources';
import { Value } from './command/Value';
import { FormButtons } from './FormButtons';
import { Loading } from './Page';
import { ProblemAlert } from './Problem';

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
        <FormButtons submit={props.submit} busy={sending.isPending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
