import {
  Button,
  FileButton,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
} from '@mantine/core';
import { useI18n } from '../../../i18n';
import { ColumnPicker } from './ColumnPicker';
import { KINDS, type MappedKind } from './kinds';
import type { Picked } from './mapping';

/** Where the mapping comes from. */
export type MappingWay = 'columns' | 'ready' | 'own';
export interface MappingState {
  way: MappingWay;
  ready: string;
  own: string;
  picked: Picked;
}

interface MappingProps {
  kind: MappedKind;
  file: File | undefined;
  state: MappingState;
  onChange(state: MappingState): void;
}

/** What the columns of the file mean. */
export function Mapping({ kind, file, state, onChange }: MappingProps) {
  const { t } = useI18n();
  const set = (change: Partial<MappingState>) => onChange({ ...state, ...change });
  const ways: MappingWay[] = ['columns', 'ready', 'own'];
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('import.mapping')}
        data={ways.map((way) => ({ value: way, label: t(`import.way.${way}`) }))}
        value={state.way}
        onChange={(way) => set({ way: way as MappingWay })}
      />
      {state.way === 'columns' && (
        <ColumnPicker
          kind={kind}
          file={file}
          picked={state.picked}
          onChange={(picked) => set({ picked })}
        />
      )}
      {state.way === 'ready' && (
        <Select
          label={t('import.ready')}
          description={t('import.readyWhy')}
          data={KINDS[kind].ready}
          value={state.ready}
          onChange={(ready) => set({ ready: ready ?? '' })}
          allowDeselect={false}
          maw={420}
        />
      )}
      {state.way === 'own' && (
        <>
          <Textarea
            className="import-toml"
            label={t('import.toml')}
            value={state.own}
            onChange={(event) => set({ own: event.currentTarget.value })}
            autosize
            minRows={8}
            maxRows={24}
          />
          <Group>
            <FileButton
              accept=".toml,.txt"
              onChange={(toml) => void toml?.text().then((own) => set({ own }))}
            >
              {(props) => (
                <Button {...props} variant="default">
                  {t('import.loadToml')}
                </Button>
              )}
            </FileButton>
          </Group>
        </>
      )}
    </Stack>
  );
}
