import { Button, FileInput, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { Part } from '../../../ui/Detail';
import { Page } from '../../../ui/Page';
import { useSearchState } from '../../../ui/search';
import './imports.css';
import { isMapped, KINDS, type ImportKind } from './kinds';
import { Mapping, type MappingState } from './Mapping';
import { mappingOf, missingOf, usualPicks } from './mapping';
import { ProgressBar } from './ProgressBar';
import { Refusal, ReportView } from './ReportView';
import { useUpload } from './running';

/** Taking in what other programs wrote down. */
export default function Imports() {
  const { t } = useI18n();
  const me = useMe();
  const [search, setSearch] = useSearchState();
  const kinds = (Object.keys(KINDS) as ImportKind[]).filter((kind) =>
    holds(me, ...KINDS[kind].roles),
  );
  const kind = kinds.find((one) => one === search.kind) ?? kinds[0];
  if (!kind) return null;
  return (
    <Page title={t('import.title')} lead={t('import.lead')}>
      <Select
        label={t('import.kind')}
        data={kinds.map((one) => ({ value: one, label: t(`import.kind.${one}`) }))}
        value={kind}
        onChange={(next) => setSearch({ kind: next ?? undefined, import: undefined })}
        allowDeselect={false}
        maw={420}
      />
      {/* Another kind begins anew. */}
      <Import key={kind} kind={kind} />
    </Page>
  );
}

/** One import, from the file to the report. */
function Import({ kind }: { kind: ImportKind }) {
  const { t, name } = useI18n();
  const me = useMe();
  const zoneAtFirst = me.workspace_zone ?? 'UTC';
  const [search, setSearch] = useSearchState();
  const [file, setFile] = useState<File>();
  const [joined, setJoined] = useState<File>();
  const [more, setMore] = useState<Record<string, string>>(
    kind === 'plan' ? { zone: zoneAtFirst } : {},
  );
  const [mapping, setMapping] = useState<MappingState>(() => ({
    way: 'columns',
    ready: KINDS[kind].ready?.[0] ?? '',
    own: '',
    picked: usualPicks(isMapped(kind) ? kind : 'production', zoneAtFirst),
  }));
  const upload = useUpload();
  const changed = <T,>(set: (value: T) => void) => {
    // What was told of the last dry run says nothing about this input.
    return (value: T) => {
      upload.reset();
      set(value);
    };
  };
  const parts = { ...more, ...(isMapped(kind) ? { mapping: mappingText(kind, mapping) } : {}) };
  const run = (dryRun: boolean) => {
    const id = crypto.randomUUID();
    setSearch({ import: id });
    upload.mutate({ id, kind, dryRun, parts: { ...parts, file, joined } });
  };
  const report = upload.data;
  const missing =
    isMapped(kind) && mapping.way === 'columns' ? missingOf(kind, mapping.picked) : [];
  const hint = !file
    ? t('import.fileFirst')
    : missing.length
      ? t('import.missing', { fields: missing.map(name).join(', ') })
      : t('import.dryFirst');
  return (
    <Stack gap="lg">
      <Part order={2} title={t('import.file')}>
        <Text c="dimmed">{t(`import.about.${kind}`)}</Text>
        <Group align="end">
          <FileInput
            label={t('import.choose')}
            placeholder={t('form.choose')}
            accept={KINDS[kind].accept}
            value={file ?? null}
            onChange={changed((next: File | null) => setFile(next ?? undefined))}
            clearable
            clearButtonProps={{ 'aria-label': t('form.remove') }}
            w={320}
          />
          {KINDS[kind].joins && (
            <FileInput
              label={t('import.joined')}
              placeholder={t('form.choose')}
              accept={KINDS[kind].accept}
              value={joined ?? null}
              onChange={changed((next: File | null) => setJoined(next ?? undefined))}
              clearable
              clearButtonProps={{ 'aria-label': t('form.remove') }}
              w={320}
            />
          )}
          <MoreParts kind={kind} values={more} onChange={changed(setMore)} />
        </Group>
      </Part>
      {isMapped(kind) && (
        <Part order={2} title={t('import.mapping')}>
          <Mapping kind={kind} file={file} state={mapping} onChange={changed(setMapping)} />
        </Part>
      )}
      <Part order={2} title={t('import.run')}>
        <Group>
          <Button
            onClick={() => run(true)}
            disabled={!file || missing.length > 0}
            loading={upload.isPending}
            variant={report ? 'default' : 'filled'}
          >
            {t('import.dry')}
          </Button>
          <Button onClick={() => run(false)} disabled={!report?.dry_run} loading={upload.isPending}>
            {t('import.go')}
          </Button>
          {!report && <Text c="dimmed">{hint}</Text>}
        </Group>
        {search.import && (upload.isPending || upload.isIdle) && <ProgressBar id={search.import} />}
        {upload.error && <Refusal error={upload.error} />}
        {report && <ReportView report={report} />}
      </Part>
    </Stack>
  );
}

function mappingText(kind: ImportKind, { way, ready, own, picked }: MappingState): string {
  if (way === 'ready') return ready;
  return way === 'own' || !isMapped(kind) ? own : mappingOf(kind, picked);
}

/** What some files do not say themselves. */
function MoreParts({
  kind,
  values,
  onChange,
}: {
  kind: ImportKind;
  values: Record<string, string>;
  onChange(values: Record<string, string>): void;
}) {
  const { t } = useI18n();
  const fields =
    kind === 'plan'
      ? (['zone', 'project'] as const)
      : kind === 'partners'
        ? (['encoding'] as const)
        : [];
  return fields.map((field) => (
    <TextInput
      key={field}
      label={t(`import.${field}`)}
      value={values[field] ?? ''}
      onChange={(event) => onChange({ ...values, [field]: event.currentTarget.value })}
    />
  ));
}
