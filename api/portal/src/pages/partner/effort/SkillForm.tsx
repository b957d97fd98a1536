import { Paper, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Skill } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { FormButtons } from '../../../ui/FormButtons';

const NAME_CHARS_MAX = 200;
const LEVELS = [1, 2, 3, 4, 5] as const;

interface SkillFormProps {
  skill?: Skill;
  busy: boolean;
  onSave(skill: Skill): void;
  onCancel(): void;
}

/** One skill, new or changed. */
export function SkillForm({ skill, busy, onSave, onCancel }: SkillFormProps) {
  const { t, name } = useI18n();
  const [category, setCategory] = useState(skill?.category ?? '');
  const [what, setWhat] = useState(skill?.name ?? '');
  const [level, setLevel] = useState(skill?.level ?? 3);
  const [until, setUntil] = useState(skill?.valid_until ?? '');
  return (
    <Paper withBorder p="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ category, name: what, level, valid_until: until || null });
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={name('category')}
              description={t('skills.categoryHint')}
              required
              maxLength={NAME_CHARS_MAX}
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
            />
            <TextInput
              label={name('skill')}
              description={t('skills.nameHint')}
              required
              maxLength={NAME_CHARS_MAX}
              value={what}
              onChange={(event) => setWhat(event.currentTarget.value)}
            />
            <Select
              label={name('level')}
              data={LEVELS.map((one) => ({
                value: String(one),
                label: `${one} – ${t(`skills.level.${one}`)}`,
              }))}
              value={String(level)}
              onChange={(value) => setLevel(Number(value ?? level))}
              allowDeselect={false}
            />
            <TextInput
              label={name('valid_until')}
              type="date"
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </SimpleGrid>
          <FormButtons
            busy={busy}
            disabled={!category.trim() || !what.trim()}
            onCancel={onCancel}
          />
        </Stack>
      </form>
    </Paper>
  );
}
